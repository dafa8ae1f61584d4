import type { ClusterCredential } from '@vanstage/backstage-plugin-van-node';
import type { EdgeCollector } from './EdgeCollector';

type Collector = Pick<EdgeCollector, 'nudge' | 'stop'>;

/**
 * One collector for each edge that there is a credential for.
 *
 * @internal
 */
export class EdgeCollectors {
  private readonly edges = new Map<
    string,
    { credential: ClusterCredential; collector: Collector }
  >();

  private changing: Promise<void> = Promise.resolve();

  private constructor(
    private readonly start: (credential: ClusterCredential) => Collector,
  ) {}

  static create(options: {
    start: (credential: ClusterCredential) => Collector;
  }): EdgeCollectors {
    return new EdgeCollectors(options.start);
  }

  /** Starts what is new, stops what is gone, restarts what was rotated. */
  async follow(credentials: ClusterCredential[]): Promise<void> {
    const changing = this.changing.then(() => this.change(credentials));
    // One that failed is its caller's to try again, and must not fail the next.
    this.changing = changing.catch(() => {});
    await changing;
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

  private async change(credentials: ClusterCredential[]): Promise<void> {
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
}
