/**
 * How long to wait before the next attempt: doubles up to a limit, of which a random half is taken off so that many
 * clients of one server do not come back at the same moment.
 *
 * @public
 */
export class Backoff {
  private failures = 0;

  private constructor(
    private readonly firstMs: number,
    private readonly maxMs: number,
    private readonly random: () => number,
  ) {}

  /** @param options - `random`: from 0 to 1, `Math.random` when absent */
  static create(options: {
    firstMs: number;
    maxMs: number;
    random?: () => number;
  }): Backoff {
    return new Backoff(
      options.firstMs,
      options.maxMs,
      options.random ?? Math.random,
    );
  }

  /** Milliseconds to wait after one more failure. */
  next(): number {
    const full = Math.min(this.maxMs, this.firstMs * 2 ** this.failures);
    this.failures = Math.min(this.failures + 1, 30);
    return full / 2 + (full / 2) * this.random();
  }

  /** After a success. */
  reset(): void {
    this.failures = 0;
  }
}
