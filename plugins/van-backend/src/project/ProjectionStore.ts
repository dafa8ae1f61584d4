import type {
  RuleView,
  TopologyLink,
  VanSignal,
} from '@vanstage/backstage-plugin-van-common';
import type { ApplicationRow } from '../store/rows';
import type { ContextRows, Pair } from './NetworkContext';
import type { ClusterRecord } from './projectCluster';
import type { ApplicationRecord } from './projectFleet';
import type { PlacementRecord, PreviousPlacement } from './projectPlacement';
import type { RenderedProblems } from './renderedObjects';

/**
 * A stored placement, as far as the next projection needs it.
 *
 * @internal
 */
export type StoredPlacement = PreviousPlacement &
  Pick<PlacementRecord, 'argoKey'>;

/**
 * Which placements are meant.
 *
 * @internal
 */
export type PlacementSelection =
  | 'all'
  | { argoKeys: string[] }
  | { clusters: string[] }
  | { pairs: Pair[] };

/**
 * What a projection wants to be stored. A part that is absent stays as it is.
 *
 * @internal
 */
export interface Projection {
  clusters?: ClusterRecord[];
  links?: TopologyLink[];
  rendered?: RenderedProblems;
  /**
   * `names`: the stored applications that `records` replace. An undeclared one is kept only while it has a placement.
   */
  applications?: { names: 'all' | string[]; records: ApplicationRecord[] };
  rules?: RuleView[];
  /** `selection`: the stored placements that `records` replace. */
  placements?: { selection: PlacementSelection; records: PlacementRecord[] };
}

/**
 * Where projections read from and write to.
 *
 * @internal
 */
export interface ProjectionStore {
  /** Names of the networks of which anything is stored. */
  listNetworks(): Promise<string[]>;
  readContext(network: string): Promise<ContextRows>;
  readApplicationRows(
    network: string,
    keys?: string[],
  ): Promise<ApplicationRow[]>;
  readPlacements(
    network: string,
    selection: PlacementSelection,
  ): Promise<StoredPlacement[]>;
  /** Whether anything was not as it is in the projection. */
  write(
    network: string,
    projection: Projection,
    options: { now: Date },
  ): Promise<boolean>;
  /** The version of each network that has one. */
  readVersions(): Promise<VanSignal[]>;
  /** Counts the network's version up. */
  bumpVersion(network: string): Promise<number>;
}
