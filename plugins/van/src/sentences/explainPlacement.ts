import type { PlacementView } from '@vanstage/backstage-plugin-van-common';

interface Explanation {
  pattern: RegExp;
  explain(match: string[], cluster: string): string;
}

/** `deployments.apps` and `Deployment.apps` both mean a Deployment. */
function kindInWords(resource: string): string {
  const name = resource.split('.')[0].replace(/s$/, '');
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/**
 * What API servers, Git and Argo CD 3.6 are known to say, and what it means. The first pattern that fits decides, so the
 * specific ones come first.
 */
const EXPLANATIONS: Explanation[] = [
  {
    pattern:
      /([\w.]+) "([^"]+)" is invalid: ([\w.[\]]+): Invalid value: ([^:]+): ([^,()]+)/,
    explain: ([, resource, name, field, value, reason], cluster) =>
      `${cluster} refused the ${kindInWords(
        resource,
      )} ${name}: \`${field}\` ${reason
        .trim()
        .replace(/\.$/, '')} (it is \`${value}\`).`,
  },
  {
    pattern: /([\w.]+) "([^"]+)" is invalid: ([\w.[\]]+): Required value/,
    explain: ([, resource, name, field], cluster) =>
      `${cluster} refused the ${kindInWords(
        resource,
      )} ${name}: \`${field}\` is missing.`,
  },
  {
    pattern:
      /(\w+) in version "[^"]+" cannot be handled as a \w+: .*cannot unmarshal (\w+) into Go struct field \w+\.([\w.]+) of type ([\w.[\]]+)/,
    explain: ([, kind, found, field, wanted], cluster) =>
      `${cluster} refused the ${kind}: \`${field}\` must be a ${wanted}, not a ${found}.`,
  },
  {
    pattern: /in namespace (\S+) because it is being terminated/,
    explain: ([, namespace], cluster) =>
      `The namespace ${namespace} is being deleted on ${cluster}; nothing new can be created in it until that is done.`,
  },
  {
    pattern: /namespaces "([^"]+)" not found/,
    explain: ([, namespace], cluster) =>
      `The namespace ${namespace} does not exist on ${cluster}.`,
  },
  {
    pattern: /([\w.]+) "([^"]+)" is forbidden/,
    explain: ([, resource, name], cluster) =>
      `${cluster} does not allow Argo CD to write the ${kindInWords(
        resource,
      )} ${name}.`,
  },
  {
    pattern:
      /could not find the requested resource|no matches for kind "(\w+)"/,
    explain: ([, kind], cluster) =>
      `${cluster} does not know the kind ${
        kind ?? 'of an object'
      }; its custom resource definition is missing.`,
  },
  {
    pattern: /(\S+): app path does not exist/,
    explain: ([, path]) =>
      `The folder \`${path}\` does not exist in the application's repository.`,
  },
  {
    pattern: /unable to resolve '([^']+)' to a commit SHA/,
    explain: ([, revision]) =>
      `The revision \`${revision}\` does not exist in the application's repository.`,
  },
  {
    pattern: /authentication required|repository not found/i,
    explain: () =>
      "Argo CD cannot read the application's repository: it does not exist, or Argo CD has no credentials for it.",
  },
  {
    pattern: /there are no clusters with this name/,
    explain: (_, cluster) => `Argo CD does not know the cluster ${cluster}.`,
  },
  {
    pattern:
      /connection refused|i\/o timeout|no route to host|failed to discover server resources/,
    explain: (_, cluster) => `Argo CD cannot reach ${cluster}.`,
  },
  {
    pattern: /waiting for healthy state of .*\/(\w+)\/(\S+)/,
    explain: ([, kind, name]) => `Waiting for ${kind} ${name} to be healthy.`,
  },
  {
    pattern: /Deployment "([^"]+)" exceeded its progress deadline/,
    explain: ([, name]) =>
      `The Deployment ${name} was not ready within its progress deadline.`,
  },
];

const IN_GENERAL: Partial<Record<PlacementView['state'], string>> = {
  syncFailed: 'Argo CD could not apply what Git declares.',
  degraded: 'It runs, but not as it should.',
  missing: 'It is declared, and nothing of it is on the cluster.',
  outOfSync: 'What runs differs from what Git declares.',
};

/**
 * What Argo CD says went wrong with a placement, verbatim and the most telling first.
 */
export function placementMessages(placement: PlacementView): string[] {
  const { argo } = placement;
  if (!argo) {
    return [];
  }
  const failed = ['Failed', 'Error', 'Running'].includes(
    argo.operationPhase ?? '',
  );
  const messages = [
    failed ? argo.operationMessage : undefined,
    ...argo.conditions.map(condition => condition.message),
    argo.healthMessage,
  ];
  return [...new Set(messages.filter((text): text is string => Boolean(text)))];
}

/**
 * What is wrong with a placement in words, with names of fields in backticks. Undefined when nothing is wrong, or when
 * nothing is known because its cluster cannot be seen.
 */
export function explainPlacement(placement: PlacementView): string | undefined {
  if (placement.state === 'unknown' || placement.state === 'healthy') {
    return undefined;
  }
  for (const message of placementMessages(placement)) {
    for (const { pattern, explain } of EXPLANATIONS) {
      const match = message.match(pattern);
      if (match) {
        return explain(match, placement.cluster);
      }
    }
  }
  return IN_GENERAL[placement.state];
}
