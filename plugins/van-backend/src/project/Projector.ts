import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  place,
  type Placement,
  type VanSignal,
} from '@vanstage/backstage-plugin-van-common';
import type { StoreChange } from '../store/StoreChange';
import type { ContextRows } from './NetworkContext';
import { projectNetwork } from './projectNetwork';
import type { ProjectionStore } from './ProjectionStore';
import { emptyScope, type Scope, widen } from './Scope';

/**
 * When a projection runs, in milliseconds.
 *
 * @internal
 */
export interface ProjectorTiming {
  /** Changes that come within this time are projected together. */
  coalesceMs: number;
  /** After a failure the network is projected anew, whole, after this time. */
  retryMs: number;
}

const DEFAULT_TIMING: ProjectorTiming = { coalesceMs: 200, retryMs: 5_000 };

/**
 * Keeps what is served of each network up to date with what is stored of it. Changes of a network that come together are
 * worked off together, one projection of a network at a time.
 *
 * @internal
 */
export class Projector {
  private readonly pending = new Map<string, Scope>();
  private readonly running = new Map<string, Promise<void>>();
  private readonly placements = new Map<
    string,
    { commit: string; placements: Placement[] }
  >();
  private readonly timers = new Set<NodeJS.Timeout>();
  private stopped = false;

  private readonly timing: ProjectorTiming;

  private constructor(private readonly options: ProjectorOptions) {
    this.timing = options.timing ?? DEFAULT_TIMING;
  }

  /** Projects every network once, whole: what changed while no process ran is found so. */
  static async start(options: ProjectorOptions): Promise<Projector> {
    const projector = new Projector(options);
    for (const network of await options.store.listNetworks()) {
      projector.projectAnew(network);
    }
    return projector;
  }

  /** Takes note of a change. */
  changed(change: StoreChange): void {
    if (!this.stopped) {
      widen(this.pendingScope(change.network), change);
      this.run(change.network);
    }
  }

  /** Resolves when everything noted so far is projected, or has failed. */
  async whenIdle(): Promise<void> {
    while (this.running.size) {
      await Promise.all(this.running.values());
    }
  }

  /** Lets a running projection end and begins no other. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers) {
      clearTimeout(timer);
    }
    await this.whenIdle();
  }

  private projectAnew(network: string): void {
    if (!this.stopped) {
      this.pendingScope(network).everything = true;
      this.run(network);
    }
  }

  private pendingScope(network: string): Scope {
    const scope = this.pending.get(network) ?? emptyScope();
    this.pending.set(network, scope);
    return scope;
  }

  private run(network: string): void {
    if (!this.running.has(network)) {
      this.running.set(network, this.work(network));
    }
  }

  private async work(network: string): Promise<void> {
    try {
      for (
        let scope = await this.take(network);
        scope;
        scope = await this.take(network)
      ) {
        await this.project(network, scope);
      }
    } catch (error) {
      this.options.logger.error(
        `What is known of network ${network} could not be put together; it is tried again soon`,
        error instanceof Error ? error : { error: String(error) },
      );
      this.retry(network);
    }
    this.running.delete(network);
    if (this.pending.has(network) && !this.stopped) {
      this.run(network);
    }
  }

  /** Waits for more changes to come, then hands out all of them. */
  private async take(network: string): Promise<Scope | undefined> {
    if (this.pending.has(network) && !this.stopped) {
      await new Promise(resolve => setTimeout(resolve, this.timing.coalesceMs));
    }
    const scope = this.stopped ? undefined : this.pending.get(network);
    this.pending.delete(network);
    return scope;
  }

  private retry(network: string): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.projectAnew(network);
    }, this.timing.retryMs);
    timer.unref();
    this.timers.add(timer);
  }

  private async project(network: string, scope: Scope): Promise<void> {
    const { store, fileUrl, fleetUrl, onProjected } = this.options;
    const now = new Date();
    const projection = await projectNetwork({
      store,
      network,
      scope,
      placementsOf: rows => this.placementsOf(rows),
      fileUrl,
      fleetUrl,
      now,
    });
    const changed = await store.write(network, projection, { now });
    if (changed || scope.freshness) {
      await onProjected({
        network,
        version: await store.bumpVersion(network),
      });
    }
  }

  /** A commit's placements are always the same, and the dearest part of a projection. */
  private placementsOf(rows: ContextRows): Placement[] {
    const { network, fleet, fleetCommit } = rows;
    if (!fleet || !fleetCommit) {
      return [];
    }
    const known = this.placements.get(network);
    if (known?.commit === fleetCommit) {
      return known.placements;
    }
    const placements = place(fleet);
    this.placements.set(network, { commit: fleetCommit, placements });
    return placements;
  }
}

interface ProjectorOptions {
  store: ProjectionStore;
  logger: LoggerService;
  /** Web page of a file of the fleet repository. */
  fileUrl: (path: string) => string | undefined;
  /** Web page of the fleet repository. */
  fleetUrl?: string;
  /** Something of the network is not as it was. */
  onProjected: (signal: VanSignal) => Promise<void>;
  timing?: ProjectorTiming;
}
