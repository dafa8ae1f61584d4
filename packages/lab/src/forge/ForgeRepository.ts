import type { GitRepository } from './git/GitRepository';
import { PullRequests } from './pulls/PullRequests';

/**
 * A repository of the forge.
 *
 * @internal
 */
export class ForgeRepository {
  readonly defaultBranch = 'main';

  private constructor(
    readonly owner: string,
    readonly name: string,
    readonly git: GitRepository,
    readonly pulls: PullRequests,
  ) {}

  static async open(options: {
    owner: string;
    name: string;
    git: GitRepository;
  }): Promise<ForgeRepository> {
    const { owner, name, git } = options;
    return new ForgeRepository(owner, name, git, await PullRequests.open(git));
  }

  get fullName(): string {
    return `${this.owner}/${this.name}`;
  }
}
