import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { describeIssue } from '../fleet/describeIssue';
import {
  gitRepositoryField,
  nameField,
  namespaceField,
  ownerField,
  pathField,
  proseField,
  revisionField,
  tagsField,
} from '../fleet/fields';
import type { FleetChange } from '../plan/types';

const someTags = tagsField.refine(tags => tags.length > 0, {
  error: 'must name at least one tag',
});

const changeSchema = z.object({
  kind: z.literal('application.create'),
  application: z.object({
    name: nameField,
    description: proseField.optional(),
    owner: ownerField.optional(),
    tags: tagsField,
    source: z.object({
      repoURL: gitRepositoryField,
      path: pathField.default('.'),
      targetRevision: revisionField.default('HEAD'),
    }),
    namespace: namespaceField,
  }),
  rule: z
    .object({
      name: nameField,
      description: proseField.optional(),
      applicationTags: someTags,
      clusterTags: someTags,
    })
    .optional(),
});

/**
 * Checks a change that came from a form or a request, by the rules of the files that it would be written to.
 *
 * @throws InputError that names every field that is wrong, and what to write instead.
 * @public
 */
export function parseChange(input: unknown): FleetChange {
  const result = changeSchema.safeParse(input);
  if (result.success) {
    return result.data;
  }
  const problems = result.error.issues.map(issue => {
    const { message, hint } = describeIssue(issue, input);
    return hint ? `${message}. ${hint}` : `${message}.`;
  });
  throw new InputError(`The change cannot be made: ${problems.join(' ')}`);
}
