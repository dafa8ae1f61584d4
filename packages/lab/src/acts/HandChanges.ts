import { objectKey, ObjectCache } from '../controller';
import { z } from 'zod';
import type { Workload, Workloads } from './Workloads';

const replicasSchema = z.looseObject({
  spec: z.looseObject({ replicas: z.number() }),
});

/** Somebody who insists on other replicas than Git has. */
interface Rival {
  application: string;
  cluster: string;
  stop: () => Promise<void>;
}

/** What somebody changed by hand on a cluster, so that it differs from Git until Argo CD heals it. */
export class HandChanges {
  private readonly workloads: Workloads;
  private readonly rivals: Rival[] = [];

  private constructor(workloads: Workloads) {
    this.workloads = workloads;
  }

  static create(workloads: Workloads): HandChanges {
    return new HandChanges(workloads);
  }

  /** Who goes on changing what Argo CD heals. */
  get kept(): readonly { application: string; cluster: string }[] {
    return this.rivals.map(({ application, cluster }) => ({
      application,
      cluster,
    }));
  }

  /**
   * Gives an application's first Deployment on a cluster one more replica than it has. Argo CD heals that in seconds;
   * with `keep`, somebody does it again after each time, until {@link HandChanges.heal}.
   */
  async drift(options: {
    application: string;
    cluster: string;
    keep?: boolean;
  }): Promise<void> {
    const { application, cluster, keep } = options;
    const workload = await this.workloads.find(application, cluster);
    const replicas = workload.replicas + 1;
    await this.stopRivals(options);
    await this.workloads.scale(cluster, workload, replicas);
    if (keep) {
      this.rivals.push({
        application,
        cluster,
        stop: await this.insist(cluster, { ...workload, replicas }),
      });
    }
  }

  /** Ends what {@link HandChanges.drift} keeps up, and has Argo CD sync the application at once. */
  async heal(options: { application: string; cluster: string }): Promise<void> {
    await this.workloads.find(options.application, options.cluster);
    await this.stopRivals(options);
    await this.workloads.sync(options.application, options.cluster);
  }

  async stop(): Promise<void> {
    await Promise.all(this.rivals.splice(0).map(({ stop }) => stop()));
  }

  private async stopRivals(of: {
    application: string;
    cluster: string;
  }): Promise<void> {
    const index = this.rivals.findIndex(
      ({ application, cluster }) =>
        application === of.application && cluster === of.cluster,
    );
    if (index >= 0) {
      const [rival] = this.rivals.splice(index, 1);
      await rival.stop();
    }
  }

  private async insist(
    cluster: string,
    workload: Workload,
  ): Promise<() => Promise<void>> {
    const { namespace, name, replicas } = workload;
    const cache = ObjectCache.start({
      client: await this.workloads.client(cluster),
      of: { apiVersion: 'apps/v1', kind: 'Deployment' },
      namespace,
      onChange: ({ type, object }) => {
        const isHealed =
          type !== 'deleted' &&
          objectKey(object) === `${namespace}/${name}` &&
          replicasSchema.parse(object).spec.replicas !== replicas;
        if (isHealed) {
          // What cannot be written now is tried again after the next change.
          this.workloads
            .scale(cluster, workload, replicas)
            .catch(() => undefined);
        }
      },
    });
    await cache.ready();
    return () => cache.stop();
  }
}
