import {
  type ForgeFaultName,
  type ForgeFaultOptions,
  forgeFaults,
} from './knownFaults';

/**
 * Faults of a forge, on request.
 *
 * @public
 */
export class ForgeFaults {
  private readonly active = new Map<ForgeFaultName, ForgeFaultOptions>();

  /**
   * Lets a fault happen from now on.
   *
   * @throws when there is no such fault
   */
  set(name: string, options: ForgeFaultOptions = {}): void {
    this.active.set(known(name), { ...options });
  }

  /** Ends a fault, or all of them. */
  clear(name?: string): void {
    if (name === undefined) {
      this.active.clear();
    } else {
      this.active.delete(known(name));
    }
  }

  /** The faults that are on. */
  list(): ({ name: ForgeFaultName } & ForgeFaultOptions)[] {
    return Array.from(this.active, ([name, options]) => ({ name, ...options }));
  }

  /**
   * What is to happen to a request (or, without one, to anything): the fault's options, when it is on. It counts as one
   * time.
   *
   * @internal
   */
  take(
    name: ForgeFaultName,
    request?: { method: string; path: string },
  ): ForgeFaultOptions | undefined {
    const options = this.active.get(name);
    if (!options || (request && !applies(options, request))) {
      return undefined;
    }
    if (options.times !== undefined) {
      const times = options.times - 1;
      if (times > 0) {
        this.active.set(name, { ...options, times });
      } else {
        this.active.delete(name);
      }
    }
    return options;
  }
}

function known(name: string): ForgeFaultName {
  if (!isKnown(name)) {
    const names = Object.keys(forgeFaults).join(', ');
    throw new Error(`The forge has no fault ${name}: choose one of ${names}`);
  }
  return name;
}

function isKnown(name: string): name is ForgeFaultName {
  return Object.hasOwn(forgeFaults, name);
}

function applies(
  options: ForgeFaultOptions,
  request: { method: string; path: string },
): boolean {
  const { method = request.method, path = '' } = options;
  return method.toUpperCase() === request.method && request.path.includes(path);
}
