import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { importApplicationSet } from './importApplicationSet';
import { importClusterSecret } from './importClusterSecret';
import type { ImportedObject } from './types';

const objectSchema = z.object({ kind: z.string() });

/**
 * The declarations of something that Argo CD runs already: a cluster Secret, or an ApplicationSet with a list or cluster
 * generator. Credentials are not looked at.
 *
 * @param object - as `kubectl get --output=yaml` shows it
 * @throws InputError that says what cannot be declared, and what to do
 * @public
 */
export function importObject(object: unknown): ImportedObject {
  const { kind } = objectSchema.safeParse(object).data ?? {};
  switch (kind) {
    case 'Secret':
      return importClusterSecret(object);
    case 'ApplicationSet':
      return importApplicationSet(object);
    default:
      throw new InputError(
        `${
          kind ? `A ${kind}` : 'What is not a Kubernetes object'
        } cannot be imported: only Argo CD's cluster Secrets and ApplicationSets can.`,
      );
  }
}
