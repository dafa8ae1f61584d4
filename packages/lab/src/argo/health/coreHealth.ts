import { z } from 'zod';
import type { KubeObject } from '../../controller';
import { conditionsSchema, type Health } from './Health';

const serviceSchema = z.looseObject({
  spec: z.looseObject({ type: z.string().optional() }).prefault({}),
  status: z
    .looseObject({
      loadBalancer: z
        .looseObject({ ingress: z.array(z.unknown()).default([]) })
        .prefault({}),
    })
    .prefault({}),
});

const claimSchema = z.looseObject({
  status: z.looseObject({ phase: z.string().optional() }).prefault({}),
});

const jobSchema = z.looseObject({
  status: z.looseObject({ conditions: conditionsSchema }).prefault({}),
});

const containerStatusesSchema = z
  .array(
    z.looseObject({
      state: z
        .looseObject({
          waiting: z
            .looseObject({
              reason: z.string().default(''),
              message: z.string().default(''),
            })
            .optional(),
        })
        .optional(),
      lastState: z
        .looseObject({ terminated: z.looseObject({}).optional() })
        .optional(),
    }),
  )
  .default([]);

const podSchema = z.looseObject({
  spec: z
    .looseObject({ restartPolicy: z.string().default('Always') })
    .prefault({}),
  status: z
    .looseObject({
      phase: z.string().optional(),
      message: z.string().optional(),
      conditions: conditionsSchema,
      containerStatuses: containerStatusesSchema,
    })
    .prefault({}),
});

export function serviceHealth(live: KubeObject): Health {
  const { spec, status } = serviceSchema.parse(live);
  return spec.type === 'LoadBalancer' &&
    status.loadBalancer.ingress.length === 0
    ? { status: 'Progressing' }
    : { status: 'Healthy' };
}

/** Of an Ingress: an address means that it works. */
export function ingressHealth(live: KubeObject): Health {
  const { status } = serviceSchema.parse(live);
  return {
    status: status.loadBalancer.ingress.length > 0 ? 'Healthy' : 'Progressing',
  };
}

export function claimHealth(live: KubeObject): Health {
  switch (claimSchema.parse(live).status.phase) {
    case 'Lost':
      return { status: 'Degraded' };
    case 'Pending':
      return { status: 'Progressing' };
    case 'Bound':
      return { status: 'Healthy' };
    default:
      return { status: 'Unknown' };
  }
}

export function jobHealth(live: KubeObject): Health {
  const { conditions } = jobSchema.parse(live).status;
  const of = (wanted: string) => conditions.find(({ type }) => type === wanted);
  const [failed, complete, suspended] = ['Failed', 'Complete', 'Suspended'].map(
    of,
  );
  if (failed) {
    return { status: 'Degraded', message: failed.message };
  }
  if (suspended?.status === 'True') {
    return { status: 'Suspended', message: suspended.message };
  }
  const done = complete ?? suspended;
  return done
    ? { status: 'Healthy', message: done.message }
    : { status: 'Progressing' };
}

export function podHealth(live: KubeObject): Health {
  const { spec, status } = podSchema.parse(live);
  const forEver = spec.restartPolicy === 'Always';
  const stuck = status.containerStatuses.flatMap(({ state }) =>
    state?.waiting && /^Err|Error$|BackOff$/.test(state.waiting.reason)
      ? state.waiting.message
      : [],
  );
  if (forEver && stuck.length > 0) {
    return { status: 'Degraded', message: stuck.join(', ') };
  }
  const { message } = status;
  switch (status.phase) {
    case 'Succeeded':
      return { status: 'Healthy', message };
    case 'Failed':
      return { status: 'Degraded', message };
    case 'Running':
      return {
        status: forEver ? runningHealth(status) : 'Progressing',
        message,
      };
    case 'Pending':
      return { status: 'Progressing', message };
    default:
      return { status: 'Unknown', message };
  }
}

function runningHealth({
  conditions,
  containerStatuses,
}: z.infer<typeof podSchema>['status']): Health['status'] {
  if (
    conditions.some(({ type, status }) => type === 'Ready' && status === 'True')
  ) {
    return 'Healthy';
  }
  return containerStatuses.some(({ lastState }) => lastState?.terminated)
    ? 'Degraded'
    : 'Progressing';
}
