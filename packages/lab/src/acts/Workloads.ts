import { NotFoundError } from '@backstage/errors';
import { applicationName } from '@vanstage/backstage-plugin-van-common';
import { z } from 'zod';
import { isNotFound, type ClusterClient } from '../controller';

const applicationKind = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
};
const deploymentKind = { apiVersion: 'apps/v1', kind: 'Deployment' };

const applicationSchema = z.looseObject({
  spec: z.looseObject({
    destination: z.looseObject({ namespace: z.string() }),
  }),
});
const deploymentSchema = z.looseObject({
  metadata: z.looseObject({ name: z.string(), namespace: z.string() }),
  spec: z.looseObject({ replicas: z.number() }),
});

/** A Deployment of an application on a cluster. */
export interface Workload {
  namespace: string;
  name: string;
  replicas: number;
}

/** Options of {@link Workloads.create}. */
export interface WorkloadsOptions {
  /** Admins of the clusters, by name; the first is the hub's. */
  clients: ReadonlyMap<string, () => Promise<ClusterClient>>;
  hub: string;
  argocdNamespace: string;
}

/** What people with `kubectl` and `argocd` at hand do to the applications of the lab. */
export class Workloads {
  private readonly options: WorkloadsOptions;

  private constructor(options: WorkloadsOptions) {
    this.options = options;
  }

  static create(options: WorkloadsOptions): Workloads {
    return new Workloads(options);
  }

  /** An admin's client of a cluster. */
  async client(cluster: string): Promise<ClusterClient> {
    const { clients } = this.options;
    const client = clients.get(cluster);
    if (!client) {
      throw new NotFoundError(
        `The lab has no cluster '${cluster}'. It has: ${[
          ...clients.keys(),
        ].join(', ')}.`,
      );
    }
    return client();
  }

  /** The first Deployment of an application on a cluster. Throws when it does not run there. */
  async find(application: string, cluster: string): Promise<Workload> {
    const { hub, argocdNamespace } = this.options;
    const client = await this.client(cluster);
    const hubClient = await this.client(hub);
    const name = applicationName(application, cluster);
    const found = await hubClient
      .get(applicationKind, { namespace: argocdNamespace, name })
      .catch(error => {
        if (isNotFound(error)) {
          throw new NotFoundError(
            `The application '${application}' does not run on ${cluster}: the hub has no Application ${name}.`,
          );
        }
        throw error;
      });
    const { namespace } = applicationSchema.parse(found).spec.destination;
    const { items } = await client.list(deploymentKind, { namespace });
    const [first] = items
      .map(item => deploymentSchema.parse(item))
      .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
    if (!first) {
      throw new NotFoundError(
        `The application '${application}' has no Deployment on ${cluster} (namespace ${namespace}).`,
      );
    }
    return {
      namespace,
      name: first.metadata.name,
      replicas: first.spec.replicas,
    };
  }

  /** What `kubectl scale` does. */
  async scale(
    cluster: string,
    workload: Workload,
    replicas: number,
  ): Promise<void> {
    const client = await this.client(cluster);
    await client.patch(deploymentKind, workload, {
      patch: { spec: { replicas } },
    });
  }

  /** What `argocd app sync` does. */
  async sync(application: string, cluster: string): Promise<void> {
    const { hub, argocdNamespace } = this.options;
    const client = await this.client(hub);
    await client.patch(
      applicationKind,
      {
        namespace: argocdNamespace,
        name: applicationName(application, cluster),
      },
      {
        patch: {
          operation: {
            initiatedBy: { username: 'admin' },
            sync: { prune: true },
          },
        },
      },
    );
  }
}
