import { z } from 'zod';
import { kubeObjectSchema } from '../controller';
import {
  failed,
  fulfilled,
  pending,
  statusSchema,
  withCondition,
  withState,
  type Observation,
  type SkupperStatus,
} from './conditions';

/** Where a site can be linked to: an address of one role (`inter-router`, `edge`) of one group of routers. */
export const endpointSchema = z.object({
  name: z.string(),
  host: z.string(),
  port: z.string(),
  group: z.string().optional(),
});

/** @internal */
export type Endpoint = z.infer<typeof endpointSchema>;

/** A Skupper Link, as far as its controller reads it. */
export const linkSchema = kubeObjectSchema.extend({
  spec: z.looseObject({
    endpoints: z.array(endpointSchema),
    tlsCredentials: z.string().optional(),
    cost: z.number().optional(),
  }),
  status: statusSchema.optional(),
});

/** @internal */
export type Link = z.infer<typeof linkSchema>;

/** A Skupper AccessToken: with it one site asks another for a Link. */
export const accessTokenSchema = kubeObjectSchema.extend({
  spec: z.looseObject({
    url: z.string(),
    code: z.string(),
    ca: z.string(),
    linkCost: z.number().optional(),
  }),
  status: statusSchema.optional(),
});

/** @internal */
export type AccessToken = z.infer<typeof accessTokenSchema>;

const required = ['Configured', 'Operational'];

/** Status of a Link once the router has it. */
export function linkConfigured(
  status: SkupperStatus,
  observed: Observation,
): SkupperStatus {
  return withCondition(
    status,
    { type: 'Configured', state: fulfilled, required },
    observed,
  );
}

/** Status of a Link after the network's status changed. */
export function linkOperational(
  status: SkupperStatus,
  options: Observation & {
    operational: boolean;
    remote: { id: string; name: string };
  },
): SkupperStatus {
  const { operational, remote } = options;
  const next = withCondition(
    status,
    {
      type: 'Operational',
      state: operational ? fulfilled : pending('Not operational'),
      required,
    },
    options,
  );
  return next.remoteSiteId === remote.id && next.remoteSiteName === remote.name
    ? next
    : { ...next, remoteSiteId: remote.id, remoteSiteName: remote.name };
}

/** Status of an AccessToken after the attempt to redeem it. It has no condition `Ready`. */
export function tokenRedeemed(
  status: SkupperStatus,
  options: Observation & { problem?: string },
): SkupperStatus {
  const { problem } = options;
  const state = problem === undefined ? fulfilled : failed(problem);
  const { redeemed: _, ...rest } = status;
  return {
    ...rest,
    conditions: withState(
      status.conditions ?? [],
      { type: 'Redeemed', state },
      options,
    ),
    status: state.reason,
    message: state.message,
    ...(problem === undefined ? { redeemed: true } : {}),
  };
}
