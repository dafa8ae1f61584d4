import { z } from 'zod';
import type { ApiClient } from './ApiClient';
import { ApiStatusError } from './ApiStatusError';
import { DialError } from './DialError';
import type { ServiceAddress } from './Dialer';

/**
 * A port of a pod.
 *
 * @internal
 */
export interface PodAddress {
  namespace: string;
  pod: string;
  port: number;
}

const serviceSchema = z.object({
  spec: z.object({
    selector: z.record(z.string(), z.string()).optional(),
    ports: z
      .array(
        z.object({
          port: z.number(),
          targetPort: z.union([z.number(), z.string()]).optional(),
        }),
      )
      .optional(),
  }),
});

const podSchema = z.object({
  metadata: z.object({
    name: z.string(),
    deletionTimestamp: z.string().optional(),
  }),
  spec: z.object({
    containers: z.array(
      z.object({
        ports: z
          .array(
            z.object({
              name: z.string().optional(),
              containerPort: z.number(),
            }),
          )
          .optional(),
      }),
    ),
  }),
  status: z
    .object({
      conditions: z
        .array(z.object({ type: z.string(), status: z.string() }))
        .optional(),
    })
    .optional(),
});

type Pod = z.infer<typeof podSchema>;

const podListSchema = z.object({ items: z.array(podSchema) });

/**
 * Finds a ready pod behind a Service of the hub, as the Service itself would.
 *
 * @internal
 */
export async function findPod(
  api: ApiClient,
  address: ServiceAddress,
  options: { signal: AbortSignal },
): Promise<PodAddress> {
  const { namespace, service, port } = address;
  const what = `Service ${namespace}/${service}`;
  const base = `/api/v1/namespaces/${encodeURIComponent(namespace)}`;
  const { spec } = await ofHub(
    api.getJson(
      `${base}/services/${encodeURIComponent(service)}`,
      serviceSchema,
      options,
    ),
    `The hub has no ${what}: the Listener that makes it is missing or not ready`,
  );

  const servicePort = spec.ports?.find(candidate => candidate.port === port);
  if (!servicePort || !spec.selector) {
    throw new DialError('refused', `${what} in the hub has no port ${port}`);
  }
  const selector = Object.entries(spec.selector)
    .map(([label, value]) => `${label}=${value}`)
    .join(',');
  const { items } = await ofHub(
    api.getJson(
      `${base}/pods?labelSelector=${encodeURIComponent(selector)}`,
      podListSchema,
      options,
    ),
  );
  const targetPort = servicePort.targetPort ?? port;
  for (const pod of items) {
    const podPort = portOf(pod, targetPort);
    if (isReady(pod) && podPort !== undefined) {
      return { namespace, pod: pod.metadata.name, port: podPort };
    }
  }
  throw new DialError(
    'refused',
    `${what} in the hub has no ready pod: the hub's router is down`,
  );
}

/** Whatever goes wrong here is the hub's, and says nothing of the cluster behind the Service. */
async function ofHub<T>(
  answer: Promise<T>,
  notFoundMessage?: string,
): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof DialError) {
      throw new DialError('hubUnreachable', error.message);
    }
    if (error instanceof ApiStatusError) {
      throw error.code === 404 && notFoundMessage
        ? new DialError('refused', notFoundMessage)
        : new DialError('hubUnreachable', error.message);
    }
    throw error;
  }
}

function isReady(pod: Pod): boolean {
  const ready = pod.status?.conditions?.some(
    ({ type, status }) => type === 'Ready' && status === 'True',
  );
  return Boolean(ready) && pod.metadata.deletionTimestamp === undefined;
}

function portOf(pod: Pod, targetPort: number | string): number | undefined {
  if (typeof targetPort === 'number') {
    return targetPort;
  }
  const ports = pod.spec.containers.flatMap(({ ports: own }) => own ?? []);
  return ports.find(({ name }) => name === targetPort)?.containerPort;
}
