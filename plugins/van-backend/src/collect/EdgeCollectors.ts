import type { ClusterCredential } from '@vanstage/backstage-plugin-van-node';
import type { EdgeCollector } from './EdgeCollector';

/**
 * One collector for each edge that there is a credential for.
 *
 * @internal
 */
export class EdgeCollectors {
  private readonly edges = new Map<
    string,
    { credential: ClusterCredential; collector: EdgeCollector }
  >();

  private constructor(
    private readonly start: (credential: ClusterCredential) => EdgeCollector,
  ) {}

  static create(options: {
    start: (credential: ClusterCredential) => EdgeCollector;
  }): EdgeCollectors {
    return new EdgeCollectors(options.start);
  }

  /** Starts what is new, stops what is gone, restarts what was rotated. To be called one after the other. */
  async follow(credentials: ClusterCredential[]): Promise<void> {
    const wanted = new Map(
      credentials.map(credential => [credential.cluster, credential]),
    );
    for (const [cluster, { credential, collector }] of this.edges) {
      const next = wanted.get(cluster);
      if (!next?.equals(credential)) {
        this.edges.delete(cluster);
        await collector.stop();
      }
    }
    for (const [cluster, credential] of wanted) {
      if (!this.edges.has(cluster)) {
        const collector = this.start(credential);
        this.edges.set(cluster, { credential, collector });
      }
    }
  }

  /** What the hub says of the network has changed: look at every edge now. */
  nudge(): void {
    for (const { collector } of this.edges.values()) {
      collector.nudge();
    }
  }

  async stop(): Promise<void> {
    await this.follow([]);
  }
}
