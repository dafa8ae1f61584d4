import { NotFoundError } from '@backstage/errors';
import type { Forge } from './forge';
import type { KubeApiServer } from './kube';
import { startLabParts, type LabOptions, type LabParts } from './startLabParts';
import type { Relay } from './van';

/**
 * A whole Virtual Application Network on this machine: a hub and edges with Kubernetes API servers, links between them
 * that can be cut, a Git forge, and controllers that behave as Skupper's and Argo CD's do.
 *
 * @public
 */
export class Lab {
  private readonly parts: LabParts;
  private readonly stops: Array<() => Promise<void>>;

  private constructor(parts: LabParts, stops: Array<() => Promise<void>>) {
    this.parts = parts;
    this.stops = stops;
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

  get hub(): KubeApiServer {
    return this.parts.hub;
  }

  get edges(): ReadonlyMap<string, KubeApiServer> {
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

  /** Cuts the way to a cluster, which is an edge's link: what runs through it breaks, and nothing new gets through. */
  async cut(cluster: string): Promise<void> {
    await this.relayOf(cluster).cut();
  }

  async restore(cluster: string): Promise<void> {
    await this.relayOf(cluster).restore();
  }

  isCut(cluster: string): boolean {
    return this.relayOf(cluster).isCut;
  }

  async stop(): Promise<void> {
    await stopAll(this.stops);
  }

  private relayOf(cluster: string): Relay {
    const { paths } = this.parts;
    const path = paths.get(cluster);
    if (!path) {
      throw new NotFoundError(
        `The lab has no cluster '${cluster}'. It has: ${[...paths.keys()].join(
          ', ',
        )}.`,
      );
    }
    return path.relay;
  }
}

/** Stops in the reverse order of the starts; one that fails does not keep the others from being stopped. */
async function stopAll(stops: Array<() => Promise<void>>): Promise<void> {
  const failures: unknown[] = [];
  for (const stop of stops.splice(0).reverse()) {
    await stop().catch(error => failures.push(error));
  }
  if (failures.length > 0) {
    throw new AggregateError(failures, 'Some of the lab could not be stopped');
  }
}
