import { z } from 'zod';
import {
  nameField,
  namespaceField,
  ownerField,
  pathField,
  proseField,
  repositoryField,
  revisionField,
  tagsField,
  wordField,
} from './fields';

/**
 * `apiVersion` of every file that declares a part of a fleet.
 *
 * @public
 */
export const FLEET_API_VERSION = 'vanstage.io/v1alpha1';

const selectorSchema = z.preprocess(
  value => (typeof value === 'string' ? { anyOf: [value] } : value),
  z.object({
    anyOf: tagsField.default([]),
    allOf: tagsField.default([]),
    noneOf: tagsField.default([]),
    names: z.array(nameField).default([]),
  }),
);

/** @internal */
export const sourceSchema = z.object({
  repoURL: repositoryField,
  path: pathField.default('.'),
  targetRevision: revisionField.default('HEAD'),
});

const networkSpec = z.object({
  title: proseField.optional(),
  description: proseField.optional(),
  owner: ownerField.optional(),
  contexts: z.array(wordField).default([]),
  hub: z
    .object({
      skupperNamespace: namespaceField.default('van'),
      argocdNamespace: namespaceField.default('argocd'),
    })
    .prefault({}),
  renderer: z.literal(1).default(1),
});

const clusterSpec = z.object({
  description: proseField.optional(),
  role: z.enum(['hub', 'edge']),
  context: wordField.optional(),
  tags: tagsField.default([]),
  provider: wordField.optional(),
  distribution: wordField.optional(),
  region: wordField.optional(),
});

const applicationSpec = z.object({
  description: proseField.optional(),
  owner: ownerField.optional(),
  tags: tagsField.default([]),
  namespace: namespaceField,
  source: sourceSchema,
});

const ruleSpec = z.object({
  description: proseField.optional(),
  applications: selectorSchema,
  clusters: selectorSchema,
});

function document<K extends string, S extends z.ZodType>(kind: K, spec: S) {
  return z.object({
    apiVersion: z.literal(FLEET_API_VERSION),
    kind: z.literal(kind),
    metadata: z.object({ name: nameField }),
    spec,
  });
}

const network = document('Network', networkSpec);
const cluster = document('Cluster', clusterSpec);
const application = document('Application', applicationSpec);
const rule = document('DistributionRule', ruleSpec);

interface FleetDocuments {
  Network: z.output<typeof network>;
  Cluster: z.output<typeof cluster>;
  Application: z.output<typeof application>;
  DistributionRule: z.output<typeof rule>;
}

/** @internal */
export type FleetKind = keyof FleetDocuments;

/** @internal */
export type FleetDocument<K extends FleetKind> = FleetDocuments[K];

/**
 * One schema for each kind of file. Fields that a schema does not know stay in the file and are ignored.
 *
 * @internal
 */
export const documentSchemas: {
  [K in FleetKind]: z.ZodType<FleetDocument<K>>;
} = {
  Network: network,
  Cluster: cluster,
  Application: application,
  DistributionRule: rule,
};
