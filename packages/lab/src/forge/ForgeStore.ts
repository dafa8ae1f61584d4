import { mkdir, readdir } from 'fs/promises';
import { join } from 'path';
import { ForgeEvents } from './ForgeEvents';
import { ForgeRepository } from './ForgeRepository';
import { GitRepository } from './git/GitRepository';

/**
 * The repositories in a directory: `<owner>/<name>.git`, bare.
 *
 * @internal
 */
export class ForgeStore {
  /** What happens in any of the repositories. */
  readonly events = new ForgeEvents();
  private readonly repositories = new Map<string, ForgeRepository>();

  private constructor(readonly directory: string) {}

  static async open(directory: string): Promise<ForgeStore> {
    await mkdir(directory, { recursive: true });
    const store = new ForgeStore(directory);
    for (const owner of await readdir(directory)) {
      for (const entry of await readdir(join(directory, owner))) {
        const name = entry.replace(/\.git$/, '');
        await store.add({
          owner,
          name,
          git: GitRepository.at(store.path(owner, name)),
        });
      }
    }
    return store;
  }

  /** As GitHub does, without regard to upper and lower case. */
  find(owner: string, name: string): ForgeRepository | undefined {
    return this.repositories.get(key(owner, name));
  }

  /** All repositories by name. */
  list(): ForgeRepository[] {
    return [...this.repositories.values()].sort((one, other) =>
      one.fullName.localeCompare(other.fullName),
    );
  }

  async create(owner: string, name: string): Promise<ForgeRepository> {
    const git = await GitRepository.create(this.path(owner, name));
    return await this.add({ owner, name, git });
  }

  /** Copies a repository's branches to another owner. */
  async fork(
    parent: ForgeRepository,
    target: { owner: string; name: string },
  ): Promise<ForgeRepository> {
    const { owner, name } = target;
    const git = await GitRepository.create(this.path(owner, name));
    await git.fetch(parent.git, '+refs/heads/*:refs/heads/*');
    return await this.add({ owner, name, git, parent: parent.fullName });
  }

  private async add(options: {
    owner: string;
    name: string;
    git: GitRepository;
    parent?: string;
  }): Promise<ForgeRepository> {
    const { owner, name } = options;
    const repository = await ForgeRepository.open({
      ...options,
      events: this.events,
      find: fullName => this.repositories.get(fullName.toLowerCase()),
    });
    this.repositories.set(key(owner, name), repository);
    return repository;
  }

  private path(owner: string, name: string): string {
    return join(this.directory, owner, `${name}.git`);
  }
}

function key(owner: string, name: string): string {
  return `${owner}/${name}`.toLowerCase();
}
