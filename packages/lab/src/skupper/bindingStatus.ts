import { z } from 'zod';
import { kubeObjectSchema } from '../controller';
import {
  failed,
  fulfilled,
  pending,
  statusSchema,
  withCondition,
  type Observation,
  type SkupperStatus,
} from './conditions';

/** A Skupper Listener, as far as its controller reads it. */
export const listenerSchema = kubeObjectSchema.extend({
  spec: z.looseObject({
    routingKey: z.string(),
    host: z.string(),
    port: z.number(),
  }),
  status: statusSchema
    .extend({ hasMatchingConnector: z.boolean().optional() })
    .optional(),
});

/** @internal */
export type Listener = z.infer<typeof listenerSchema>;

/** A Skupper Connector to a host, as far as its controller reads it. One that selects pods has no `host`. */
export const connectorSchema = kubeObjectSchema.extend({
  spec: z.looseObject({
    routingKey: z.string(),
    host: z.string().optional(),
    port: z.number(),
  }),
  status: statusSchema
    .extend({ hasMatchingListener: z.boolean().optional() })
    .optional(),
});

/** @internal */
export type Connector = z.infer<typeof connectorSchema>;

const required = ['Configured', 'Matched'];

/** Status of a Listener or Connector once the router has it, or why it cannot have it. */
export function configured(
  status: SkupperStatus,
  options: Observation & { problem?: string },
): SkupperStatus {
  const { problem } = options;
  const state = problem === undefined ? fulfilled : failed(problem);
  return withCondition(
    status,
    { type: 'Configured', state, required },
    options,
  );
}

/**
 * Status of a Listener or Connector after the network's status changed: whether any site has its counterpart.
 * Skupper says nothing of it before that status has come for the first time.
 */
export function matched(
  status: SkupperStatus,
  options: Observation & { counterpart: 'connector' | 'listener'; is: boolean },
): SkupperStatus {
  const { counterpart, is } = options;
  const field =
    counterpart === 'connector'
      ? 'hasMatchingConnector'
      : 'hasMatchingListener';
  const state = is ? fulfilled : pending(`No matching ${counterpart}s`);
  const next = withCondition(
    status,
    { type: 'Matched', state, required },
    options,
  );
  if (Boolean(next[field]) === is) {
    return next;
  }
  const { [field]: _, ...rest } = next;
  return is ? { ...rest, [field]: true } : rest;
}
