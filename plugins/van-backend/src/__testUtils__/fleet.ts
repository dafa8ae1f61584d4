import { parseFleet, type Fleet } from '@vanstage/backstage-plugin-van-common';

/** Files of a fleet repository with a hub, three edges, two applications and two rules. */
export function fleetFiles(
  more: Record<string, string> = {},
): Map<string, string> {
  return new Map(
    Object.entries({
      'networks/acme/network.yaml': document('Network', 'acme', {
        title: 'Acme',
        owner: 'group:default/platform',
        contexts: ['dev', 'prod'],
      }),
      ...cluster('hub', { role: 'hub', tags: ['central'] }),
      ...cluster('paris', edge('prod', 'eu-west-3', ['retail', 'eu'])),
      ...cluster('berlin', edge('prod', 'eu-central-1', ['retail', 'eu'])),
      ...cluster('dallas', edge('dev', 'us-east-2', ['retail', 'us'])),
      ...application('checkout', ['shop']),
      ...application('ledger', ['finance']),
      ...rule('shops', ['shop'], ['eu']),
      ...rule('books', ['finance'], ['central', 'us']),
      ...more,
    }),
  );
}

/** The fleet of these files. */
export function acmeFleet(more: Record<string, string> = {}): Fleet {
  const { fleet, problems } = parseFleet(fleetFiles(more), 'acme');
  if (!fleet || problems.length) {
    throw new Error(
      `The fleet of the test is broken: ${JSON.stringify(problems)}`,
    );
  }
  return fleet;
}

export function application(
  name: string,
  tags: string[],
): Record<string, string> {
  return {
    [`networks/acme/applications/${name}.yaml`]: document('Application', name, {
      tags,
      owner: 'group:default/shop',
      namespace: name,
      source: {
        repoURL: 'https://git.example.com/acme/apps',
        path: name,
        targetRevision: 'main',
      },
    }),
  };
}

export function cluster(
  name: string,
  spec: Record<string, unknown>,
): Record<string, string> {
  return {
    [`networks/acme/clusters/${name}.yaml`]: document('Cluster', name, spec),
  };
}

export function rule(
  name: string,
  applicationTags: string[],
  clusterTags: string[],
): Record<string, string> {
  return {
    [`networks/acme/rules/${name}.yaml`]: document('DistributionRule', name, {
      applications: { anyOf: applicationTags },
      clusters: { anyOf: clusterTags },
    }),
  };
}

function edge(context: string, region: string, tags: string[]) {
  return { role: 'edge', context, provider: 'aws', region, tags };
}

function document(
  kind: string,
  name: string,
  spec: Record<string, unknown>,
): string {
  // JSON is YAML.
  return JSON.stringify({
    apiVersion: 'vanstage.io/v1alpha1',
    kind,
    metadata: { name },
    spec,
  });
}
