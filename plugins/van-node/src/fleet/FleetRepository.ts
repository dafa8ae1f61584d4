import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { Readable } from 'stream';
import { z } from 'zod';
import { createFleetOctokit, type FleetOctokit } from './createFleetOctokit';
import { type FleetConfig, readFleetConfig } from './FleetConfig';
import { hasStatus, toFleetError } from './githubError';
import { proposeChange } from './proposeChange';
import { readFleetArchive } from './readFleetArchive';
import type { FleetProposal, FleetSnapshot, ProposedChange } from './types';

/** Snapshots kept in memory: the newest, and those that forms in progress were opened on. */
const keptSnapshots = 4;

const commitSchema = z
  .string()
  .trim()
  .regex(/^[0-9a-f]{40,64}$/);

/**
 * The Git repository that declares the fleet, on github.com or a GitHub Enterprise Server. It is read at a commit and
 * written by pull request only.
 *
 * Credentials come from `integrations.github`: a token or a GitHub App. Errors say what failed and what to do; GitHub's
 * own status never becomes that of the caller's answer.
 *
 * @public
 */
export class FleetRepository {
  /** Page of the repository. */
  readonly webUrl: string;

  private latest: { commit: string; etag: string } | undefined;
  private readonly snapshots = new Map<string, Promise<FleetSnapshot>>();

  private constructor(
    private readonly octokit: FleetOctokit,
    private readonly fleet: FleetConfig,
    private readonly logger: LoggerService,
  ) {
    this.webUrl = fleet.url;
  }

  /**
   * Opens the repository that `van.fleet` names. Nothing is requested yet.
   *
   * @param config - the root configuration
   * @throws InputError when `van.fleet` or the host's entry in `integrations.github` is missing or wrong
   */
  static fromConfig(
    config: Config,
    options: { logger: LoggerService },
  ): FleetRepository {
    const fleet = readFleetConfig(config);
    const octokit = createFleetOctokit({ config, fleet, ...options });
    return new FleetRepository(octokit, fleet, options.logger);
  }

  /**
   * Page of a file on the branch.
   *
   * @param path - in the repository, with forward slashes
   */
  fileUrl(path: string): string {
    const segments = [...this.fleet.branch.split('/'), ...path.split('/')];
    return `${this.webUrl}/blob/${segments.map(encodeURIComponent).join('/')}`;
  }

  /**
   * The newest commit of the branch. One request; it is conditional, so that an unchanged branch costs no rate limit
   * (https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api).
   */
  async head(): Promise<string> {
    const { owner, name, branch, url } = this.fleet;
    try {
      const response = await this.octokit.rest.repos.getCommit({
        owner,
        repo: name,
        ref: `heads/${branch}`,
        mediaType: { format: 'sha' },
        headers: this.latest && { 'if-none-match': this.latest.etag },
        // Asked again soon anyway.
        request: { retries: 0 },
      });
      // With the media type `sha` the answer is the commit's id as text.
      const commit = commitSchema.parse(response.data);
      const { etag } = response.headers;
      this.latest = etag ? { commit, etag } : undefined;
      return commit;
    } catch (error) {
      if (this.latest && hasStatus(error, 304)) {
        return this.latest.commit;
      }
      throw toFleetError({
        error,
        repository: url,
        operation: `read the branch ${branch}`,
      });
    }
  }

  /**
   * The files under `networks/` at a commit. Text only: symbolic links, submodules and binary files are left out with a
   * warning. Kept for the last few commits; callers that ask at the same time share one download. What the repository's
   * `.gitattributes` marks as `export-ignore` is missing, as in every archive of Git.
   *
   * @param commit - full id; the branch's newest commit when it is missing
   */
  async snapshot(commit?: string): Promise<FleetSnapshot> {
    const key = commit ?? (await this.head());
    const known = this.snapshots.get(key);
    const snapshot = known ?? this.download(key);
    // Put back at the end: the first entry is always the one that was not used for longest.
    this.snapshots.delete(key);
    this.snapshots.set(key, snapshot);
    const [oldest] = this.snapshots.keys();
    if (this.snapshots.size > keptSnapshots) {
      this.snapshots.delete(oldest);
    }
    try {
      return await snapshot;
    } catch (error) {
      if (this.snapshots.get(key) === snapshot) {
        this.snapshots.delete(key);
      }
      throw error;
    }
  }

  /**
   * Opens a pull request with the changed files, or finds the one that is open for that branch and brings it up to
   * date. Six GitHub calls for a new pull request, four for one that has the same content already, eight at most;
   * however many files there are.
   *
   * A branch without an open pull request is replaced. Commits that someone else added to an open pull request are not:
   * then it fails.
   *
   * @throws InputError when the files change nothing
   * @throws ConflictError when the open pull request has commits of others
   */
  async propose(proposal: FleetProposal): Promise<ProposedChange> {
    return await proposeChange({
      octokit: this.octokit,
      fleet: this.fleet,
      proposal,
    });
  }

  private async download(commit: string): Promise<FleetSnapshot> {
    const { owner, name, url } = this.fleet;
    try {
      const response = await this.octokit.rest.repos.downloadTarballArchive({
        owner,
        repo: name,
        ref: commit,
        // The body as a stream: an archive too large is refused while it comes.
        request: { parseSuccessResponseBody: false },
      });
      const archive = z.instanceof(ReadableStream).parse(response.data);
      const files = await readFleetArchive({
        archive: Readable.from(archive),
        onSkipped: (path, reason) =>
          this.logger.warn(`${path} of ${url} is left out: ${reason}`),
      });
      return { commit, files, fetchedAt: new Date() };
    } catch (error) {
      throw toFleetError({
        error,
        repository: url,
        operation: `read the files at commit ${commit.slice(0, 7)}`,
      });
    }
  }
}
