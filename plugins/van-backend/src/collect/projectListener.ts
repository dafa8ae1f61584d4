import { z } from 'zod';
import type { ListenerRow } from '../store/rows';

const listenerSchema = z.object({
  metadata: z.object({ namespace: z.string(), name: z.string() }),
  spec: z.object({
    host: z.string(),
    port: z.number(),
    routingKey: z.string(),
  }),
  status: z
    .object({
      status: z.string().nullish(),
      message: z.string().nullish(),
      hasMatchingConnector: z.boolean().nullish(),
    })
    .nullish(),
});

/**
 * What is stored of a Skupper Listener (CRD `listeners.skupper.io/v2alpha1`).
 *
 * @internal
 */
export function projectListener(object: unknown): ListenerRow {
  const { metadata, spec, status } = listenerSchema.parse(object);
  return {
    kind: 'listener',
    key: `${metadata.namespace}/${metadata.name}`,
    namespace: metadata.namespace,
    name: metadata.name,
    host: spec.host,
    port: spec.port,
    routingKey: spec.routingKey,
    status: status?.status || undefined,
    message: status?.message || undefined,
    matched: status?.hasMatchingConnector ?? false,
  };
}
