import type { FleetFiles } from '@vanstage/backstage-plugin-van-common';

/**
 * The fleet repository's files at one commit.
 *
 * @public
 */
export interface FleetSnapshot {
  /** Full commit id. */
  commit: string;
  /** The text files under `networks/`, by path. */
  files: FleetFiles;
  /** When the files were downloaded. */
  fetchedAt: Date;
}

/**
 * A change of the fleet repository, to be proposed as a pull request.
 *
 * @public
 */
export interface FleetProposal {
  /** Commit that the change was made from. */
  base: string;
  /** Branch of the pull request. Derive it from the change, so that repeating the change finds its pull request. */
  branch: string;
  /** Title of the pull request; cut after 256 characters, the most GitHub takes. */
  title: string;
  /** Body of the pull request, in Markdown; cut after 60,000 characters. */
  body: string;
  /** Message of the commit. */
  message: string;
  /** New content by path; `undefined` deletes the file. */
  files: ReadonlyMap<string, string | undefined>;
}

/**
 * The pull request that carries a {@link FleetProposal}.
 *
 * @public
 */
export interface ProposedChange {
  number: number;
  /** Page of the pull request. */
  url: string;
  /** False when the pull request was open already. */
  created: boolean;
  /** Commit at the pull request's head. */
  commit: string;
}
