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

/** A Skupper AccessGrant: permission to link to its site, so many times, until then. */
export const accessGrantSchema = kubeObjectSchema.extend({
  spec: z
    .looseObject({
      redemptionsAllowed: z.number().optional(),
      expirationWindow: z.string().optional(),
      code: z.string().optional(),
    })
    .optional(),
  status: statusSchema
    .extend({
      url: z.string().optional(),
      code: z.string().optional(),
      ca: z.string().optional(),
      redemptions: z.number().optional(),
      expirationTime: z.string().optional(),
    })
    .optional(),
});

/** @internal */
export type AccessGrant = z.infer<typeof accessGrantSchema>;

const required = ['Processed', 'Resolved'];

/** Status of an AccessGrant that the controller has seen. What was once decided (code, expiration) stays. */
export function grantProcessed(
  grant: AccessGrant,
  options: Observation & {
    url: string;
    ca: string;
    /** Code for a grant that names none. */
    code: string;
    expirationTime: string | undefined;
    problem?: string;
  },
): SkupperStatus {
  const { url, ca, problem } = options;
  const status = grant.status ?? {};
  const expirationTime = status.expirationTime ?? options.expirationTime;
  const changed = {
    url,
    ca,
    code: status.code ?? grant.spec?.code ?? options.code,
    ...(expirationTime === undefined ? {} : { expirationTime }),
  };
  const isKnown = status.url === url && status.ca === ca && status.code;
  const processed = withCondition(
    isKnown ? status : { ...status, ...changed },
    {
      type: 'Processed',
      state: problem === undefined ? fulfilled : failed(problem),
      required,
    },
    options,
  );
  return withCondition(
    processed,
    {
      type: 'Resolved',
      state: url && ca ? fulfilled : pending('Pending'),
      required,
    },
    options,
  );
}

/** Milliseconds of a duration as Go writes it (`15m`, `1h30m`); undefined when it is none. */
export function parseGoDuration(text: string): number | undefined {
  const units: Record<string, number> = {
    ms: 1,
    s: 1_000,
    m: 60_000,
    h: 3_600_000,
  };
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) {
    return undefined;
  }
  return [...text.matchAll(/([\d.]+)(ms|s|m|h)/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * units[unit],
    0,
  );
}
