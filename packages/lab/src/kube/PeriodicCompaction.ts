import type { ResourceRegistry } from './ResourceRegistry';
import type { RevisionClock } from './ResourceStore';

/**
 * Forgets old writes as a real API server has etcd do: at each interval those that were made before the interval before.
 *
 * @internal
 */
export class PeriodicCompaction {
  readonly #registry: ResourceRegistry;
  readonly #clock: RevisionClock;
  readonly #timer: NodeJS.Timeout;
  #before: number;

  private constructor(options: {
    registry: ResourceRegistry;
    clock: RevisionClock;
    interval: number;
  }) {
    this.#registry = options.registry;
    this.#clock = options.clock;
    this.#before = options.clock.current;
    this.#timer = setInterval(() => this.#compact(), options.interval);
  }

  /** `interval` in milliseconds. */
  static start(options: {
    registry: ResourceRegistry;
    clock: RevisionClock;
    interval: number;
  }): PeriodicCompaction {
    return new PeriodicCompaction(options);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #compact(): void {
    for (const { store } of this.#registry.all()) {
      store.compact(this.#before);
      store.releaseTails();
    }
    this.#before = this.#clock.current;
  }
}
