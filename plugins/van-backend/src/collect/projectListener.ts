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
      conditions: z
        .array(
          z.object({
            type: z.string(),
            status: z.string(),
            lastTransitionTime: z.string(),
          }),
        )
        .nullish(),
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
    lostAt: lostAt(status?.conditions ?? []),
  };
}

type Conditions = NonNullable<
  NonNullable<z.infer<typeof listenerSchema>['status']>['conditions']
>;

/** A new Listener is told to have no match as soon as its router runs, which takes less than this. */
const NEVER_MATCHED_MS = 10 * 60_000;

/** When a Listener lost its match; undefined while it has one, and when it seems never to have had one. */
function lostAt(conditions: Conditions): string | undefined {
  const timeOf = (type: string, status: string) =>
    conditions.find(
      condition => condition.type === type && condition.status === status,
    )?.lastTransitionTime;
  const configured = timeOf('Configured', 'True');
  const unmatched = timeOf('Matched', 'False');
  if (!configured || !unmatched) {
    return undefined;
  }
  const matchedMs = Date.parse(unmatched) - Date.parse(configured);
  return matchedMs > NEVER_MATCHED_MS
    ? new Date(unmatched).toISOString()
    : undefined;
}
