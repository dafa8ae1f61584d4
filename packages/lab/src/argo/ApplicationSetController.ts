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
} from '../controller';
import { generateApplications, type GeneratedApplication } from './generate';
import {
  applicationKind,
  applicationSchema,
  type Application,
} from './applicationSchema';
import {
  applicationSetKind,
  applicationSetSchema,
  type ApplicationSet,
} from './applicationSetSchema';
import {
  applicationSetStatus,
  type GenerationResult,
} from './applicationSetStatus';

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
      onChange: ({ object }) => this.queue.add(objectKey(object)),
    });
    this.applications = ObjectCache.start({
      client,
      namespace,
      of: applicationKind,
      onChange: ({ object }) => {
        const owner = ownerOf(object.metadata.ownerReferences);
        if (owner) {
          this.queue.add(`${namespace}/${owner.name}`);
        }
      },
    });
  }

  static async start(
    options: ApplicationSetControllerOptions,
  ): Promise<ApplicationSetController> {
    const controller = new ApplicationSetController(options);
    await Promise.all([
      controller.sets.ready(),
      controller.applications.ready(),
    ]);
    return controller;
  }

  async stop(): Promise<void> {
    await Promise.all([this.sets.stop(), this.applications.stop()]);
    await this.queue.stop();
  }

  private async reconcile(key: string): Promise<void> {
    const object = this.sets.get(key);
    if (!object || object.metadata.deletionTimestamp !== undefined) {
      return;
    }
    if (!this.applications.synced) {
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
  }

  private async generate(set: ApplicationSet): Promise<GenerationResult> {
    let wanted: GeneratedApplication[];
    try {
      wanted = generateApplications(set);
    } catch (error) {
      return {
        problem: error instanceof Error ? error.message : String(error),
        reason: 'RenderTemplateParamsError',
      };
    }
    for (const application of wanted) {
      const problem = await this.apply(set, application);
      if (problem) {
        return problem;
      }
    }
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
    return { problem: undefined };
  }

  private async apply(
    set: ApplicationSet,
    wanted: GeneratedApplication,
  ): Promise<GenerationResult | undefined> {
    const known = this.applications.get(objectKey(wanted));
    if (!known) {
      try {
        this.applications.put(await this.client.create(wanted));
      } catch (error) {
        if (isConflict(error)) {
          throw error;
        }
        return {
          problem: error instanceof Error ? error.message : String(error),
          reason: 'CreateApplicationError',
        };
      }
      return undefined;
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
    const patch = mergePatchBetween(managedPart(known), managedPart(wanted));
    if (patch && known.metadata.deletionTimestamp === undefined) {
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

/** What the controller keeps as the template has it: labels, annotations, finalizers, owner and specification. */
function managedPart(application: {
  metadata: {
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    finalizers?: string[];
    ownerReferences?: unknown;
  };
  spec?: unknown;
}): JsonObject {
  const { metadata, spec } = application;
  const annotations = Object.entries(metadata.annotations ?? {}).filter(
    ([name]) => !preservedAnnotations.includes(name),
  );
  return {
    metadata: {
      labels: metadata.labels ?? {},
      annotations: Object.fromEntries(annotations),
      finalizers: metadata.finalizers ?? [],
      ownerReferences: metadata.ownerReferences,
    },
    spec: isJsonObject(spec) ? spec : {},
  };
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
