/**
 * How often each kind of request came in, e.g. `GET /repos/{owner}/{repo}/pulls` or `git fetch`. It proves what a portal
 * asks for, and that an idle one asks for nothing.
 *
 * @public
 */
export class RequestCounts {
  private readonly counts = new Map<string, number>();

  /** @internal */
  add(route: string): void {
    this.counts.set(route, (this.counts.get(route) ?? 0) + 1);
  }

  /** All counts since the start or the last reset, by route. */
  snapshot(): Record<string, number> {
    return Object.fromEntries(this.counts);
  }

  /** All requests together. */
  total(): number {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
  }

  reset(): void {
    this.counts.clear();
  }
}
