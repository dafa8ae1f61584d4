import {
  ObjectCache,
  objectKey,
  WorkQueue,
  type ClusterClient,
  type KubeObject,
} from '../controller';
import { ApplicationFollower } from './ApplicationFollower';
import {
  applicationKind,
  applicationSchema,
  type Application,
} from './applicationSchema';
import { invalidSpecStatus } from './applicationStatus';
import { ApplicationWriter } from './ApplicationWriter';
import {
  ClusterConnections,
  type ClusterConnection,
} from './ClusterConnections';
import type { NewCondition } from './conditions';
import { finalize } from './finalize';
import { GitCache } from './manifests/GitCache';
import { TargetStates } from './manifests/TargetStates';
import { OperationRunner, type OperationTarget } from './OperationRunner';
import { Project, projectKind } from './projects/Project';
import { specProblems } from './projects/specProblems';
import { Refreshes } from './Refreshes';
import { sameSources, sourcesOf } from './sources';

const refreshAnnotation = 'argocd.argoproj.io/refresh';
/** How often what is being deleted is looked at, should its cluster not tell. */
const deletionPollMilliseconds = 1_000;

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
  /** Seconds between two attempts to heal. Default: at once, then a pause that grows from 2 s to 5 min. */
  selfHealSeconds?: number;
  /** Seconds between two waves of a synchronisation. Default 2. */
  waveSeconds?: number;
  onError?: (what: string, error: unknown) => void;
}

/** An Application that cannot go anywhere. */
interface InvalidTarget {
  found: NewCondition[];
  problem: string;
  /** Its cluster, when that is known: what was deployed there before can be deleted. */
  connection?: ClusterConnection;
}

/**
 * Argo CD's application controller: compares Applications with their clusters, synchronises, heals and prunes.
 */
export class ApplicationController {
  private readonly namespace: string;
  private readonly options: ApplicationControllerOptions;
  private readonly writer: ApplicationWriter;
  private readonly follower: ApplicationFollower;
  private readonly operations: OperationRunner;
  private readonly queue: WorkQueue;
  private readonly resyncs: WorkQueue;
  private readonly refreshes = new Refreshes();
  private applications: ObjectCache | undefined;
  private projects: ObjectCache | undefined;
  private clusters: ClusterConnections | undefined;

  private constructor(options: ApplicationControllerOptions) {
    this.options = options;
    this.namespace = options.namespace ?? 'argocd';
    const targets = TargetStates.create({
      git: GitCache.create({
        directory: options.directory,
        maximumAge: this.resyncMilliseconds() / 2,
      }),
    });
    this.writer = ApplicationWriter.create({
      client: options.client,
      onWritten: application => this.applications?.put(application),
    });
    this.follower = ApplicationFollower.create({
      writer: this.writer,
      targets,
      selfHealMilliseconds:
        options.selfHealSeconds === undefined
          ? undefined
          : options.selfHealSeconds * 1_000,
      onLater: (application, milliseconds) =>
        this.queue.addAfter(objectKey(application), milliseconds),
    });
    this.operations = OperationRunner.create({
      writer: this.writer,
      targets,
      address: connection => this.address(connection),
      waveMilliseconds: (options.waveSeconds ?? 2) * 1_000,
    });
    this.queue = WorkQueue.start({
      work: key => this.reconcile(key),
      onError: options.onError,
    });
    this.resyncs = WorkQueue.start({
      work: async key => this.refresh(key, { force: false }),
    });
  }

  static async start(
    options: ApplicationControllerOptions,
  ): Promise<ApplicationController> {
    const controller = new ApplicationController(options);
    await controller.connect();
    return controller;
  }

  async stop(): Promise<void> {
    await this.applications?.stop();
    await this.projects?.stop();
    await this.resyncs.stop();
    await this.queue.stop();
    await this.clusters?.stop();
  }

  private async connect(): Promise<void> {
    const { client, proxyUrl, onError } = this.options;
    const { namespace } = this;
    const refreshAll = () => {
      for (const object of this.applications?.list() ?? []) {
        this.refresh(objectKey(object), { force: false });
      }
    };
    this.projects = ObjectCache.start({
      client,
      namespace,
      of: projectKind,
      onChange: refreshAll,
    });
    await this.projects.ready();
    this.clusters = await ClusterConnections.start({
      client,
      namespace,
      proxyUrl,
      onLiveChange: name => this.queue.add(`${namespace}/${name}`),
      onClustersChange: refreshAll,
      onError,
    });
    this.applications = ObjectCache.start({
      client,
      namespace,
      of: applicationKind,
      onChange: ({ type, object, previous }) => {
        const key = objectKey(object);
        if (type === 'added' || specChanged(object, previous)) {
          this.refresh(key, { force: false });
        } else {
          this.queue.add(key);
        }
      },
    });
    await this.applications.ready();
  }

  private refresh(key: string, options: { force: boolean }): void {
    this.refreshes.add(key, options);
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
    const refresh = this.refreshes.take(key);
    if (!object || !this.clusters) {
      return;
    }
    let application = applicationSchema.parse(object);
    const { deletionTimestamp, annotations } = application.metadata;
    const wish = annotations?.[refreshAnnotation];
    const withGit =
      refresh.withGit || wish !== undefined || isNewSource(application);
    const target = this.targetOf(application);
    if ('problem' in target) {
      application = await this.writer.writeStatus(
        application,
        invalidSpecStatus(application, {
          found: target.found,
          now: new Date(),
        }),
      );
    } else {
      application = await this.follower.follow(application, target.connection, {
        withGit,
        force: refresh.force || wish !== undefined || isNewSource(application),
      });
    }
    await this.operate(application, target);
    if (deletionTimestamp !== undefined && !application.operation) {
      await this.delete(application, target);
    } else if (wish !== undefined) {
      await this.writer.patch(application, {
        metadata: { annotations: { [refreshAnnotation]: null } },
      });
    }
    if (withGit) {
      this.scheduleResync(key);
    }
  }

  /** Where an Application goes, or what is wrong with that. */
  private targetOf(
    application: Application,
  ): { connection: ClusterConnection; project: Project } | InvalidTarget {
    const { destination, project: name } = application.spec;
    const known = this.projects?.get(`${this.namespace}/${name}`);
    const project = known && Project.from(known);
    const cluster = this.clusters?.resolve(destination) ?? {
      problem: 'The clusters are not known yet',
    };
    const found = specProblems(application, { project, cluster });
    if (!project || 'problem' in cluster || found.length > 0) {
      return {
        found,
        problem: found[0]?.message ?? '',
        connection: 'problem' in cluster ? undefined : cluster,
      };
    }
    return { connection: cluster, project };
  }

  private async operate(
    application: Application,
    target: OperationTarget,
  ): Promise<void> {
    const outcome = await this.operations.run(application, target);
    if (outcome.result === 'waiting') {
      this.queue.addAfter(objectKey(application), outcome.milliseconds);
    } else if (outcome.result === 'finished') {
      this.refresh(objectKey(application), { force: false });
    }
  }

  private async delete(
    application: Application,
    { connection }: { connection?: ClusterConnection },
  ): Promise<void> {
    const waits = await finalize(application, {
      writer: this.writer,
      connection,
      address: each => this.address(each),
    });
    if (waits) {
      this.queue.addAfter(objectKey(application), deletionPollMilliseconds);
    }
  }

  private async address(connection: ClusterConnection): Promise<string> {
    return (await this.clusters?.address(connection)) ?? connection.server;
  }
}

function isNewSource({ spec, status }: Application): boolean {
  return !sameSources(sourcesOf(spec), status?.sync?.comparedTo);
}

function specChanged(
  object: KubeObject,
  previous: KubeObject | undefined,
): boolean {
  return JSON.stringify(object.spec) !== JSON.stringify(previous?.spec);
}
