import { isDeepStrictEqual } from 'node:util';
import type { RouterConnector, RouterListener } from '../van';
import {
  configured,
  connectorSchema,
  listenerSchema,
  matched,
  type Connector,
  type Listener,
} from './bindingStatus';
import { hasPorts, ListenerPorts } from './ListenerPorts';
import { listenerService } from './routerObjects';
import { activeSite, observed, type SiteContext } from './SiteContext';
import type { Site } from './siteStatus';

/** A Listener that the routers have. */
interface ServedListener extends RouterListener {
  /** Name of its Service. */
  host: string;
}

/** Brings Listeners and Connectors to the routers, makes the Services of Listeners, and writes the status of both. */
export class BindingReconciler {
  private readonly context: SiteContext;
  private readonly listeners = new Map<string, ServedListener>();
  private readonly connectors = new Map<string, RouterConnector>();
  private readonly ports = new ListenerPorts();
  /** Bindings to which the network's status has not been applied since it last came. */
  private readonly unmatched = new Set<string>();

  constructor(context: SiteContext) {
    this.context = context;
  }

  /** Takes the ports that Services have from an earlier run. */
  recover(): void {
    for (const service of this.context.objects.list('Service')) {
      if (service.metadata.labels?.['internal.skupper.io/listener']) {
        this.ports.recover(service);
      }
    }
  }

  /** The network's status has come: it is applied when the binding is reconciled next. */
  networkChanged(): void {
    for (const kind of ['Listener', 'Connector'] as const) {
      for (const { metadata } of this.context.objects.list(kind)) {
        this.unmatched.add(`${kind}/${metadata.name}`);
      }
    }
  }

  async reconcileListener(name: string): Promise<void> {
    const { objects } = this.context;
    const site = activeSite(this.context);
    const object = objects.get('Listener', name);
    const before = this.listeners.get(name);
    if (!object || !site) {
      this.listeners.delete(name);
      this.configure();
      this.ports.release(name);
      await this.serve(site, before?.host);
      return;
    }
    const listener = listenerSchema.parse(object);
    const { host, port, routingKey } = listener.spec;
    const problem = this.isForeign(host)
      ? `Service ${host} already exists in namespace`
      : undefined;
    if (problem === undefined) {
      // The port is taken before anything is waited for: several Listeners are worked on at a time.
      const podPort = this.ports.take({ name, host, port });
      const served = { name, routingKey, podPort, host };
      if (!isDeepStrictEqual(served, before)) {
        this.listeners.set(name, served);
        this.configure();
      }
      await this.serve(site, host);
      if (before && before.host !== host) {
        await this.serve(site, before.host);
      }
    }
    await this.writeStatus('Listener', listener, problem);
  }

  async reconcileConnector(name: string): Promise<void> {
    const object = this.context.objects.get('Connector', name);
    if (!object) {
      this.connectors.delete(name);
      this.configure();
      return;
    }
    const connector = connectorSchema.parse(object);
    const { host, port, routingKey } = connector.spec;
    if (host !== undefined) {
      const target = { name, host, port, routingKey };
      if (!isDeepStrictEqual(target, this.connectors.get(name))) {
        this.connectors.set(name, target);
        this.configure();
      }
      await this.writeStatus('Connector', connector);
    }
  }

  /** Tells the routers anew: they have just joined the network. */
  configure(): void {
    const { routers } = this.context;
    if (routers) {
      routers.configure({
        listeners: [...this.listeners.values()],
        connectors: [...this.connectors.values()],
      });
    }
  }

  private async writeStatus(
    kind: 'Listener' | 'Connector',
    object: Listener | Connector,
    problem?: string,
  ): Promise<void> {
    const { objects, known } = this.context;
    const said = observed(object);
    const status = configured(object.status ?? {}, { ...said, problem });
    const written = await objects.writeStatus(object, status);
    if (
      !known ||
      !written ||
      !this.unmatched.delete(`${kind}/${object.metadata.name}`)
    ) {
      return;
    }
    const counterpart = kind === 'Listener' ? 'connector' : 'listener';
    await objects.writeStatus(
      written,
      matched(status, {
        ...said,
        counterpart,
        is: known.keys[`${counterpart}s`].has(object.spec.routingKey),
      }),
    );
  }

  /** Makes, changes or removes the Service of a host, so that it has the ports of all its Listeners. */
  private async serve(
    site: Site | undefined,
    host: string | undefined,
  ): Promise<void> {
    if (host === undefined) {
      return;
    }
    const { objects } = this.context;
    const service = objects.get('Service', host);
    const ports = this.ports.of(host);
    if (ports.length === 0 || !site) {
      if (service && !this.isForeign(host)) {
        await objects.remove(service);
      }
      return;
    }
    const wanted = listenerService(site, { host, ports });
    if (!service) {
      await objects.ensure(wanted);
    } else if (!hasPorts(service, ports)) {
      await objects.patch(service, { spec: wanted.spec });
    }
  }

  private isForeign(host: string): boolean {
    const service = this.context.objects.get('Service', host);
    return (
      service !== undefined &&
      service.metadata.annotations?.['internal.skupper.io/controlled'] ===
        undefined
    );
  }
}
