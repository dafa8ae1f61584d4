import { z } from 'zod';
import {
  nameField,
  namespaceField,
  ownerField,
  plainField,
  proseField,
  tagsField,
  variableField,
  wordField,
} from '../fields';
import {
  emptyOverride,
  overrideFields,
  priorityField,
  saysSomething,
} from './overrideSchema';
import type { FleetKind } from '../types';
import { selectorSchema } from './selectorSchema';
import { sourceSchema } from './sourceSchema';

/**
 * `apiVersion` of every file that declares a part of a fleet.
 *
 * @public
 */
export const FLEET_API_VERSION = 'vanstage.io/v1alpha1';

const description = proseField
  .optional()
  .meta({ description: 'What it is for, in a sentence or two.' });

const owner = ownerField
  .optional()
  .meta({ description: 'Entity reference: `group:default/payments`.' });

const tags = tagsField.default([]).meta({
  description: 'What distribution rules select by. Lower-case.',
});

const networkSpec = z.object({
  title: proseField
    .optional()
    .meta({ description: 'What the portal calls the network.' }),
  description,
  owner,
  contexts: z
    .array(wordField)
    .default([])
    .meta({ description: 'In promotion order: `[dev, staging, prod]`.' }),
  hub: z
    .object({
      skupperNamespace: namespaceField
        .default('van')
        .meta({ description: "Namespace of the hub's Skupper site." }),
      argocdNamespace: namespaceField
        .default('argocd')
        .meta({ description: "Namespace of the hub's Argo CD." }),
    })
    .prefault({})
    .meta({ description: 'Where things are in the hub.' }),
  policy: z
    .object({
      massRemovalPercent: z.int().min(0).max(100).default(20).meta({
        description:
          'A change that removes more than this share of all placements is warned of.',
      }),
    })
    .prefault({})
    .meta({ description: 'What is asked of changes.' }),
  renderer: z
    .literal(1)
    .default(1)
    .meta({ description: 'Version of what writes `rendered/`.' }),
});

const clusterSpec = z.object({
  description,
  role: z.enum(['hub', 'edge']).meta({
    description: 'The hub is where Argo CD runs; edges dial out to it.',
  }),
  context: wordField
    .optional()
    .meta({ description: "One of the network's contexts." }),
  tags,
  provider: wordField.optional().meta({ description: '`aws`, `azure`, …' }),
  distribution: wordField.optional().meta({ description: '`eks`, `k3s`, …' }),
  region: wordField.optional().meta({ description: '`eu-west-3`' }),
  variables: z.record(variableField, z.string()).default({}).meta({
    description:
      'Values of this cluster that sources refer to as `${name}`. `cluster`, `context`, `network`, `provider` and `region` are there by themselves.',
  }),
});

const applicationSpec = z
  .object({
    description,
    owner,
    tags,
    namespace: namespaceField.meta({
      description: 'Namespace on the clusters; made where it is missing.',
    }),
    source: sourceSchema
      .optional()
      .meta({ description: 'Where Argo CD takes the application from.' }),
    sources: z.array(sourceSchema).min(1).optional().meta({
      description: 'Several sources that make one application.',
    }),
    syncOptions: z
      .array(plainField)
      .default([])
      .meta({ description: 'Sync options of Argo CD.' }),
    wave: z.int().default(0).meta({
      description: 'Applications of a lower wave are brought up first.',
    }),
    ignoreDifferences: z
      .array(
        z.object({
          group: z.string().optional(),
          kind: plainField,
          name: plainField.optional(),
          namespace: plainField.optional(),
          jsonPointers: z.array(plainField).optional(),
          jqPathExpressions: z.array(plainField).optional(),
          managedFieldsManagers: z.array(plainField).optional(),
        }),
      )
      .default([])
      .meta({ description: 'Differences that Argo CD does not mind.' }),
    overrides: z
      .array(
        overrideFields
          .extend({ clusters: selectorSchema, priority: priorityField })
          .refine(saysSomething, emptyOverride),
      )
      .default([])
      .meta({ description: 'What is different on some clusters.' }),
  })
  .superRefine(({ source, sources }, context) => {
    if ((source === undefined) === (sources === undefined)) {
      context.addIssue({
        code: 'custom',
        message: source
          ? 'has both `source` and `sources`'
          : 'has neither `source` nor `sources`',
        params: { hint: 'Keep `source` for one, `sources` for several.' },
      });
    }
  })
  .transform(({ source, sources, ...spec }) => ({
    ...spec,
    sources: sources ?? (source ? [source] : []),
  }));

const ruleSpec = z.object({
  description,
  applications: selectorSchema,
  clusters: selectorSchema,
  overrides: z
    .array(overrideFields.refine(saysSomething, emptyOverride))
    .default([])
    .meta({
      description:
        'What is different about the applications where this rule puts them.',
    }),
  priority: priorityField,
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
