import { z } from 'zod';
import { groupVersion, type KubeObject } from '../controller';

const containersSchema = z
  .array(z.looseObject({ image: z.string().optional() }))
  .default([]);

const podSpecSchema = z.looseObject({
  containers: containersSchema,
  initContainers: containersSchema,
});

const workloadSchema = z.looseObject({
  spec: z.looseObject({
    template: z.looseObject({ spec: podSpecSchema }).optional(),
    jobTemplate: z
      .looseObject({
        spec: z.looseObject({
          template: z.looseObject({ spec: podSpecSchema }),
        }),
      })
      .optional(),
  }),
  status: z
    .looseObject({
      replicas: z.number().default(0),
      currentNumberScheduled: z.number().default(0),
      active: z.union([z.number(), z.array(z.unknown())]).optional(),
      succeeded: z.number().default(0),
      failed: z.number().default(0),
    })
    .prefault({}),
});

const podSchema = z.looseObject({ spec: podSpecSchema });

/** The images that an object to be applied names. */
export function imagesOf(object: KubeObject): string[] {
  return unique(podSpecOf(object)?.containers ?? []);
}

/** The images that run because of a live object: none as long as it has no pods. */
export function runningImages(object: KubeObject): string[] {
  const spec = podSpecOf(object);
  return spec && hasPods(object)
    ? unique([...spec.initContainers, ...spec.containers])
    : [];
}

function podSpecOf(object: KubeObject) {
  if (object.kind === 'Pod' && object.apiVersion === 'v1') {
    return podSchema.safeParse(object).data?.spec;
  }
  const spec = workloadSchema.safeParse(object).data?.spec;
  return spec?.template?.spec ?? spec?.jobTemplate?.spec.template.spec;
}

function hasPods(object: KubeObject): boolean {
  if (object.kind === 'Pod' && object.apiVersion === 'v1') {
    return true;
  }
  const status = workloadSchema.safeParse(object).data?.status;
  if (!status) {
    return false;
  }
  const { group } = groupVersion(object.apiVersion);
  switch (`${group}/${object.kind}`) {
    case 'apps/DaemonSet':
      return status.currentNumberScheduled > 0;
    case 'batch/Job':
      return Number(status.active ?? 0) + status.succeeded + status.failed > 0;
    case 'batch/CronJob':
      return false;
    default:
      return status.replicas > 0;
  }
}

function unique(containers: z.infer<typeof containersSchema>): string[] {
  return [...new Set(containers.flatMap(({ image }) => image ?? []))];
}
