/**
 * How often a user did something.
 *
 * @public
 */
export interface RequestCount {
  user: string;
  /** The verb of authorization: get, list, watch, create, update, patch, delete, deletecollection; or an HTTP method. */
  verb: string;
  /** `pods`, `deployments.apps`, `pods/portforward`; the path for what is not a resource. */
  resource: string;
  count: number;
}

/**
 * A watch that is open now.
 *
 * @public
 */
export interface OpenWatch {
  user: string;
  resource: string;
}

/**
 * Counts what clients ask of a server, for proofs such as "serving a page asks no cluster".
 *
 * @public
 */
export class RequestLog {
  readonly #counts = new Map<string, RequestCount>();
  readonly #watches = new Set<OpenWatch>();

  /** Counts one request. */
  record(request: { user: string; verb: string; resource: string }): void {
    const key = `${request.user} ${request.verb} ${request.resource}`;
    const known = this.#counts.get(key);
    if (known) {
      known.count += 1;
    } else {
      this.#counts.set(key, { ...request, count: 1 });
    }
  }

  /** Notes an open watch; the returned function ends it. */
  openWatch(watch: OpenWatch): () => void {
    const entry = { ...watch };
    this.#watches.add(entry);
    return () => {
      this.#watches.delete(entry);
    };
  }

  /** Forgets the counts; open watches stay. */
  reset(): void {
    this.#counts.clear();
  }

  /** The counts since the last reset and the watches that are open now. */
  snapshot(): { requests: RequestCount[]; watches: OpenWatch[] } {
    return {
      requests: [...this.#counts.values()].map(count => ({ ...count })),
      watches: [...this.#watches].map(watch => ({ ...watch })),
    };
  }

  /** The sum of all requests since the last reset that match the filter. */
  count(filter: { user?: string; verb?: string; resource?: string }): number {
    let sum = 0;
    for (const entry of this.#counts.values()) {
      if (
        (filter.user === undefined || filter.user === entry.user) &&
        (filter.verb === undefined || filter.verb === entry.verb) &&
        (filter.resource === undefined || filter.resource === entry.resource)
      ) {
        sum += entry.count;
      }
    }
    return sum;
  }
}
