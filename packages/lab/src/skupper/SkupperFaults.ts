import { setTimeout as delay } from 'node:timers/promises';
import { InputError, NotFoundError } from '@backstage/errors';
import { isNotFound, type ClusterClient } from '../controller';
import type { RouterSite } from '../van';
import { connectorSchema } from './bindingStatus';
import type { NetworkClock } from './delays';
import type { SkupperController } from './SkupperController';

const connectorKind = {
  apiVersion: 'skupper.io/v2alpha1',
  kind: 'Connector',
};

/** A fault of Skupper's that is on. `site` is the name of a cluster of the lab. */
export type SkupperFault =
  | { name: 'adaptorDown'; site: string }
  | { name: 'lostSiteRecord'; site: string }
  | { name: 'ghostListeners'; site: string }
  | { name: 'duplicateKey'; site: string; of: string };

/** An edge on which faults can be made. */
interface FaultyEdge {
  client: ClusterClient;
  controller: SkupperController;
}

/** Options of {@link SkupperFaults}. */
export interface SkupperFaultsOptions {
  clock: NetworkClock;
  namespace: string;
  hub: SkupperController;
  edges: ReadonlyMap<string, FaultyEdge>;
}

/** Faults that real Skupper networks have, on request. */
export class SkupperFaults {
  private readonly options: SkupperFaultsOptions;
  private readonly faults = new Map<string, SkupperFault>();
  private readonly aborter = new AbortController();

  constructor(options: SkupperFaultsOptions) {
    this.options = options;
  }

  /** The faults that are on. A restart is over by itself and never among them. */
  list(): SkupperFault[] {
    return [...this.faults.values()];
  }

  /**
   * The adaptor of a site ends and does not come back: its site vanishes from the network's status after 30 s and its
   * Listener becomes Pending, while its traffic flows.
   */
  async adaptorDown(site: string): Promise<void> {
    this.routersOf(site).setAdaptorRunning(false);
    this.keep({ name: 'adaptorDown', site });
  }

  /**
   * The adaptor of a site ends and starts again. The one of the hub loses every edge for some 7 s, and finds them
   * again, while their traffic flows.
   */
  async adaptorRestart(site: string): Promise<void> {
    this.routersOf(site);
    this.controllerOf(site).adaptor?.restart();
  }

  /**
   * An edge's site record gets lost: the hub's adaptor starts again and never hears of the site, though its routers
   * and its traffic are fine. Nothing ends that by itself.
   */
  async lostSiteRecord(edge: string): Promise<void> {
    this.edge(edge);
    this.routersOf(edge).setRecordLost(true);
    this.keep({ name: 'lostSiteRecord', site: edge });
    await this.adaptorRestart('hub');
  }

  /**
   * The hub's router starts again with the configuration of its pod's start. Ports of Listeners that came later are
   * refused until the next synchronization (5 minutes, or the next change), while the Listeners are Ready and listed,
   * afterwards more than once.
   */
  async ghostListeners(): Promise<void> {
    const routers = this.routersOf('hub');
    const { clock } = this.options;
    this.keep({ name: 'ghostListeners', site: 'hub' });
    routers.stopRouters();
    await delay(clock.delay('routerStart') + clock.delay('relink'), undefined, {
      signal: this.aborter.signal,
    });
    routers.startRouters();
  }

  /**
   * One edge gets a Connector with the routing key of another. Calls go to the nearer of the two, and to the other one
   * as soon as that is gone: into the wrong cluster.
   */
  async duplicateKey(edge: string, of: string): Promise<void> {
    if (edge === of) {
      throw new InputError(
        `A key is used twice by two different edges, not by '${edge}' alone.`,
      );
    }
    const { namespace } = this.options;
    const original = connectorSchema.parse(
      await this.edge(of).client.get(connectorKind, {
        namespace,
        name: 'kube-api',
      }),
    );
    const { routingKey, host, port } = original.spec;
    await this.edge(edge).client.create({
      ...connectorKind,
      metadata: { name: strayName(of), namespace },
      spec: { routingKey, host, port },
    });
    this.keep({ name: 'duplicateKey', site: edge, of });
  }

  /** Ends the faults of that name and site; without them all. */
  async clear(
    which: { name?: SkupperFault['name']; site?: string } = {},
  ): Promise<void> {
    for (const [key, fault] of [...this.faults]) {
      if (
        (which.name ?? fault.name) === fault.name &&
        (which.site ?? fault.site) === fault.site
      ) {
        await this.end(fault);
        this.faults.delete(key);
      }
    }
  }

  /** Ends what is still under way. */
  stop(): void {
    this.aborter.abort();
  }

  private async end(fault: SkupperFault): Promise<void> {
    const routers = this.routersOf(fault.site);
    switch (fault.name) {
      case 'adaptorDown':
        routers.setAdaptorRunning(true);
        break;
      case 'lostSiteRecord':
        routers.setRecordLost(false);
        break;
      case 'ghostListeners':
        routers.synchronize();
        this.options.hub.adaptor?.forgetGhosts();
        break;
      default: {
        const { namespace } = this.options;
        const name = strayName(fault.of);
        await this.edge(fault.site)
          .client.remove(connectorKind, { namespace, name })
          .catch(error => {
            if (!isNotFound(error)) {
              throw error;
            }
          });
      }
    }
  }

  private keep(fault: SkupperFault): void {
    this.faults.set(Object.values(fault).join('/'), fault);
  }

  private routersOf(site: string): RouterSite {
    const { routers } = this.controllerOf(site);
    if (!routers) {
      throw new NotFoundError(`The cluster '${site}' has no Skupper Site.`);
    }
    return routers;
  }

  private controllerOf(site: string): SkupperController {
    return site === 'hub' ? this.options.hub : this.edge(site).controller;
  }

  private edge(name: string): FaultyEdge {
    const edge = this.options.edges.get(name);
    if (!edge) {
      throw new NotFoundError(
        `The lab has no edge '${name}'. It has: ${[
          ...this.options.edges.keys(),
        ].join(', ')}.`,
      );
    }
    return edge;
  }
}

function strayName(of: string): string {
  return `stray-${of}`;
}
