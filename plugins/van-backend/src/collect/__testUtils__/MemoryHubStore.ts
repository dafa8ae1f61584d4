import { canonicalJson } from '../../store/contentHash';
import type {
  HubKind,
  HubRow,
  HubRowOf,
  ReachabilityRow,
} from '../../store/rows';
import type { ContactResult, HubStore, SourceName } from '../../store/VanStore';

/** A store in memory that a test can wait for. */
export class MemoryHubStore implements HubStore {
  readonly rows = new Map<string, HubRow>();
  readonly reached: { cluster: string; row: ReachabilityRow }[] = [];
  readonly contacts: ContactResult[] = [];
  readonly lostSight: string[] = [];
  private readonly waiting = new Set<() => void>();

  async replace<K extends HubKind>(
    kind: K,
    rows: HubRowOf<K>[],
  ): Promise<void> {
    for (const [key, row] of this.rows) {
      if (row.kind === kind) {
        this.rows.delete(key);
      }
    }
    for (const row of rows) {
      this.rows.set(`${kind} ${row.key}`, row);
    }
    this.changed();
  }

  async upsert<K extends HubKind>(kind: K, row: HubRowOf<K>): Promise<boolean> {
    const key = `${kind} ${row.key}`;
    const isNews = canonicalJson(this.rows.get(key)) !== canonicalJson(row);
    this.rows.set(key, row);
    this.changed();
    return isNews;
  }

  async remove(kind: HubKind, key: string): Promise<void> {
    this.rows.delete(`${kind} ${key}`);
    this.changed();
  }

  async contact(_source: SourceName, result: ContactResult): Promise<void> {
    this.contacts.push(result);
    this.changed();
  }

  async reachability(cluster: string, row: ReachabilityRow): Promise<void> {
    this.reached.push({ cluster, row });
    this.changed();
  }

  async loseSightOfEdges(result: { problem: string }): Promise<void> {
    this.lostSight.push(result.problem);
    this.changed();
  }

  /** The outcomes in order, each run of the same one once. */
  outcomes(cluster: string): string[] {
    return this.reached
      .filter(reached => reached.cluster === cluster)
      .map(({ row }) => row.outcome)
      .filter((outcome, at, all) => outcome !== all[at - 1]);
  }

  last(cluster: string): ReachabilityRow | undefined {
    return this.reached.filter(reached => reached.cluster === cluster).at(-1)
      ?.row;
  }

  keys(kind: HubKind): string[] {
    return [...this.rows.values()]
      .filter(row => row.kind === kind)
      .map(({ key }) => key)
      .sort();
  }

  /** Resolves as soon as the condition holds after a write. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      await new Promise<void>(resolve => this.waiting.add(resolve));
    }
  }

  private changed(): void {
    for (const resolve of this.waiting) {
      this.waiting.delete(resolve);
      resolve();
    }
  }
}
