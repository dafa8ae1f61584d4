import {
  ResourceDefinition,
  resourceId,
  ResourceVersion,
  versionOf,
} from './ResourceDefinition';
import { ResourceStore, RevisionClock } from './ResourceStore';

/**
 * A resource that is served, with its objects.
 *
 * @internal
 */
export interface ServedResource {
  definition: ResourceDefinition;
  store: ResourceStore;
}

/**
 * All resources that the server knows now. CustomResourceDefinitions add and remove theirs while it runs.
 *
 * @internal
 */
export class ResourceRegistry {
  readonly #clock: RevisionClock;
  readonly #historyLimit: number;
  readonly #resources = new Map<string, ServedResource>();
  readonly #listeners = new Set<(served: ServedResource) => void>();

  constructor(options: { clock: RevisionClock; historyLimit: number }) {
    this.#clock = options.clock;
    this.#historyLimit = options.historyLimit;
  }

  /** Adds a resource, or replaces the definition of one that is there and keeps its objects. */
  register(definition: ResourceDefinition): ServedResource {
    const id = resourceId(definition);
    const known = this.#resources.get(id);
    if (known) {
      known.definition = definition;
      return known;
    }
    const served = {
      definition,
      store: new ResourceStore({
        clock: this.#clock,
        historyLimit: this.#historyLimit,
      }),
    };
    this.#resources.set(id, served);
    for (const listener of this.#listeners) {
      listener(served);
    }
    return served;
  }

  /** Stops to serve a resource and ends its watches. */
  unregister(definition: { group: string; resource: string }): void {
    const id = resourceId(definition);
    this.#resources.get(id)?.store.close();
    this.#resources.delete(id);
  }

  /** Calls the listener for each resource that is there and each that is added later. */
  onRegister(listener: (served: ServedResource) => void): void {
    this.#listeners.add(listener);
    for (const served of this.#resources.values()) {
      listener(served);
    }
  }

  all(): ServedResource[] {
    return [...this.#resources.values()];
  }

  /** A resource by group and plural, in whatever version. */
  find(group: string, resource: string): ServedResource | undefined {
    return this.#resources.get(resourceId({ group, resource }));
  }

  /** A built-in resource that is always there. */
  builtin(group: string, resource: string): ServedResource {
    const served = this.find(group, resource);
    if (!served) {
      throw new Error(`${resource} of group "${group}" is not registered`);
    }
    return served;
  }

  /** A resource in a version that it is served in. */
  resolve(request: {
    group: string;
    version: string;
    resource: string;
  }): (ServedResource & { version: ResourceVersion }) | undefined {
    const served = this.find(request.group, request.resource);
    const version = served && versionOf(served.definition, request.version);
    return served && version ? { ...served, version } : undefined;
  }
}
