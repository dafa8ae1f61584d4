import { z } from 'zod';
import { kubeObjectSchema } from '../controller';
import {
  conditionSchema,
  fulfilled,
  pending,
  withConditions,
} from './conditions';
import { skupperVersion, type NetworkStatus } from './networkStatus';
import { siteNetwork } from './siteNetwork';

/** A Skupper Site, as far as its controller reads it. */
export const siteSchema = kubeObjectSchema.extend({
  status: z
    .looseObject({ conditions: z.array(conditionSchema).optional() })
    .optional(),
});

/** @internal */
export type Site = z.infer<typeof siteSchema>;

/** Status of a Site with `linkAccess: loadbalancer`, whose address is loopback. */
export function siteStatus(
  site: Site,
  options: {
    running: boolean;
    network: NetworkStatus | undefined;
    now: string;
  },
): object {
  const generation = site.metadata.generation ?? 1;
  const { running, network, now } = options;
  const entries = network?.siteStatus ? siteNetwork(network) : undefined;
  const conditions = withConditions(
    site.status?.conditions ?? [],
    [
      fulfilled('Configured', generation),
      running
        ? fulfilled('Ready', generation)
        : pending('Ready', 'Not Running', generation),
      fulfilled('Resolved', generation),
      ...(running ? [fulfilled('Running', generation)] : []),
    ],
    now,
  );
  return {
    conditions,
    controller: {
      name: 'skupper-controller',
      namespace: 'skupper',
      version: skupperVersion,
    },
    defaultIssuer: 'skupper-site-ca',
    endpoints: [
      {
        group: 'skupper-router',
        host: '127.0.0.1',
        name: 'inter-router',
        port: '55671',
      },
      {
        group: 'skupper-router',
        host: '127.0.0.1',
        name: 'edge',
        port: '45671',
      },
    ],
    message: running ? 'OK' : 'Not Running',
    ...(entries ? { network: entries, sitesInNetwork: entries.length } : {}),
    status: running ? 'Ready' : 'Pending',
  };
}
