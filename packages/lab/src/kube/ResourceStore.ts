import { objectTail } from './encoding/objectTail';
import { KubeObject } from './kubeObject';

/**
 * The server's one counter of revisions: every write of any resource takes the next number.
 *
 * @internal
 */
export class RevisionClock {
  #current = 1;

  get current(): number {
    return this.#current;
  }

  next(): number {
    this.#current += 1;
    return this.#current;
  }
}

/**
 * One stored state of an object. The JSON is made once, when first asked for, and shared by all who send it.
 *
 * @internal
 */
export class StoredObject {
  readonly key: string;
  readonly object: KubeObject;
  readonly revision: number;
  #tail: Buffer | undefined;

  constructor(options: { key: string; object: KubeObject; revision: number }) {
    this.key = options.key;
    this.object = options.object;
    this.revision = options.revision;
  }

  /** The object's JSON without `apiVersion`, `kind` and the opening brace. */
  get tail(): Buffer {
    if (!this.#tail) {
      this.#tail = Buffer.from(objectTail(this.object));
    }
    return this.#tail;
  }

  /** Gives the JSON up; it is made again when somebody asks for it. */
  releaseTail(): void {
    this.#tail = undefined;
  }
}

/**
 * One write. `previous` is there except for ADDED; on DELETED `current` is the last state with the deletion's revision.
 *
 * @internal
 */
export interface StoreEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  revision: number;
  current: StoredObject;
  previous?: StoredObject;
  /** Watch lines by form, filled by the watchers so that each is made once. */
  lines: Map<string, Buffer>;
}

/** Position of a key in a sorted list: where it is, or where it would be inserted. */
function lowerBound(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (keys[middle] < key) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/**
 * The objects of one resource, sorted by `namespace/name`, with a bounded history of writes from which watches resume
 * and older states are listed.
 *
 * @internal
 */
export class ResourceStore {
  readonly #clock: RevisionClock;
  readonly #historyLimit: number;
  readonly #objects = new Map<string, StoredObject>();
  readonly #keys: string[] = [];
  readonly #listeners = new Set<(event: StoreEvent) => void>();
  readonly #closeListeners = new Set<() => void>();
  #history: StoreEvent[] = [];
  #compactedRevision = 0;

  constructor(options: { clock: RevisionClock; historyLimit: number }) {
    this.#clock = options.clock;
    this.#historyLimit = options.historyLimit;
  }

  get size(): number {
    return this.#objects.size;
  }

  /** The newest revision whose state can no longer be told. */
  get compactedRevision(): number {
    return this.#compactedRevision;
  }

  get(key: string): StoredObject | undefined {
    return this.#objects.get(key);
  }

  /** Writes an object under a new revision, which becomes its `metadata.resourceVersion`. */
  put(key: string, object: KubeObject): StoredObject {
    const previous = this.#objects.get(key);
    const current = this.#stamp(key, object);
    this.#objects.set(key, current);
    if (!previous) {
      this.#keys.splice(lowerBound(this.#keys, key), 0, key);
    }
    this.#publish({
      type: previous ? 'MODIFIED' : 'ADDED',
      revision: current.revision,
      current,
      previous,
      lines: new Map(),
    });
    previous?.releaseTail();
    return current;
  }

  /** Removes an object and gives its last state under the deletion's revision. */
  remove(key: string): StoredObject | undefined {
    const previous = this.#objects.get(key);
    if (!previous) {
      return undefined;
    }
    const current = this.#stamp(key, previous.object);
    this.#objects.delete(key);
    this.#keys.splice(lowerBound(this.#keys, key), 1);
    this.#publish({
      type: 'DELETED',
      revision: current.revision,
      current,
      previous,
      lines: new Map(),
    });
    return current;
  }

  /**
   * The objects whose key begins with `prefix` and is not before `from`, in order, as they are now or, with
   * `revision`, as they were then. The caller checks that the revision is not compacted.
   */
  *list(options: {
    prefix: string;
    from?: string;
    revision?: number;
  }): Generator<StoredObject> {
    const { prefix, from, revision } = options;
    const start = from !== undefined && from > prefix ? from : prefix;
    const changed = this.#statesBefore(revision ?? this.#clock.current);
    let keys: readonly string[] = this.#keys;
    if (changed.size > 0) {
      keys = [...new Set([...this.#keys, ...changed.keys()])].sort((a, b) =>
        a < b ? -1 : 1,
      );
    }
    for (let index = lowerBound(keys, start); index < keys.length; index++) {
      const key = keys[index];
      if (!key.startsWith(prefix)) {
        return;
      }
      const state = changed.has(key)
        ? changed.get(key)
        : this.#objects.get(key);
      if (state) {
        yield state;
      }
    }
  }

  /** The writes after a revision, or `undefined` when they are no longer all kept. */
  eventsAfter(revision: number): StoreEvent[] | undefined {
    if (revision < this.#compactedRevision) {
      return undefined;
    }
    let start = this.#history.length;
    while (start > 0 && this.#history[start - 1].revision > revision) {
      start -= 1;
    }
    return this.#history.slice(start);
  }

  /** Calls the listener at each write, before the writer gets its answer. */
  subscribe(listener: (event: StoreEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Calls the listener when the resource is no longer served. */
  onClose(listener: () => void): () => void {
    this.#closeListeners.add(listener);
    return () => {
      this.#closeListeners.delete(listener);
    };
  }

  /** Ends all watches, because the resource is no longer served. */
  close(): void {
    for (const listener of this.#closeListeners) {
      listener();
    }
  }

  /** Forgets the history up to a revision. */
  compact(revision: number): void {
    this.#history = this.#history.filter(event => event.revision > revision);
    this.#compactedRevision = Math.max(this.#compactedRevision, revision);
  }

  /** Gives up what is kept only to answer faster. */
  releaseTails(): void {
    for (const stored of this.#objects.values()) {
      stored.releaseTail();
    }
  }

  #stamp(key: string, object: KubeObject): StoredObject {
    const revision = this.#clock.next();
    return new StoredObject({
      key,
      revision,
      object: {
        ...object,
        metadata: { ...object.metadata, resourceVersion: String(revision) },
      },
    });
  }

  #publish(event: StoreEvent): void {
    this.#history.push(event);
    if (this.#history.length > this.#historyLimit * 1.25) {
      const dropped = this.#history.length - this.#historyLimit;
      this.#compactedRevision = this.#history[dropped - 1].revision;
      this.#history = this.#history.slice(dropped);
    }
    for (const listener of this.#listeners) {
      listener(event);
    }
    event.lines.clear();
  }

  #statesBefore(revision: number): Map<string, StoredObject | undefined> {
    const states = new Map<string, StoredObject | undefined>();
    for (let index = this.#history.length - 1; index >= 0; index--) {
      const event = this.#history[index];
      if (event.revision <= revision) {
        break;
      }
      states.set(event.current.key, event.previous);
    }
    return states;
  }
}
