import {
  isConflict,
  isJsonObject,
  isNotFound,
  mergePatchBetween,
  ObjectCache,
  objectKey,
  WorkQueue,
  type ClusterClient,
  type JsonObject,
} from '../../controller';
import { asksForWork } from './asksForWork';
import { generateApplications, type GeneratedApplication } from './generate';
import {
  applicationKind,
  applicationSchema,
  type Application,
} from '../applicationSchema';
import {
  applicationSetKind,
  applicationSetSchema,
  type ApplicationSet,
} from './applicationSetSchema';
import {
  applicationSetStatus,
  type GenerationResult,
} from './applicationSetStatus';
import {
  validateApplications,
  validationMessage,
} from './validateApplications';
import { clusterOf, clusterSelector } from '../clusterSecret';
import { projectKind } from '../projects/Project';

/** Asks for a look at an ApplicationSet now; the controller takes it away. */
const refreshAnnotation = 'argocd.argoproj.io/application-set-refresh';
/** What cannot be generated is tried again, as nothing else tells that a project or a cluster has come. */
const retryMilliseconds = 180_000;

/** Annotations that the controller leaves alone though the template does not have them. */
const preservedAnnotations = [
  'argocd.argoproj.io/refresh',
  'argocd.argoproj.io/hydrate',
  'notified.notifications.argoproj.io',
];

/** Options of {@link ApplicationSetController.start}. */
export interface ApplicationSetControllerOptions {
  /** The hub. */
  client: ClusterClient;
  /** Namespace of Argo CD. Default `argocd`. */
  namespace?: string;
  onError?: (what: string, error: unknown) => void;
}

/**
 * Argo CD's ApplicationSet controller, for list generators: makes an Application of each element, and deletes those
 * whose element is gone.
 */
export class ApplicationSetController {
  private readonly client: ClusterClient;
  private readonly queue: WorkQueue;
  private readonly sets: ObjectCache;
  private readonly applications: ObjectCache;
  private readonly projects: ObjectCache;
  private readonly clusters: ObjectCache;

  private constructor(options: ApplicationSetControllerOptions) {
    const { client } = options;
    const namespace = options.namespace ?? 'argocd';
    this.client = client;
    this.queue = WorkQueue.start({
      work: key => this.reconcile(key),
      onError: options.onError,
    });
    this.sets = ObjectCache.start({
      client,
      namespace,
      of: applicationSetKind,
      onChange: change => {
        if (asksForWork(change)) {
          this.queue.add(objectKey(change.object));
        }
      },
    });
    this.applications = ObjectCache.start({
      client,
      namespace,
      of: applicationKind,
      onChange: change => {
        const owner = ownerOf(change.object.metadata.ownerReferences);
        if (owner && asksForWork(change)) {
          this.queue.add(`${namespace}/${owner.name}`);
        }
      },
    });
    this.projects = ObjectCache.start({
      client,
      namespace,
      of: projectKind,
    });
    this.clusters = ObjectCache.start({
      client,
      namespace,
      of: { apiVersion: 'v1', kind: 'Secret' },
      labelSelector: clusterSelector,
    });
  }

  static async start(
    options: ApplicationSetControllerOptions,
  ): Promise<ApplicationSetController> {
    const controller = new ApplicationSetController(options);
    await Promise.all(controller.caches().map(cache => cache.ready()));
    return controller;
  }

  async stop(): Promise<void> {
    await Promise.all(this.caches().map(cache => cache.stop()));
    await this.queue.stop();
  }

  private caches(): ObjectCache[] {
    return [this.sets, this.applications, this.projects, this.clusters];
  }

  private async reconcile(key: string): Promise<void> {
    const object = this.sets.get(key);
    if (!object || object.metadata.deletionTimestamp !== undefined) {
      return;
    }
    if (!this.caches().every(cache => cache.synced)) {
      this.queue.addAfter(key, 50);
      return;
    }
    const set = applicationSetSchema.parse(object);
    const result = await this.generate(set);
    await this.writeStatus(
      set,
      applicationSetStatus(set, {
        applications: this.ownedBy(set),
        result,
        now: new Date(),
      }),
    );
    if (result.problem !== undefined) {
      this.queue.addAfter(key, retryMilliseconds);
    }
    if (set.metadata.annotations?.[refreshAnnotation] === 'true') {
      await this.client
        .patch(applicationSetKind, set.metadata, {
          patch: { metadata: { annotations: { [refreshAnnotation]: null } } },
        })
        .catch(ignoreNotFound);
    }
  }

  private async generate(set: ApplicationSet): Promise<GenerationResult> {
    let wanted: GeneratedApplication[];
    try {
      wanted = generateApplications(set);
    } catch (error) {
      return {
        problem: messageOf(error),
        reason: 'RenderTemplateParamsError',
        generated: false,
      };
    }
    const invalid = validateApplications(set, {
      applications: wanted,
      projects: this.projects.list().map(({ metadata }) => metadata.name),
      clusters: this.clusters.list().map(clusterOf),
    });
    for (const application of wanted.filter(each => !invalid.has(each))) {
      const problem = await this.apply(set, application);
      if (problem) {
        return { ...problem, generated: true };
      }
    }
    if (allows(set, 'delete')) {
      // What is invalid is not deleted.
      await this.removeOthers(set, wanted);
    }
    return invalid.size > 0
      ? {
          problem: validationMessage(invalid),
          reason: 'ApplicationValidationError',
          generated: true,
        }
      : { problem: undefined };
  }

  private async removeOthers(
    set: ApplicationSet,
    wanted: readonly GeneratedApplication[],
  ): Promise<void> {
    const names = new Set(wanted.map(({ metadata }) => metadata.name));
    for (const { metadata } of this.ownedBy(set)) {
      if (
        !names.has(metadata.name) &&
        metadata.deletionTimestamp === undefined
      ) {
        await this.client
          .remove(applicationKind, metadata)
          .catch(ignoreNotFound);
      }
    }
  }

  private async apply(
    set: ApplicationSet,
    wanted: GeneratedApplication,
  ): Promise<{ problem: string; reason: string } | undefined> {
    const known = this.applications.get(objectKey(wanted));
    if (!known) {
      try {
        this.applications.put(await this.client.create(wanted));
        return undefined;
      } catch (error) {
        if (isConflict(error)) {
          throw error;
        }
        return {
          problem: messageOf(error),
          reason: 'CreateApplicationError',
        };
      }
    }
    const owner = ownerOf(known.metadata.ownerReferences);
    if (owner && owner.uid !== set.metadata.uid) {
      return {
        problem: `Object ${objectKey(
          wanted,
        )} is already owned by another ApplicationSet controller ${owner.name}`,
        reason: 'UpdateApplicationError',
      };
    }
    const patch = mergePatchBetween(
      managedPart(known, set),
      managedPart(wanted, set),
    );
    if (
      patch &&
      allows(set, 'update') &&
      known.metadata.deletionTimestamp === undefined
    ) {
      const written = await this.client
        .patch(applicationKind, wanted.metadata, { patch })
        .catch(ignoreNotFound);
      if (written) {
        this.applications.put(written);
      }
    }
    return undefined;
  }

  private ownedBy(set: ApplicationSet): Application[] {
    return this.applications
      .list()
      .filter(
        ({ metadata }) =>
          ownerOf(metadata.ownerReferences)?.uid === set.metadata.uid,
      )
      .map(object => applicationSchema.parse(object));
  }

  private async writeStatus(
    set: ApplicationSet,
    status: object,
  ): Promise<void> {
    const patch = mergePatchBetween({ ...set.status }, { ...status });
    if (patch) {
      const written = await this.client
        .patch(applicationSetKind, set.metadata, {
          subresource: 'status',
          patch: { status: patch },
        })
        .catch(ignoreNotFound);
      if (written) {
        this.sets.put(written);
      }
    }
  }
}

/** What the policy of an ApplicationSet lets the controller do to Applications that are there. */
function allows(set: ApplicationSet, what: 'update' | 'delete'): boolean {
  const policy = set.spec.syncPolicy?.applicationsSync ?? 'sync';
  return policy === 'sync' || policy === `create-${what}`;
}

/** What the controller keeps as the template has it: labels, annotations, finalizers, owner and specification. */
function managedPart(
  application: {
    metadata: {
      labels?: Record<string, string>;
      annotations?: Record<string, string>;
      finalizers?: string[];
      ownerReferences?: unknown;
    };
    spec?: unknown;
  },
  set: ApplicationSet,
): JsonObject {
  const { metadata, spec } = application;
  const preserved = set.spec.preservedFields;
  return {
    metadata: {
      labels: without(metadata.labels, preserved?.labels ?? []),
      annotations: without(metadata.annotations, [
        ...preservedAnnotations,
        ...(preserved?.annotations ?? []),
      ]),
      finalizers: metadata.finalizers ?? [],
      ownerReferences: metadata.ownerReferences,
    },
    spec: isJsonObject(spec) ? spec : {},
  };
}

function without(
  values: Record<string, string> = {},
  names: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => !names.includes(name)),
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function ownerOf(
  references: readonly { kind: string; name: string; uid: string }[] = [],
) {
  return references.find(({ kind }) => kind === 'ApplicationSet');
}

function ignoreNotFound(error: unknown): undefined {
  if (!isNotFound(error)) {
    throw error;
  }
  return undefined;
}
