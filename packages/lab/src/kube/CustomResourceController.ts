import {
  CustomResourceSpec,
  customResource,
  readSpec,
} from './customResourceDefinitions';
import { KubeObject, kubeTime, listAt, objectAt, textAt } from './kubeObject';
import { ObjectWriter } from './ObjectWriter';
import { ResourceRegistry, ServedResource } from './ResourceRegistry';
import { StoreEvent } from './ResourceStore';

/** The finalizer that keeps a CustomResourceDefinition until its objects are gone. */
const cleanupFinalizer = 'customresourcecleanup.apiextensions.k8s.io';

function condition(type: string, reason: string, message: string) {
  return {
    type,
    status: 'True',
    lastTransitionTime: kubeTime(new Date()),
    reason,
    message,
  };
}

function acceptedNames(spec: CustomResourceSpec) {
  const { resource, singular, shortNames, kind, listKind, categories } =
    customResource(spec);
  return {
    plural: resource,
    singular,
    ...(shortNames.length > 0 ? { shortNames } : {}),
    kind,
    listKind,
    ...(categories.length > 0 ? { categories } : {}),
  };
}

function establishedStatus(object: KubeObject, spec: CustomResourceSpec) {
  const known = listAt(object, 'status', 'conditions');
  const stored = spec.versions
    .filter(version => version.storage)
    .map(version => version.name);
  return {
    conditions:
      known.length > 0
        ? known
        : [
            condition('NamesAccepted', 'NoConflicts', 'no conflicts found'),
            condition(
              'Established',
              'InitialNamesAccepted',
              'the initial names have been accepted',
            ),
          ],
    acceptedNames: acceptedNames(spec),
    storedVersions: [
      ...new Set([...listAt(object, 'status', 'storedVersions'), ...stored]),
    ],
  };
}

/** The definition with the condition that says that its objects are being deleted. */
function withTermination(object: KubeObject): KubeObject {
  const known = listAt(object, 'status', 'conditions');
  const isKnown = known.some(other => textAt(other, 'type') === 'Terminating');
  return isKnown
    ? object
    : {
        ...object,
        status: {
          ...objectAt(object, 'status'),
          conditions: [
            ...known,
            condition(
              'Terminating',
              'InstanceDeletionInProgress',
              'CustomResource deletion is in progress',
            ),
          ],
        },
      };
}

/**
 * Serves what CustomResourceDefinitions define, from the moment that they are written until their last object is gone.
 *
 * @internal
 */
export class CustomResourceController {
  readonly #registry: ResourceRegistry;
  readonly #writer: ObjectWriter;
  readonly #definitions: ServedResource;

  private constructor(registry: ResourceRegistry, writer: ObjectWriter) {
    this.#registry = registry;
    this.#writer = writer;
    this.#definitions = registry.builtin(
      'apiextensions.k8s.io',
      'customresourcedefinitions',
    );
  }

  static attach(registry: ResourceRegistry, writer: ObjectWriter): void {
    const controller = new CustomResourceController(registry, writer);
    controller.#definitions.store.subscribe(event => controller.#handle(event));
  }

  #handle(event: StoreEvent): void {
    const { object, key } = event.current;
    const spec = readSpec(object);
    if (!spec) {
      return;
    }
    const definition = customResource(spec);
    if (event.type === 'DELETED') {
      this.#registry.unregister(definition);
      return;
    }
    const isChanged =
      event.previous?.object.metadata.generation !== object.metadata.generation;
    if (isChanged) {
      this.#registry.register(definition);
    }
    if (object.metadata.deletionTimestamp) {
      setImmediate(() => this.#empty(key, definition));
    } else if (isChanged) {
      queueMicrotask(() => this.#establish(key, spec));
    }
  }

  #update(
    name: string,
    subresource: string | undefined,
    change: (current: KubeObject) => KubeObject,
  ): void {
    if (this.#definitions.store.get(name)) {
      this.#writer.update(this.#definitions, {
        version: this.#definitions.definition.versions[0],
        name,
        subresource,
        change,
      });
    }
  }

  #establish(name: string, spec: CustomResourceSpec): void {
    this.#update(name, 'status', current => ({
      ...current,
      status: establishedStatus(current, spec),
    }));
    this.#update(name, undefined, current => ({
      ...current,
      metadata: {
        ...current.metadata,
        finalizers: [
          ...new Set([
            ...(current.metadata.finalizers ?? []),
            cleanupFinalizer,
          ]),
        ],
      },
    }));
  }

  /** Deletes the objects of a deleted definition, and lets it go when none is left. */
  #empty(name: string, resource: { group: string; resource: string }): void {
    const served = this.#registry.find(resource.group, resource.resource);
    const current = this.#definitions.store.get(name)?.object;
    if (!served || !current?.metadata.deletionTimestamp) {
      return;
    }
    this.#update(name, 'status', withTermination);
    for (const stored of [...served.store.list({ prefix: '' })]) {
      if (!stored.object.metadata.deletionTimestamp) {
        this.#writer.delete(served, {
          namespace: stored.object.metadata.namespace,
          name: stored.object.metadata.name ?? '',
        });
      }
    }
    if (served.store.size > 0) {
      const unsubscribe = served.store.subscribe(event => {
        if (event.type === 'DELETED') {
          unsubscribe();
          setImmediate(() => this.#empty(name, resource));
        }
      });
      return;
    }
    this.#update(name, undefined, definition => ({
      ...definition,
      metadata: {
        ...definition.metadata,
        finalizers: definition.metadata.finalizers?.filter(
          finalizer => finalizer !== cleanupFinalizer,
        ),
      },
    }));
  }
}
