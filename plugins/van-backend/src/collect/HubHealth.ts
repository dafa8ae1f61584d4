import { ApiStatusError } from '@vanstage/backstage-plugin-van-node';

/**
 * How the watches on one hub fare.
 *
 * @internal
 */
export class HubHealth {
  private readonly pending: Set<string>;
  private readonly problems = new Map<string, Error>();

  private constructor(watches: string[]) {
    this.pending = new Set(watches);
  }

  static create(watches: string[]): HubHealth {
    return new HubHealth(watches);
  }

  contact(watch: string): void {
    this.pending.delete(watch);
    this.problems.delete(watch);
  }

  fail(watch: string, error: Error): void {
    this.problems.set(watch, error);
  }

  /** Every watch has been answered at least once. */
  get isComplete(): boolean {
    return this.pending.size === 0;
  }

  /** What is wrong with the first watch that fails. */
  get problem(): string | undefined {
    return [...this.problems.values()][0]?.message;
  }

  /** The hub refuses the portal's credential itself; a 403 only says that it lacks a permission. */
  get isCredentialRefused(): boolean {
    return [...this.problems.values()].some(
      error => error instanceof ApiStatusError && error.code === 401,
    );
  }
}
