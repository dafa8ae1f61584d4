import type { Actor } from './accounts/types';
import type { ForgeEvent, ForgeEvents } from './ForgeEvents';
import type { GitRepository } from './git/GitRepository';
import type { Signature } from './git/types';
import { checkRefUpdate } from './protection/checkRefUpdate';
import { PullRequests } from './pulls/PullRequests';
import { RecordList } from './records/RecordList';
import { RepositoryFile } from './records/RepositoryFile';
import type {
  BranchProtection,
  CheckRun,
  Comment,
  CommitStatus,
  Label,
  Review,
  Webhook,
} from './records/types';

/**
 * A repository of the forge.
 *
 * @internal
 */
export class ForgeRepository {
  readonly owner: string;
  readonly name: string;
  readonly git: GitRepository;
  readonly defaultBranch = 'main';
  readonly pulls: PullRequests;
  readonly labels: RecordList<Label>;
  readonly comments: RecordList<Comment>;
  readonly reviews: RecordList<Review>;
  readonly statuses: RecordList<CommitStatus>;
  readonly checkRuns: RecordList<CheckRun>;
  readonly webhooks: RecordList<Webhook>;

  private readonly file: RepositoryFile;

  private constructor(
    options: {
      owner: string;
      name: string;
      git: GitRepository;
      file: RepositoryFile;
    },
    private readonly surroundings: Surroundings,
  ) {
    const { file } = options;
    const { content } = file;
    this.owner = options.owner;
    this.name = options.name;
    this.git = options.git;
    this.file = file;
    this.pulls = new PullRequests(this, { items: content.pulls, file });
    this.labels = new RecordList(content.labels, file);
    this.comments = new RecordList(content.comments, file);
    this.reviews = new RecordList(content.reviews, file);
    this.statuses = new RecordList(content.statuses, file);
    this.checkRuns = new RecordList(content.checkRuns, file);
    this.webhooks = new RecordList(content.webhooks, file);
  }

  static async open(
    options: {
      owner: string;
      name: string;
      git: GitRepository;
      /** Full name of the repository that a new one is a fork of. */
      parent?: string;
    } & Surroundings,
  ): Promise<ForgeRepository> {
    const { owner, name, git, parent, ...surroundings } = options;
    const file = await RepositoryFile.open({
      directory: git.directory,
      fullName: `${owner}/${name}`,
      parent,
    });
    return new ForgeRepository({ owner, name, git, file }, surroundings);
  }

  get fullName(): string {
    return `${this.owner}/${this.name}`;
  }

  get createdAt(): string {
    return this.file.content.createdAt;
  }

  /** The repository that this one is a fork of. */
  get parent(): ForgeRepository | undefined {
    const { parent } = this.file.content;
    return parent === undefined ? undefined : this.surroundings.find(parent);
  }

  /** The repository that holds a pull request's branch; `undefined` when that fork is gone. */
  headOf(pull: {
    headRepository?: string | undefined;
  }): ForgeRepository | undefined {
    return pull.headRepository === undefined
      ? this
      : this.surroundings.find(pull.headRepository);
  }

  /** Tells the webhooks. */
  emit(event: ForgeEvent): void {
    this.surroundings.events.emit(this, event);
  }

  protectionOf(branch: string): BranchProtection | undefined {
    return this.file.content.protections[branch];
  }

  /** Branches with their protection. */
  protections(): [string, BranchProtection][] {
    return Object.entries(this.file.content.protections);
  }

  /** @param protection - `undefined` takes it away */
  async protect(
    branch: string,
    protection: BranchProtection | undefined,
  ): Promise<void> {
    const { protections } = this.file.content;
    if (protection) {
      protections[branch] = protection;
    } else {
      delete protections[branch];
    }
    await this.file.save();
  }

  /**
   * Moves, makes or deletes a reference as someone who pushes.
   *
   * @param change - `before` is what it must point to now, `after` what it will; `undefined` is none
   * @throws ProtectedBranchError when the branch is protected against it
   */
  async push(change: RefChange & { by: Actor }): Promise<void> {
    await checkRefUpdate(this, change);
    const { name, before, after } = change;
    if (after === undefined) {
      await this.git.deleteRef(name);
    } else {
      await this.git.updateRef({ name, sha: after, expected: before });
    }
    await this.announcePush(change);
  }

  /**
   * Tells that a reference has moved, and brings the pull requests of the branch up to date. Called after whatever moves
   * a reference.
   */
  async announcePush(change: RefChange & { by: Actor }): Promise<void> {
    const { name, before, after, by } = change;
    const forced =
      before !== undefined &&
      after !== undefined &&
      !(await this.git.isAncestor(before, after));
    this.emit({ name: 'push', ref: name, before, after, forced, by });
    await this.pulls.follow(change);
    // A fork's branches may be those of pull requests there.
    await this.parent?.pulls.list();
  }

  /** Commits files to a branch. A branch that is not there yet begins at `main`. */
  async commitFiles(options: {
    branch: string;
    /** Content by path; `undefined` deletes the file. */
    files: ReadonlyMap<string, Buffer | undefined>;
    message: string;
    author: Signature;
    by: Actor;
  }): Promise<string> {
    const { branch, by, ...commit } = options;
    const name = `refs/heads/${branch}`;
    return await this.git.exclusively(async () => {
      const before = await this.git.resolve(name);
      const parent = before ?? (await this.git.resolve('refs/heads/main'));
      const after = await this.git.commitFiles({ parent, ...commit });
      await this.push({ name, before, after, by });
      return after;
    });
  }
}

interface Surroundings {
  events: ForgeEvents;
  /** Finds a repository by its full name. */
  find(fullName: string): ForgeRepository | undefined;
}

/**
 * What becomes of a reference.
 *
 * @internal
 */
export interface RefChange {
  /** Full name, e.g. `refs/heads/main`. */
  name: string;
  /** Commit; `undefined` for a new one. */
  before: string | undefined;
  /** Commit; `undefined` for a deleted one. */
  after: string | undefined;
}
