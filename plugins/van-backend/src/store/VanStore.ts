import type {
  Fleet,
  FleetProblem,
  RenderingView,
} from '@vanstage/backstage-plugin-van-common';
import type { HubKind, HubRowOf, ReachabilityRow } from './rows';

/**
 * Argo CD's name of the cluster that it runs in. Reachability of the hub itself is stored below this name.
 *
 * @internal
 */
export const IN_CLUSTER = 'in-cluster';

/**
 * What is read, each with its own freshness: the hub, the fleet repository, and what Argo CD says of the rendered objects,
 * `rendered` when it fails and `renderedSync` while it has not applied them.
 *
 * @internal
 */
export type SourceName = 'hub' | 'fleet' | 'rendered' | 'renderedSync';

/**
 * How an attempt to read a source ended.
 *
 * @internal
 */
export type ContactResult = { at: Date } | { at: Date; problem: string };

/**
 * Where the collectors of one network's hub put what they see. Every write of a row that is as it was before does
 * nothing.
 *
 * @internal
 */
export interface HubStore {
  /** After a complete list: rows of the kind that are not in it are removed. */
  replace<K extends HubKind>(kind: K, rows: HubRowOf<K>[]): Promise<void>;
  /** False when the row is as it was before. */
  upsert<K extends HubKind>(kind: K, row: HubRowOf<K>): Promise<boolean>;
  remove(kind: HubKind, key: string): Promise<void>;
  /** The hub answered at that time, or did not and why. */
  contact(source: SourceName, result: ContactResult): Promise<void>;
  /**
   * What the probe says of a cluster, by the name in its cluster Secret; the hub itself is `IN_CLUSTER`. May be called at
   * every ping: only a changed outcome, version or number of nodes counts as a change.
   */
  reachability(cluster: string, row: ReachabilityRow): Promise<void>;
  /** The hub cannot be read, so no edge can be: what was said of each before holds no longer. */
  loseSightOfEdges(result: { at: Date; problem: string }): Promise<void>;
}

/**
 * What a fleet repository said of a network at a commit.
 *
 * @internal
 */
export interface FleetState {
  /** Commit that was read. */
  commit: string;
  fetchedAt: Date;
  /** Absent when the network's files cannot be read: what was stored before stays. */
  fleet?: Fleet;
  problems: FleetProblem[];
  /** Absent when `rendered/` follows, or when that cannot be told for the problems. */
  rendering?: RenderingView;
}

/**
 * Where the fleet collector puts what it reads.
 *
 * @internal
 */
export interface FleetStore {
  replaceFleet(network: string, state: FleetState): Promise<void>;
  /** What the repository declares for a network, as far as it could be read. */
  findFleet(network: string): Promise<Fleet | undefined>;
  /** Forgets what the repository said of every other network. The history of their clusters stays. */
  retainNetworks(networks: string[]): Promise<void>;
  contact(
    network: string,
    source: SourceName,
    result: ContactResult,
  ): Promise<void>;
}
