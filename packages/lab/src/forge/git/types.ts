/** @internal */
export interface Signature {
  name: string;
  email: string;
  date: Date;
}

/** @internal */
export interface GitCommit {
  sha: string;
  tree: string;
  parents: string[];
  author: Signature;
  committer: Signature;
  message: string;
}

/** @internal */
export interface GitRef {
  /** Full name, e.g. `refs/heads/main`. */
  name: string;
  type: string;
  sha: string;
}

/** @internal */
export interface TreeEntry {
  mode: string;
  type: 'blob' | 'tree' | 'commit';
  sha: string;
  /** In bytes; only files have one. */
  size?: number;
  path: string;
}

/**
 * What becomes of a path: a file (or link) with this object, or gone.
 *
 * @internal
 */
export type TreeChange = { mode: string; sha: string } | undefined;

/** @internal */
export interface FileDifference {
  status: 'added' | 'removed' | 'modified' | 'renamed';
  path: string;
  previousPath?: string;
  /** Object of the file as it is after the change; of a removed one, as it was. */
  sha: string;
  additions: number;
  deletions: number;
  /** Unified, from the first `@@` on; missing for binary files and pure renames. */
  patch?: string;
}
