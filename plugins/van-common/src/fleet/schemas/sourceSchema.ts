import type { JsonObject } from '@backstage/types';
import { z } from 'zod';
import {
  chartRepositoryField,
  gitRepositoryField,
  pathField,
  plainField,
  revisionField,
} from '../fields';
import type { ApplicationSource } from '../types';

/** @internal */
export const helmValues: z.ZodType<JsonObject> = z
  .record(z.string(), z.json())
  .meta({ description: 'Values of the chart. They win over value files.' });

const helm = z
  .object({
    releaseName: plainField.optional(),
    valueFiles: z.array(plainField).optional().meta({
      description: 'Value files in the chart, or `$<ref>/…` of another source.',
    }),
    ignoreMissingValueFiles: z.boolean().optional(),
    skipCrds: z.boolean().optional(),
    values: helmValues.optional(),
  })
  .meta({ description: 'How the Helm chart is rendered.' });

/** @internal */
export const kustomizeImages = z.array(plainField).meta({
  description:
    'Images, as `kustomize edit set image` takes them: `nginx=registry.example.com/nginx:1.27`.',
});

/** @internal */
export const kustomizePatches = z
  .array(
    z.object({
      patch: z.string(),
      target: z
        .object({
          group: plainField.optional(),
          version: plainField.optional(),
          kind: plainField.optional(),
          name: plainField.optional(),
          namespace: plainField.optional(),
          labelSelector: plainField.optional(),
          annotationSelector: plainField.optional(),
        })
        .optional(),
    }),
  )
  .meta({ description: 'Strategic merge patches or JSON patches, as text.' });

const kustomize = z
  .object({
    namePrefix: plainField.optional(),
    nameSuffix: plainField.optional(),
    components: z.array(plainField).optional(),
    images: kustomizeImages.optional(),
    patches: kustomizePatches.optional(),
  })
  .meta({ description: 'How Kustomize builds the folder.' });

const jsonnetVariables = z.array(
  z.object({
    name: plainField,
    value: z.string(),
    code: z.boolean().optional(),
  }),
);

const directory = z
  .object({
    recurse: z.boolean().optional(),
    include: plainField.optional(),
    exclude: plainField.optional(),
    jsonnet: z
      .object({
        extVars: jsonnetVariables.optional(),
        tlas: jsonnetVariables.optional(),
        libs: z.array(pathField).optional(),
      })
      .optional(),
  })
  .meta({ description: 'How a folder of plain manifests or Jsonnet is read.' });

const fields = z.object({
  name: plainField.optional().meta({
    description: 'Name by which an override means this one of several sources.',
  }),
  repoURL: z.string().meta({
    description:
      'Address of a Git repository; with `chart`, of a Helm repository.',
  }),
  path: pathField.optional().meta({
    description: 'Folder in the Git repository. Default: its root.',
  }),
  chart: plainField
    .optional()
    .meta({ description: 'Chart of the Helm repository.' }),
  targetRevision: revisionField.default('HEAD').meta({
    description:
      "Branch, tag or commit; the version of a Helm repository's chart.",
  }),
  ref: plainField.optional().meta({
    description: 'Lets `helm.valueFiles` of other sources name files of this.',
  }),
  helm: helm.optional(),
  kustomize: kustomize.optional(),
  directory: directory.optional(),
});

type Fields = z.output<typeof fields>;

/**
 * A source of an application. What does not go together is refused here: Argo CD would say so only when it deploys.
 *
 * @internal
 */
export const sourceSchema = fields
  .superRefine((source, context) => {
    const address =
      source.chart === undefined ? gitRepositoryField : chartRepositoryField;
    for (const issue of address.safeParse(source.repoURL).error?.issues ?? []) {
      context.addIssue({ ...issue, code: 'custom', path: ['repoURL'] });
    }
    for (const { field, message, hint } of contradictions(source)) {
      context.addIssue({
        code: 'custom',
        path: [field],
        message,
        params: { hint },
      });
    }
  })
  .transform(
    (source): ApplicationSource =>
      source.chart === undefined
        ? { ...source, path: source.path ?? '.' }
        : source,
  );

function* contradictions(
  source: Fields,
): Iterable<{ field: keyof Fields; message: string; hint: string }> {
  const ways = (['helm', 'kustomize', 'directory'] as const).filter(
    way => source[way] !== undefined,
  );
  if (source.chart === undefined) {
    for (const way of ways.slice(1)) {
      const message = `does not go with \`${ways[0]}\``;
      yield { field: way, message, hint: 'Keep one of them.' };
    }
    return;
  }
  if (source.path !== undefined) {
    const message = 'does not go with `chart`';
    yield { field: 'path', message, hint: 'Keep one of them.' };
  }
  if (source.targetRevision === 'HEAD') {
    const message = 'must be the version of the chart';
    yield { field: 'targetRevision', message, hint: 'Write it: `1.4.2`.' };
  }
  for (const way of ways.filter(item => item !== 'helm')) {
    const message = 'does not go with `chart`';
    yield { field: way, message, hint: 'A chart takes `helm` only.' };
  }
}
