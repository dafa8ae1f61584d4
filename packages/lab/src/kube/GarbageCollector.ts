import { KubeObject, OwnerReference } from './kubeObject';
import { foregroundFinalizer, orphanFinalizer } from './deletion';
import { ObjectWriter } from './ObjectWriter';
import { ResourceRegistry, ServedResource } from './ResourceRegistry';
import { StoreEvent } from './ResourceStore';
import { StatusError } from './status';

interface Node {
  served: ServedResource;
  key: string;
}

/**
 * Deletes what its owners no longer need, as the garbage collector of a real cluster does: in the background, in the
 * foreground (dependents first) or by making orphans.
 *
 * @internal
 */
export class GarbageCollector {
  readonly #writer: ObjectWriter;
  readonly #dependents = new Map<string, Map<string, Node>>();
  readonly #owners = new Map<string, Node>();
  readonly #queue = new Map<string, Node>();
  #scheduled = false;

  private constructor(writer: ObjectWriter) {
    this.#writer = writer;
  }

  static attach(registry: ResourceRegistry, writer: ObjectWriter): void {
    const collector = new GarbageCollector(writer);
    registry.onRegister(served => {
      served.store.subscribe(event => collector.#observe(served, event));
    });
  }

  #observe(served: ServedResource, event: StoreEvent): void {
    const { object, key } = event.current;
    const uid = object.metadata.uid ?? '';
    const node = { served, key };
    for (const owner of event.previous?.object.metadata.ownerReferences ?? []) {
      this.#dependents.get(owner.uid)?.delete(uid);
      if (this.#dependents.get(owner.uid)?.size === 0) {
        this.#dependents.delete(owner.uid);
      }
    }
    if (event.type === 'DELETED') {
      this.#owners.delete(uid);
      this.#queueAll(this.#dependents.get(uid)?.values());
      for (const owner of object.metadata.ownerReferences ?? []) {
        this.#enqueue(this.#owners.get(owner.uid));
      }
      return;
    }
    this.#owners.set(uid, node);
    const owners = object.metadata.ownerReferences ?? [];
    for (const owner of owners) {
      const known = this.#dependents.get(owner.uid) ?? new Map<string, Node>();
      known.set(uid, node);
      this.#dependents.set(owner.uid, known);
    }
    if (owners.length > 0 || object.metadata.deletionTimestamp) {
      this.#enqueue(node);
    }
  }

  #queueAll(nodes: Iterable<Node> | undefined): void {
    for (const node of nodes ?? []) {
      this.#enqueue(node);
    }
  }

  #enqueue(node: Node | undefined): void {
    if (!node) {
      return;
    }
    const { definition } = node.served;
    this.#queue.set(
      `${definition.resource}.${definition.group} ${node.key}`,
      node,
    );
    if (!this.#scheduled) {
      this.#scheduled = true;
      setImmediate(() => this.#work());
    }
  }

  #work(): void {
    this.#scheduled = false;
    const nodes = [...this.#queue.values()];
    this.#queue.clear();
    for (const node of nodes) {
      try {
        this.#process(node);
      } catch (error) {
        if (!(error instanceof StatusError)) {
          throw error;
        }
      }
    }
  }

  #process(node: Node): void {
    const object = node.served.store.get(node.key)?.object;
    if (!object) {
      return;
    }
    const finalizers = object.metadata.finalizers ?? [];
    if (object.metadata.deletionTimestamp) {
      if (finalizers.includes(orphanFinalizer)) {
        this.#orphan(node, object);
      } else if (finalizers.includes(foregroundFinalizer)) {
        this.#deleteDependentsFirst(node, object);
      }
      return;
    }
    this.#collect(node, object);
  }

  /** Deletes an object whose owners are all gone, or drops the references to those that are. */
  #collect(node: Node, object: KubeObject): void {
    const references = object.metadata.ownerReferences ?? [];
    const absent = references.filter(owner => this.#isAbsent(owner));
    const waiting = references.filter(owner => this.#isWaiting(owner));
    if (references.length === 0 || absent.length + waiting.length === 0) {
      return;
    }
    if (absent.length + waiting.length === references.length) {
      this.#delete(node, object, waiting.length > 0 ? 'Foreground' : undefined);
      return;
    }
    const dropped = new Set([...absent, ...waiting].map(({ uid }) => uid));
    this.#change(node, object, {
      ownerReferences: references.filter(({ uid }) => !dropped.has(uid)),
    });
  }

  #isAbsent(owner: OwnerReference): boolean {
    return !this.#owners.has(owner.uid);
  }

  /** Whether the owner is being deleted and waits for its dependents. */
  #isWaiting(owner: OwnerReference): boolean {
    const node = this.#owners.get(owner.uid);
    const metadata = node?.served.store.get(node.key)?.object.metadata;
    return (
      metadata?.deletionTimestamp !== undefined &&
      (metadata.finalizers ?? []).includes(foregroundFinalizer)
    );
  }

  #deleteDependentsFirst(node: Node, object: KubeObject): void {
    const uid = object.metadata.uid ?? '';
    const dependents = [...(this.#dependents.get(uid)?.values() ?? [])];
    const blocking = dependents.filter(dependent =>
      dependent.served.store
        .get(dependent.key)
        ?.object.metadata.ownerReferences?.some(
          owner => owner.uid === uid && owner.blockOwnerDeletion,
        ),
    );
    if (blocking.length === 0) {
      this.#removeFinalizer(node, object, foregroundFinalizer);
    }
    this.#queueAll(dependents);
  }

  #orphan(node: Node, object: KubeObject): void {
    const uid = object.metadata.uid ?? '';
    for (const dependent of [...(this.#dependents.get(uid)?.values() ?? [])]) {
      const state = dependent.served.store.get(dependent.key)?.object;
      if (state) {
        this.#change(dependent, state, {
          ownerReferences: (state.metadata.ownerReferences ?? []).filter(
            owner => owner.uid !== uid,
          ),
        });
      }
    }
    this.#removeFinalizer(node, object, orphanFinalizer);
  }

  #removeFinalizer(node: Node, object: KubeObject, finalizer: string): void {
    this.#change(node, object, {
      finalizers: (object.metadata.finalizers ?? []).filter(
        known => known !== finalizer,
      ),
    });
  }

  #change(
    node: Node,
    object: KubeObject,
    lists: { finalizers?: string[]; ownerReferences?: OwnerReference[] },
  ): void {
    const { name = '', namespace } = object.metadata;
    this.#writer.update(node.served, {
      version: node.served.definition.versions[0],
      namespace,
      name,
      change: current => {
        const { finalizers, ownerReferences, ...metadata } = {
          ...current.metadata,
          ...lists,
        };
        return {
          ...current,
          metadata: {
            ...metadata,
            ...(finalizers?.length ? { finalizers } : {}),
            ...(ownerReferences?.length ? { ownerReferences } : {}),
          },
        };
      },
    });
  }

  #delete(
    node: Node,
    object: KubeObject,
    propagationPolicy: 'Foreground' | undefined,
  ): void {
    const { name = '', namespace, uid } = object.metadata;
    this.#writer.delete(node.served, {
      namespace,
      name,
      propagationPolicy: propagationPolicy ?? 'Background',
      preconditions: { uid },
    });
  }
}
