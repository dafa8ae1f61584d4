/**
 * A value in a column. Databases know no `undefined`.
 *
 * @internal
 */
export type Column = string | number | null;

/** @internal */
export type TableRow = Record<string, Column>;

/** @internal */
export type NetworkTable = {
  network: string;
  version: number;
  fleet_commit: string | null;
  fleet: string | null;
  problems: string;
  rendering: string | null;
};

/** @internal */
export type SourceTable = {
  network: string;
  source: string;
  read_at: string | null;
  problem: string | null;
  problem_since: string | null;
};

/** @internal */
export type HubRowTable = {
  network: string;
  kind: string;
  key: string;
  hash: string;
  row: string;
};

/** @internal */
export type ReachabilityTable = {
  network: string;
  cluster: string;
  outcome: string;
  detail: string | null;
  probed_at: string;
  answered_at: string | null;
  latency_ms: number | null;
  kubernetes_version: string | null;
  node_count: number | null;
  ready_node_count: number | null;
};

/** @internal */
export type ReachabilityHistoryTable = {
  id: number;
  network: string;
  cluster: string;
  state: string;
  diagnosis: string;
  first_seen: string;
  resolved_at: string | null;
};

/** @internal */
export type ClusterTable = {
  network: string;
  name: string;
  role: string;
  context: string | null;
  provider: string | null;
  region: string | null;
  state: string;
  state_rank: number;
  since: string;
  probe: string | null;
  search: string;
  view: string;
};

/** @internal */
export type ApplicationTable = {
  network: string;
  name: string;
  owner: string | null;
  search: string;
  view: string;
};

/** @internal */
export type PlacementTable = {
  network: string;
  application: string;
  cluster: string;
  argo_key: string | null;
  state: string;
  state_rank: number;
  attention: number;
  since: string;
  seen_health: string | null;
  view: string;
};

/** @internal */
export type RuleTable = {
  network: string;
  name: string;
  placement_count: number;
  search: string;
  view: string;
};

/** @internal */
export type TagTable = {
  network: string;
  kind: string;
  name: string;
  tag: string;
};

/** @internal */
export type LinkTable = {
  network: string;
  from_cluster: string;
  to_cluster: string;
  status: string;
  cost: number | null;
  since: string;
};
