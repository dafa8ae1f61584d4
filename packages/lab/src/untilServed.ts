import { setTimeout as delay } from 'node:timers/promises';
import { NotFoundError } from '@backstage/errors';
import { z } from 'zod';
import {
  ApiError,
  isNotFound,
  type ClusterClient,
  type KubeObject,
} from './controller';

const patienceMilliseconds = 60_000;

const definitionSchema = z.looseObject({
  spec: z.looseObject({
    group: z.string(),
    names: z.looseObject({ kind: z.string() }),
    versions: z.array(z.looseObject({ name: z.string(), served: z.boolean() })),
  }),
});

/** Resolves when the server serves all that a CustomResourceDefinition defines: a real one takes a moment. */
export async function untilServed(
  client: ClusterClient,
  definition: KubeObject,
): Promise<void> {
  const { group, names, versions } = definitionSchema.parse(definition).spec;
  const giveUp = AbortSignal.timeout(patienceMilliseconds);
  for (const { name } of versions.filter(({ served }) => served)) {
    const ref = { apiVersion: `${group}/${name}`, kind: names.kind };
    while (!(await isServed(client, ref))) {
      if (giveUp.aborted) {
        throw new NotFoundError(
          `${client.server} does not serve ${ref.kind} of ${ref.apiVersion}, although its definition is there.`,
        );
      }
      await delay(50);
    }
  }
}

async function isServed(
  client: ClusterClient,
  ref: { apiVersion: string; kind: string },
): Promise<boolean> {
  try {
    await client.list(ref);
    return true;
  } catch (error) {
    const isUnknown = isNotFound(error) || error instanceof NotFoundError;
    const isBeingPrepared = error instanceof ApiError && error.status === 429;
    if (isUnknown || isBeingPrepared) {
      return false;
    }
    throw error;
  }
}
