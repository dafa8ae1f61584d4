/**
 * What the figures were measured on.
 *
 * @public
 */
export interface Machine {
  processor: string;
  cores: number;
  memoryGiB: number;
  node: string;
  system: string;
  /** Processes that wanted a core, on average over the last minute, before the benchmark began. */
  loadBefore: number;
  /** ISO 8601, UTC. */
  measuredAt: string;
}

/**
 * Figures of one kind.
 *
 * @public
 */
export interface BenchTable {
  title: string;
  /** What the figures mean, a sentence each. */
  notes: string[];
  /** Titles of the columns, with units. */
  columns: string[];
  rows: Array<Array<string | number>>;
}

/**
 * The outcome of one benchmark.
 *
 * @public
 */
export interface BenchReport {
  /** Name of the files that it is written to. */
  name: string;
  title: string;
  machine: Machine;
  tables: BenchTable[];
}
