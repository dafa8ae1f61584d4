import { z } from 'zod';
import { kubeObjectSchema } from '../controller';
import {
  conditionSchema,
  fulfilled,
  pending,
  withConditions,
  type WantedCondition,
} from './conditions';

/** A Skupper Listener, as far as its controller reads it. */
export const listenerSchema = kubeObjectSchema.extend({
  spec: z.looseObject({
    routingKey: z.string(),
    host: z.string(),
    port: z.number(),
  }),
  status: z
    .looseObject({
      conditions: z.array(conditionSchema).optional(),
      hasMatchingConnector: z.boolean().optional(),
    })
    .optional(),
});

/** @internal */
export type Listener = z.infer<typeof listenerSchema>;

/** Status of a Listener: Skupper says nothing of a match before the network's status has come for the first time. */
export function listenerStatus(
  listener: Listener,
  options: { matched: boolean | undefined; now: string },
): object {
  const generation = listener.metadata.generation ?? 1;
  const { matched, now } = options;
  const message =
    matched === undefined ? 'Not Matched' : 'No matching connectors';
  const wanted: WantedCondition[] = [fulfilled('Configured', generation)];
  if (matched) {
    wanted.push(
      fulfilled('Ready', generation),
      fulfilled('Matched', generation),
    );
  } else {
    wanted.push(pending('Ready', message, generation));
    if (matched === false) {
      wanted.push(pending('Matched', message, generation));
    }
  }
  return {
    conditions: withConditions(listener.status?.conditions ?? [], wanted, now),
    ...(matched ? { hasMatchingConnector: true } : {}),
    message: matched ? 'OK' : message,
    status: matched ? 'Ready' : 'Pending',
  };
}
