import { z } from 'zod';
import type { KubeObject } from '../controller';
import type { ListenerPort } from './routerObjects';

/** The first port of the router's pod that Skupper gives to a Listener. */
export const firstPodPort = 1024;

const serviceSchema = z.looseObject({
  spec: z.looseObject({
    ports: z.array(
      z.looseObject({
        name: z.string().optional(),
        port: z.number(),
        targetPort: z.union([z.number(), z.string()]).optional(),
      }),
    ),
  }),
});

/** Which port of the routers' pods each Listener has, and which ports the Service of each host. */
export class ListenerPorts {
  private readonly byName = new Map<string, ListenerPort & { host: string }>();
  private readonly byHost = new Map<string, Map<string, ListenerPort>>();
  private readonly taken = new Set<number>();

  /** Takes the ports that a Service has. */
  recover(service: KubeObject): void {
    const host = service.metadata.name;
    const { ports } = serviceSchema.parse(service).spec;
    for (const { name, port, targetPort } of ports) {
      if (name !== undefined && typeof targetPort === 'number') {
        this.set({ name, host, port, podPort: targetPort });
      }
    }
  }

  /** The port of the pods for a Listener: the one that it has, or the first that is free. */
  take(listener: { name: string; host: string; port: number }): number {
    const known = this.byName.get(listener.name);
    if (known?.host === listener.host && known.port === listener.port) {
      return known.podPort;
    }
    this.release(listener.name);
    const podPort = known?.podPort ?? this.free();
    this.set({ ...listener, podPort });
    return podPort;
  }

  release(name: string): void {
    const known = this.byName.get(name);
    if (known) {
      this.byName.delete(name);
      this.taken.delete(known.podPort);
      this.byHost.get(known.host)?.delete(name);
    }
  }

  /** The ports of a host's Service. */
  of(host: string): ListenerPort[] {
    return [...(this.byHost.get(host)?.values() ?? [])];
  }

  private set(port: ListenerPort & { host: string }): void {
    const { host, ...entry } = port;
    const ports = this.byHost.get(host) ?? new Map<string, ListenerPort>();
    this.byHost.set(host, ports.set(port.name, entry));
    this.byName.set(port.name, port);
    this.taken.add(port.podPort);
  }

  private free(): number {
    let port = firstPodPort;
    while (this.taken.has(port)) {
      port += 1;
    }
    return port;
  }
}

/** Whether a Service has these ports and no others. */
export function hasPorts(
  service: KubeObject,
  wanted: readonly ListenerPort[],
): boolean {
  const { ports } = serviceSchema.parse(service).spec;
  return (
    ports.length === wanted.length &&
    wanted.every(({ name, port, podPort }) =>
      ports.some(
        known =>
          known.name === name &&
          known.port === port &&
          known.targetPort === podPort,
      ),
    )
  );
}
