import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { argoApplicationSources } from './argoApplicationSources';
import { labelTag } from './labelTags';
import type { ImportedObject } from './types';

const requirementSchema = z.object({
  key: z.string(),
  operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']),
  values: z.array(z.string()).default([]),
});

const selectorSchema = z.object({
  matchLabels: z.record(z.string(), z.string()).default({}),
  matchExpressions: z.array(requirementSchema).default([]),
});

const generatorSchema = z.union([
  z.object({
    list: z.object({
      elements: z.array(z.record(z.string(), z.unknown())),
    }),
  }),
  z.object({
    clusters: z.object({ selector: selectorSchema.prefault({}) }),
  }),
]);

const applicationSetSchema = z.object({
  metadata: z.object({
    name: z.string(),
    labels: z.record(z.string(), z.string()).default({}),
  }),
  spec: z.object({
    generators: z.array(z.unknown()),
    template: z.object({
      metadata: z.object({ name: z.string().default('') }).prefault({}),
      spec: z
        .object({
          destination: z.object({ namespace: z.string().optional() }),
          syncPolicy: z
            .object({ syncOptions: z.array(z.string()).default([]) })
            .optional(),
        })
        .loose(),
    }),
  }),
});

/** Parameters that name the cluster of a list's element, the surest first. */
const CLUSTER_KEYS = ['cluster', 'name', 'clusterName', 'destination'];

interface Clusters {
  anyOf?: string[];
  allOf?: string[];
  noneOf?: string[];
  names?: string[];
}

/**
 * The declaration of an application that an ApplicationSet distributes already, and the rule that puts it where it is.
 *
 * Source: `applicationsets.argoproj.io/v1alpha1` with one list or cluster generator.
 *
 * @throws InputError that says what of the ApplicationSet a declaration cannot say
 * @internal
 */
export function importApplicationSet(object: unknown): ImportedObject {
  const result = applicationSetSchema.safeParse(object);
  if (!result.success) {
    throw new InputError(
      'The ApplicationSet cannot be read: it needs a name, generators and a template.',
    );
  }
  const { metadata, spec } = result.data;
  const { name } = metadata;
  const [generator, ...others] = spec.generators;
  const known = generatorSchema.safeParse(generator);
  if (!known.success || others.length > 0) {
    throw new InputError(
      `ApplicationSet ${name} cannot be imported: only one list or cluster generator can be declared as a rule.`,
    );
  }
  const notes: string[] = [];
  const clusters =
    'list' in known.data
      ? { names: clusterNames(name, known.data.list.elements) }
      : clusterTags(known.data.clusters.selector, notes);
  const { destination, syncPolicy } = spec.template.spec;
  const sources = argoApplicationSources(name, spec.template.spec);
  const tags = Object.entries(metadata.labels).flatMap(
    ([key, value]) => labelTag(key, value) ?? [],
  );
  if (!destination.namespace) {
    notes.push(
      `ApplicationSet ${name} names no namespace: the declaration takes ${name}.`,
    );
  }
  notes.push(handOver(name, spec.template.metadata.name));
  return {
    declarations: [
      {
        kind: 'Application',
        name,
        spec: {
          tags,
          namespace: destination.namespace ?? name,
          ...(sources.length > 1 ? { sources } : { source: sources[0] }),
          ...withoutDefault(syncPolicy?.syncOptions),
        },
      },
      {
        kind: 'DistributionRule',
        name,
        spec: { applications: { names: [name] }, clusters },
      },
    ],
    notes,
  };
}

/** Argo CD overwrites an Application of the same name that nobody owns, and keeps what it deployed. */
function handOver(name: string, template: string): string {
  const orphan = `Before the declaration is merged, delete ApplicationSet ${name} with --cascade=orphan`;
  const isSame =
    template.replace(/\{\{\s*\.?\w+\s*\}\}/, '<cluster>') ===
    `${name}-<cluster>`;
  return isSame
    ? `${orphan}: its Applications then pass over to Vanstage, and nothing is deployed anew.`
    : `${orphan}, and its Applications without their finalizer: they have other names than ${name}-<cluster>. What they deployed stays, and passes over.`;
}

/** Vanstage always makes the namespace. */
function withoutDefault(options: string[] = []): { syncOptions?: string[] } {
  const syncOptions = options.filter(
    option => !option.startsWith('CreateNamespace='),
  );
  return syncOptions.length > 0 ? { syncOptions } : {};
}

function clusterNames(
  name: string,
  elements: readonly Record<string, unknown>[],
): string[] {
  return elements.map((element, index) => {
    const cluster = CLUSTER_KEYS.map(key => element[key]).find(
      value => typeof value === 'string',
    );
    if (typeof cluster !== 'string') {
      throw new InputError(
        `ApplicationSet ${name} cannot be imported: element ${
          index + 1
        } of its list does not name a cluster by ${CLUSTER_KEYS.join(', ')}.`,
      );
    }
    return cluster;
  });
}

function clusterTags(
  selector: z.output<typeof selectorSchema>,
  notes: string[],
): Clusters {
  const allOf: string[] = [];
  const anyOf: string[] = [];
  const noneOf: string[] = [];
  const tagOf = (key: string, value: string): string[] => {
    const tag = labelTag(key, value);
    if (!tag && !key.startsWith('argocd.argoproj.io/')) {
      notes.push(
        `No tag can stand for the label ${key}=${value}: the rule leaves it out.`,
      );
    }
    return tag ? [tag] : [];
  };
  for (const [key, value] of Object.entries(selector.matchLabels)) {
    allOf.push(...tagOf(key, value));
  }
  for (const { key, operator, values } of selector.matchExpressions) {
    const tags =
      operator === 'Exists' || operator === 'DoesNotExist'
        ? tagOf(key, '')
        : values.flatMap(value => tagOf(key, value));
    if (operator === 'NotIn' || operator === 'DoesNotExist') {
      noneOf.push(...tags);
    } else if (tags.length === 1) {
      allOf.push(...tags);
    } else if (anyOf.length === 0) {
      anyOf.push(...tags);
    } else {
      notes.push(
        `A rule asks for one of a list of tags only once: the values of ${key} are left out.`,
      );
    }
  }
  const lists: Clusters = { anyOf, allOf, noneOf };
  const said = Object.entries(lists).filter(([, tags]) => tags.length > 0);
  // An empty selector of Argo CD means every cluster.
  return said.length > 0
    ? Object.fromEntries(said)
    : { anyOf: ['role:edge', 'role:hub'] };
}
