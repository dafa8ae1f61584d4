import { z } from 'zod';
import type { KubeObject } from '../controller';

/** The first port of the router's pod that Skupper gives to a Listener. */
export const firstPodPort = 1024;

const serviceSchema = z.looseObject({
  spec: z.looseObject({
    ports: z.array(z.looseObject({ targetPort: z.number() })).min(1),
  }),
});

/** The port of the router's pod that a Listener's Service leads to; undefined for any other Service. */
export function podPortOf(service: KubeObject): number | undefined {
  if (!service.metadata.labels?.['internal.skupper.io/listener']) {
    return undefined;
  }
  return serviceSchema.safeParse(service).data?.spec.ports[0].targetPort;
}
