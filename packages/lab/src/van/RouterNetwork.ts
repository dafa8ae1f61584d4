import { X509Certificate } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import type {
  RouterConnector,
  RouterLink,
  RouterPod,
  RouterSite,
  RouterSiteChange,
} from './RouterSite';

/** Whether a link is up, and the access point it leads to: the last one, while it is down. */
export interface LinkState {
  isUp: boolean;
  peer?: { site: RouterSite; accessIdentity: string };
}

/** A connector that traffic for a routing key can go to. */
export interface Destination {
  site: RouterSite;
  connector: RouterConnector;
}

type Observer = (site: RouterSite, change: RouterSiteChange) => void;

/** The routers of one network: which links are up, and who reaches whom. */
export class RouterNetwork {
  private readonly members = new Map<string, RouterSite>();
  private readonly observers = new Set<Observer>();
  private readonly leaving = new Map<string, () => void>();
  /** Where a link led to when it was last up. */
  private readonly lastPeers = new WeakMap<
    RouterLink,
    NonNullable<LinkState['peer']>
  >();
  private readonly trusted = new WeakMap<RouterLink, boolean>();
  private accessPoints: Map<string, AccessPoint> | undefined;
  private audible: Map<string, string> | undefined;

  get sites(): Iterable<RouterSite> {
    return this.members.values();
  }

  get size(): number {
    return this.members.size;
  }

  /** Those that accept links of others. */
  get acceptingSites(): Iterable<RouterSite> {
    return new Set([...this.pointAt().values()].map(({ site }) => site));
  }

  site(id: string): RouterSite | undefined {
    return this.members.get(id);
  }

  join(site: RouterSite): void {
    if (this.members.has(site.id)) {
      throw new ConflictError(
        `The network has a site with the id '${site.id}' already.`,
      );
    }
    this.members.set(site.id, site);
    this.leaving.set(
      site.id,
      site.onChange(change => this.changed(site, change)),
    );
    this.changed(site, 'topology');
  }

  leave(site: RouterSite): void {
    this.leaving.get(site.id)?.();
    this.leaving.delete(site.id);
    this.members.delete(site.id);
    this.changed(site, 'topology');
  }

  onChange(observer: Observer): () => void {
    this.observers.add(observer);
    return () => this.observers.delete(observer);
  }

  /** Whether what one site's router says is heard at the other's. */
  isAudible(from: RouterSite, to: RouterSite): boolean {
    this.audible ??= this.components(site => !site.options.uplink?.isLost);
    const component = this.audible.get(from.id);
    return component !== undefined && component === this.audible.get(to.id);
  }

  /** How a link of the site is, seen from the router that dials it. */
  linkState(site: RouterSite, link: RouterLink): LinkState {
    const peer = this.dial(site, link);
    if (peer && site.routers.length > 0 && !site.options.uplink?.isLost) {
      this.lastPeers.set(link, peer);
      return { isUp: true, peer };
    }
    return { isUp: false, peer: this.lastPeers.get(link) };
  }

  /**
   * The connectors that traffic for a routing key can go to, nearest first: those of the site itself, then of edge
   * routers, which count as part of the router that they are linked to, then by the cost of the link.
   */
  destinations(from: RouterSite, routingKey: string): Destination[] {
    const offers = [...this.sites].flatMap(site =>
      site.config.connectors
        .filter(connector => connector.routingKey === routingKey)
        .map(connector => ({ site, connector })),
    );
    if (offers.length === 0) {
      return [];
    }
    const reached = this.components(site => !site.options.uplink?.isCut);
    const here = reached.get(from.id);
    return offers
      .filter(({ site }) => here && reached.get(site.id) === here)
      .sort((a, b) => distance(from, a.site) - distance(from, b.site));
  }

  private changed(site: RouterSite, change: RouterSiteChange): void {
    this.accessPoints = undefined;
    this.audible = undefined;
    for (const observer of this.observers) {
      observer(site, change);
    }
  }

  /** Which sites are linked with each other: sites of one component have the same name for it. */
  private components(
    carries: (site: RouterSite) => boolean,
  ): Map<string, string> {
    const parents = new Map<string, string>();
    const find = (id: string): string => {
      let root = id;
      for (let next = parents.get(root); next !== root && next; ) {
        root = next;
        next = parents.get(root);
      }
      parents.set(id, root);
      return root;
    };
    for (const site of this.sites) {
      if (site.routers.length > 0) {
        parents.set(site.id, site.id);
      }
    }
    for (const site of this.sites) {
      if (site.routers.length > 0 && carries(site)) {
        for (const link of site.config.links) {
          const peer = this.dial(site, link);
          if (peer) {
            parents.set(find(site.id), find(peer.site.id));
          }
        }
      }
    }
    return new Map([...parents.keys()].map(id => [id, find(id)]));
  }

  private dial(site: RouterSite, link: RouterLink): LinkState['peer'] {
    const role = site.options.mode === 'edge' ? 'edge' : 'inter-router';
    const address = link.addresses[role];
    const point =
      address === undefined ? undefined : this.pointAt().get(address);
    const router = point?.site.routers.find(
      ({ group }) => group === point.group,
    );
    if (!point || !router || !this.isTrusted(link, point)) {
      return undefined;
    }
    return { site: point.site, accessIdentity: identity(router, role) };
  }

  private pointAt(): Map<string, AccessPoint> {
    this.accessPoints ??= new Map(
      [...this.sites].flatMap(site =>
        site.config.access.map(
          access =>
            [
              access.address,
              { site, group: access.group, caPem: access.caPem },
            ] as const,
        ),
      ),
    );
    return this.accessPoints;
  }

  /** Mutual TLS: each end has a certificate of the authority that the other trusts. */
  private isTrusted(link: RouterLink, point: AccessPoint): boolean {
    const known = this.trusted.get(link);
    if (known !== undefined) {
      return known;
    }
    const { certificatePem, caPem } = link.credentials;
    const trusted =
      caPem.trim() === point.caPem.trim() &&
      new X509Certificate(certificatePem).verify(
        new X509Certificate(point.caPem).publicKey,
      );
    this.trusted.set(link, trusted);
    return trusted;
  }
}

interface AccessPoint {
  site: RouterSite;
  group: string;
  caPem: string;
}

/** A router names its two ways in after the last part of its pod's name. */
export function identity(
  { name }: RouterPod,
  role: 'inter-router' | 'edge',
): string {
  const suffix = name.slice(name.lastIndexOf('-') + 1);
  return `${suffix}:${role === 'inter-router' ? 1 : 2}`;
}

function distance(from: RouterSite, site: RouterSite): number {
  if (site === from) {
    return -1;
  }
  return site.options.mode === 'edge'
    ? 0
    : Math.min(...site.config.links.map(({ cost }) => cost), Infinity);
}
