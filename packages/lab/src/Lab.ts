import { NotFoundError } from '@backstage/errors';
import { setTimeout as delay } from 'node:timers/promises';
import {
  createLabActs,
  playStory,
  type HandChanges,
  type LabActs,
} from './acts';
import { isLinkFault, type LabFaults } from './faults';
import type { Forge } from './forge';
import type { LabCluster } from './LabCluster';
import type { ClusterServer } from './ClusterServer';
import { startLabParts, type LabOptions, type LabParts } from './startLabParts';
import { stopAll } from './stopAll';

/**
 * A whole Virtual Application Network on this machine: a hub and edges with Kubernetes API servers, links between them
 * that can be cut, a Git forge, and controllers that behave as Skupper's and Argo CD's do.
 *
 * @public
 */
export class Lab {
  /** All that can be made to go wrong, and what is wrong now. */
  readonly faults: LabFaults;
  /** What people change by hand on the clusters. */
  readonly handChanges: HandChanges;
  private readonly acts: LabActs;
  private readonly parts: LabParts;
  private readonly stops: Array<() => Promise<void>>;

  private constructor(parts: LabParts, stops: Array<() => Promise<void>>) {
    this.parts = parts;
    this.stops = stops;
    this.acts = createLabActs(parts);
    this.faults = this.acts.faults;
    this.handChanges = this.acts.handChanges;
    stops.push(() => this.handChanges.stop());
  }

  /** Starts everything, or nothing: what had started is stopped when something fails. */
  static async start(options: LabOptions): Promise<Lab> {
    const stops: Array<() => Promise<void>> = [];
    try {
      return new Lab(await startLabParts(options, stops), stops);
    } catch (error) {
      await stopAll(stops);
      throw error;
    }
  }

  get hub(): ClusterServer {
    return this.parts.hub;
  }

  get edges(): ReadonlyMap<string, ClusterServer> {
    return this.parts.edges;
  }

  get forge(): Forge {
    return this.parts.forge;
  }

  /** A kubeconfig with an admin's context for each cluster, and `hub-portal`, which may only read. */
  get kubeConfigPath(): string {
    return this.parts.kubeConfigPath;
  }

  /** Configuration that leads a portal to this lab. It holds a token. */
  get portalConfigPath(): string {
    return this.parts.portalConfigPath;
  }

  /**
   * Does what has happened before somebody looks at the demo: an edge is gone for an hour, an application was changed by
   * hand and healed, a release is broken, a pull request is open. Only for the demo's own story with all of its edges.
   */
  async playStory(): Promise<void> {
    const aborter = new AbortController();
    this.stops.push(async () => aborter.abort());
    await playStory(this.parts, this.acts, aborter.signal);
  }

  /** Cuts the way to a cluster, which is an edge's link: what runs through it breaks, and nothing new gets through. */
  async cut(cluster: string): Promise<void> {
    await this.faults.set({ name: 'cut', target: cluster });
  }

  /** Undoes {@link Lab.cut}, and whatever else is wrong with the way to a cluster below HTTP. */
  async restore(cluster: string): Promise<void> {
    this.clusterOf(cluster);
    for (const { name, target } of this.faults.active()) {
      if (target === cluster && isLinkFault(name)) {
        await this.faults.clear({ name, target });
      }
    }
  }

  isCut(cluster: string): boolean {
    return this.clusterOf(cluster).path.relay.isCut;
  }

  /**
   * Restarts a cluster's API server, as others see it: connections end, new ones fail for a while, and watches cannot go
   * on from where they were. Objects stay.
   */
  async restart(
    cluster: string,
    options: { downMilliseconds?: number } = {},
  ): Promise<void> {
    const { path, server } = this.clusterOf(cluster);
    const before = path.relay.condition;
    const isHub = cluster === this.parts.names.hub;
    await path.setLink({ kind: isHub ? 'cut' : 'closed' });
    await server.compact();
    await delay(options.downMilliseconds ?? 3_000);
    await path.setLink(before);
  }

  /** Has a cluster's API server forget the history of writes; who watches has to begin anew. */
  async compact(cluster: string): Promise<void> {
    const { path, server } = this.clusterOf(cluster);
    await server.compact();
    path.endConnections();
  }

  async stop(): Promise<void> {
    await stopAll(this.stops);
  }

  private clusterOf(name: string): LabCluster {
    const { clusters } = this.parts;
    const cluster = clusters.get(name);
    if (!cluster) {
      throw new NotFoundError(
        `The lab has no cluster '${name}'. It has: ${[...clusters.keys()].join(
          ', ',
        )}.`,
      );
    }
    return cluster;
  }
}
