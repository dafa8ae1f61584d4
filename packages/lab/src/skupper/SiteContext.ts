import { kubeTime, type KubeObject } from '../controller';
import type { RouterNetwork, RouterSite } from '../van';
import type { Observation } from './conditions';
import type { NetworkClock } from './delays';
import type { SiteNetworkEntry, NetworkKeys } from './siteNetwork';
import type { SiteObjects } from './SiteObjects';
import { siteSchema, type Site } from './siteStatus';

/** What the network's status of a site says, as its controller last read it. */
export interface KnownNetwork {
  entries: readonly SiteNetworkEntry[];
  keys: NetworkKeys;
}

/** What the parts of a site's controller share. */
export interface SiteContext {
  readonly objects: SiteObjects;
  readonly network: RouterNetwork;
  readonly clock: NetworkClock;
  /** The controller itself, as it names itself in the status of a Site. */
  readonly controller: { name: string; namespace: string; version: string };
  /** The routers of the active Site; undefined as long as there is none. */
  routers: RouterSite | undefined;
  /** The network's status; undefined until it has come for the first time. */
  known: KnownNetwork | undefined;
}

/** The Site that the namespace has: the oldest, when there are several. */
export function activeSite({ objects }: SiteContext): Site | undefined {
  const [oldest] = objects
    .list('Site')
    .map(object => siteSchema.parse(object))
    .sort((a, b) => (isBefore(a, b) ? -1 : 1));
  return oldest;
}

/** When a condition is said of an object: now, of its present generation. */
export function observed(object: KubeObject): Observation {
  return {
    generation: object.metadata.generation ?? 1,
    now: kubeTime(new Date()),
  };
}

function isBefore(a: Site, b: Site): boolean {
  const [timeA, timeB] = [a, b].map(
    ({ metadata }) => metadata.creationTimestamp ?? '',
  );
  return timeA === timeB ? a.metadata.name < b.metadata.name : timeA < timeB;
}
