import { z } from 'zod';
import { plainField, revisionField } from '../fields';
import { helmValues, kustomizeImages, kustomizePatches } from './sourceSchema';

const CHANGES = ['targetRevision', 'helm', 'kustomize'] as const;

/** @internal */
export const overrideFields = z.object({
  source: plainField
    .optional()
    .meta({ description: 'Name of the source. Default: the first.' }),
  targetRevision: revisionField.optional(),
  helm: z.object({ values: helmValues }).optional(),
  kustomize: z
    .object({
      images: kustomizeImages.optional(),
      patches: kustomizePatches.optional(),
    })
    .optional(),
});

/** @internal */
export const priorityField = z.int().default(0).meta({
  description:
    'Of two overrides that set the same thing the one with the higher priority counts; with the same priority they are an error.',
});

/** @internal */
export function saysSomething(override: z.output<typeof overrideFields>) {
  return CHANGES.some(field => override[field] !== undefined);
}

/** @internal */
export const emptyOverride = {
  error: `changes nothing: write ${CHANGES.map(field => `\`${field}\``).join(
    ', ',
  )} or several of them`,
};
