/** How thoroughly an Application is to be compared. */
export interface Refresh {
  /** With what Git has now, instead of with the commit of the last time. */
  withGit: boolean;
  /** Git is asked even when its last answer is fresh. */
  force: boolean;
}

/** The comparisons that are due, by Application. */
export class Refreshes {
  private readonly due = new Map<string, Refresh>();

  /** A comparison is due with Git; it adds to what is due already. */
  add(key: string, options: { force: boolean }): void {
    const force = options.force || (this.due.get(key)?.force ?? false);
    this.due.set(key, { withGit: true, force });
  }

  /** What is due of an Application; from now on nothing is. */
  take(key: string): Refresh {
    const refresh = this.due.get(key) ?? { withGit: false, force: false };
    this.due.delete(key);
    return refresh;
  }
}
