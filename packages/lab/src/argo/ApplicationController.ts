import {
  ObjectCache,
  WorkQueue,
  type ClusterClient,
  type KubeObject,
} from '../controller';
import {
  applicationKind,
  applicationSchema,
  type Application,
  type Operation,
} from './applicationSchema';
import {
  comparedStatus,
  comparisonErrorStatus,
  invalidSpecStatus,
} from './applicationStatus';
import { ApplicationWriter } from './ApplicationWriter';
import { decideAutoSync } from './autoSync';
import { cascade, resourcesFinalizer } from './cascade';
import {
  ClusterConnections,
  type ClusterConnection,
} from './ClusterConnections';
import {
  compareWithLive,
  LiveStateError,
  managedBefore,
} from './compareWithLive';
import { GitCache } from './GitCache';
import { OperationRunner } from './OperationRunner';
import { TargetStateError, TargetStates } from './TargetStates';

const refreshAnnotation = 'argocd.argoproj.io/refresh';

/** Options of {@link ApplicationController.start}. */
export interface ApplicationControllerOptions {
  /** The hub. */
  client: ClusterClient;
  /** Namespace of Argo CD. Default `argocd`. */
  namespace?: string;
  /** Folder for clones of repositories. */
  directory: string;
  /** Proxy to the hub's Services. */
  proxyUrl?: string;
  /** Seconds between two comparisons with Git. Default 120. */
  resyncSeconds?: number;
  /** At most so many seconds more, at random. Default half of the resync. */
  jitterSeconds?: number;
  onError?: (what: string, error: unknown) => void;
}

/**
 * Argo CD's application controller: compares Applications with their clusters, synchronises, heals and prunes.
 */
export class ApplicationController {
  private readonly client: ClusterClient;
  private readonly namespace: string;
  private readonly options: ApplicationControllerOptions;
  private readonly targets: TargetStates;
  private readonly writer: ApplicationWriter;
  private readonly operations: OperationRunner;
  private readonly queue: WorkQueue;
  private readonly resyncs: WorkQueue;
  /** Applications to be compared with Git, not only with the live state. */
  private readonly due = new Map<string, { force: boolean }>();
  private applications: ObjectCache | undefined;
  private clusters: ClusterConnections | undefined;

  private constructor(options: ApplicationControllerOptions) {
    this.options = options;
    this.client = options.client;
    this.namespace = options.namespace ?? 'argocd';
    this.targets = TargetStates.create({
      git: GitCache.create({
        directory: options.directory,
        maximumAge: this.resyncMilliseconds() / 2,
      }),
    });
    this.writer = ApplicationWriter.create({
      client: options.client,
      onWritten: application => this.applications?.put(application),
    });
    this.operations = OperationRunner.create({
      writer: this.writer,
      targets: this.targets,
      address: async connection =>
        (await this.clusters?.address(connection)) ?? connection.server,
    });
    this.queue = WorkQueue.start({
      work: key => this.reconcile(key),
      onError: options.onError,
    });
    this.resyncs = WorkQueue.start({
      work: async key => this.refresh(key, false),
    });
  }

  static async start(
    options: ApplicationControllerOptions,
  ): Promise<ApplicationController> {
    const controller = new ApplicationController(options);
    const { client, namespace, queue } = controller;
    const refreshAll = () => {
      for (const object of controller.applications?.list() ?? []) {
        controller.refresh(`${namespace}/${object.metadata.name}`, false);
      }
    };
    controller.clusters = await ClusterConnections.start({
      client,
      namespace,
      proxyUrl: options.proxyUrl,
      onLiveChange: name => queue.add(`${namespace}/${name}`),
      onClustersChange: refreshAll,
      onError: options.onError,
    });
    controller.applications = ObjectCache.start({
      client,
      namespace,
      of: applicationKind,
      onChange: ({ type, object, previous }) => {
        const key = `${namespace}/${object.metadata.name}`;
        if (type === 'added' || specChanged(object, previous)) {
          controller.refresh(key, false);
        } else {
          queue.add(key);
        }
      },
    });
    await controller.applications.ready();
    return controller;
  }

  async stop(): Promise<void> {
    await this.applications?.stop();
    await this.resyncs.stop();
    await this.queue.stop();
    await this.clusters?.stop();
  }

  private refresh(key: string, force: boolean): void {
    this.due.set(key, { force: force || (this.due.get(key)?.force ?? false) });
    this.queue.add(key);
  }

  private resyncMilliseconds(): number {
    return (this.options.resyncSeconds ?? 120) * 1_000;
  }

  private scheduleResync(key: string): void {
    const resync = this.resyncMilliseconds();
    const jitter = (this.options.jitterSeconds ?? resync / 2_000) * 1_000;
    this.resyncs.addAfter(key, resync + Math.random() * jitter);
  }

  private async reconcile(key: string): Promise<void> {
    const object = this.applications?.get(key);
    if (!object || !this.clusters) {
      this.due.delete(key);
      return;
    }
    let application = applicationSchema.parse(object);
    const wish = application.metadata.annotations?.[refreshAnnotation];
    const due = this.due.get(key);
    this.due.delete(key);
    const withGit = due !== undefined || wish !== undefined;
    const connection = this.clusters.resolve(application.spec.destination);
    if ('problem' in connection) {
      await this.followNoCluster(application, connection.problem);
    } else if (application.metadata.deletionTimestamp !== undefined) {
      await this.finalize(application, connection);
      return;
    } else {
      application = await this.follow(application, connection, {
        withGit,
        force: due?.force === true || wish !== undefined,
      });
      await this.operate(application, connection);
    }
    if (wish !== undefined) {
      await this.writer.patch(application, {
        metadata: { annotations: { [refreshAnnotation]: null } },
      });
    }
    if (withGit) {
      this.scheduleResync(key);
    }
  }

  /** The cluster is not known. A deletion does not wait for it: what runs there stays there. */
  private async followNoCluster(
    application: Application,
    problem: string,
  ): Promise<void> {
    if (application.metadata.deletionTimestamp !== undefined) {
      await this.writer.removeFinalizer(application);
      return;
    }
    await this.writer.writeStatus(
      application,
      invalidSpecStatus(application, { message: problem, now: new Date() }),
    );
  }

  /** Compares, lets automation decide, and writes the status. */
  private async follow(
    application: Application,
    connection: ClusterConnection,
    options: { withGit: boolean; force: boolean },
  ): Promise<Application> {
    const known = application.status?.sync;
    const comparable = known?.revision && known.status !== 'Unknown';
    if (!options.withGit && !comparable) {
      return application;
    }
    const commit = options.withGit ? undefined : known?.revision;
    try {
      const { comparison, revision } = await compareWithLive(application, {
        targets: this.targets,
        connection,
        commit,
        force: options.force,
      });
      const now = new Date();
      const decision = decideAutoSync(application, {
        comparison,
        revision,
        now,
      });
      let next = application;
      if (decision.action === 'sync') {
        next = await this.request(application, decision.operation);
      } else if (decision.action === 'wait') {
        this.queue.addAfter(keyOf(application), decision.milliseconds);
      }
      return await this.writer.writeStatus(
        next,
        comparedStatus(next, {
          comparison,
          revision,
          condition:
            decision.action === 'refuse' ? decision.condition : undefined,
          reconciledAt: commit === undefined ? now : undefined,
          now,
        }),
      );
    } catch (error) {
      if (
        error instanceof TargetStateError ||
        error instanceof LiveStateError
      ) {
        return this.writer.writeStatus(
          application,
          comparisonErrorStatus(application, {
            message: error.message,
            revision:
              error instanceof TargetStateError
                ? error.revision
                : known?.revision ?? '',
            now: new Date(),
          }),
        );
      }
      throw error;
    }
  }

  /** Asks for an operation the way automation does: the state of the one before goes. */
  private request(
    application: Application,
    operation: Operation,
  ): Promise<Application> {
    return this.writer.patch(application, {
      operation,
      status: { operationState: null },
    });
  }

  private async operate(
    application: Application,
    connection: ClusterConnection,
  ): Promise<void> {
    const outcome = await this.operations.run(application, connection);
    if (outcome.result === 'waiting') {
      this.queue.addAfter(keyOf(application), outcome.milliseconds);
    } else if (outcome.result === 'finished') {
      this.refresh(keyOf(application), false);
    }
  }

  /** The Application is being deleted: so is, with its finalizer, all that belongs to it. */
  private async finalize(
    application: Application,
    connection: ClusterConnection,
  ): Promise<void> {
    if (!application.metadata.finalizers?.includes(resourcesFinalizer)) {
      return;
    }
    try {
      await connection.live.watch(managedBefore(application));
      const left = await cascade(connection, application.metadata.name);
      if (left > 0) {
        // Their deletion brings the Application back into the queue; this is for what gives no event.
        this.queue.addAfter(keyOf(application), 1_000);
        return;
      }
    } catch (error) {
      await this.writer.writeStatus(application, {
        ...application.status,
        conditions: [{ type: 'DeletionError', message: String(error) }],
      });
      throw error;
    }
    await this.writer.removeFinalizer(application);
  }
}

function keyOf(application: Application): string {
  return `${application.metadata.namespace}/${application.metadata.name}`;
}

function specChanged(
  object: KubeObject,
  previous: KubeObject | undefined,
): boolean {
  return JSON.stringify(object.spec) !== JSON.stringify(previous?.spec);
}
