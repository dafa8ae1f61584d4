import { ResponseError } from '@backstage/errors';
import { z } from 'zod';

const statusSchema = z.object({
  header: z.object({ revision: z.string() }),
});

/** Compacts all of an etcd's history; see https://etcd.io/docs/v3.6/dev-guide/api_grpc_gateway/. */
export async function compactEtcd(url: string): Promise<void> {
  const status = await call(`${url}/v3/maintenance/status`, {});
  const { revision } = statusSchema.parse(status).header;
  await call(`${url}/v3/kv/compaction`, { revision, physical: true });
}

async function call(url: string, body: object): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  if (!response.ok) {
    throw await ResponseError.fromResponse(response);
  }
  return response.json();
}
