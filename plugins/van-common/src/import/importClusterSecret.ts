import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { kubeApiName } from '../render/names';
import { labelTag } from './labelTags';
import type { ImportedObject } from './types';

const HUB = 'https://kubernetes.default.svc';

// Its configuration holds credentials: it is not even looked at.
const secretSchema = z.object({
  metadata: z.object({
    labels: z.record(z.string(), z.string()).default({}),
  }),
  data: z
    .object({ name: z.base64().optional(), server: z.base64().optional() })
    .default({}),
  stringData: z
    .object({ name: z.string().optional(), server: z.string().optional() })
    .default({}),
});

/**
 * The declaration of a cluster that Argo CD deploys to already.
 *
 * Source: Argo CD's cluster Secret, https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#clusters
 *
 * @throws InputError when the Secret is none of a cluster
 * @internal
 */
export function importClusterSecret(object: unknown): ImportedObject {
  const result = secretSchema.safeParse(object);
  const name = result.data && textOf(result.data, 'name');
  const server = result.data && textOf(result.data, 'server');
  if (!result.success || !name || !server) {
    throw new InputError(
      "The Secret is not one of Argo CD's clusters: it needs `name` and `server` in its data.",
    );
  }
  const { labels } = result.data.metadata;
  const tags: string[] = [];
  const notes: string[] = [];
  for (const [key, value] of Object.entries(labels)) {
    const tag = labelTag(key, value);
    if (tag) {
      tags.push(tag);
    }
  }
  const isHub = server.replace(/\/$/, '') === HUB;
  if (!isHub && !server.includes(`//${kubeApiName(name)}.`)) {
    notes.push(
      `Argo CD reaches ${name} at ${host(
        server,
      )}, not through the Listener ${kubeApiName(
        name,
      )}: give its router a Connector with that routing key, and the Secret that server.`,
    );
  }
  return {
    declarations: [
      {
        kind: 'Cluster',
        name,
        spec: { role: isHub ? 'hub' : 'edge', tags: tags.sort() },
      },
    ],
    notes,
  };
}

function textOf(
  secret: z.output<typeof secretSchema>,
  field: 'name' | 'server',
): string | undefined {
  const encoded = secret.data[field];
  return secret.stringData[field] ?? (encoded && decode(encoded));
}

function decode(base64: string): string {
  const bytes = Uint8Array.from(atob(base64), character =>
    character.charCodeAt(0),
  );
  return new TextDecoder().decode(bytes).trim();
}

function host(server: string): string {
  return URL.canParse(server) ? new URL(server).host : 'another address';
}
