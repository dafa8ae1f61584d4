import { mkdir, readdir } from 'fs/promises';
import { join } from 'path';
import { ForgeRepository } from './ForgeRepository';
import { GitRepository } from './git/GitRepository';

/**
 * The repositories in a directory: `<owner>/<name>.git`, bare.
 *
 * @internal
 */
export class ForgeStore {
  private readonly repositories = new Map<string, ForgeRepository>();

  private constructor(readonly directory: string) {}

  static async open(directory: string): Promise<ForgeStore> {
    await mkdir(directory, { recursive: true });
    const store = new ForgeStore(directory);
    for (const owner of await readdir(directory)) {
      for (const entry of await readdir(join(directory, owner))) {
        const name = entry.replace(/\.git$/, '');
        const git = GitRepository.at(store.path(owner, name));
        store.add(await ForgeRepository.open({ owner, name, git }));
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
    const repository = await ForgeRepository.open({ owner, name, git });
    this.add(repository);
    return repository;
  }

  private add(repository: ForgeRepository): void {
    const { owner, name } = repository;
    this.repositories.set(key(owner, name), repository);
  }

  private path(owner: string, name: string): string {
    return join(this.directory, owner, `${name}.git`);
  }
}

function key(owner: string, name: string): string {
  return `${owner}/${name}`.toLowerCase();
}
