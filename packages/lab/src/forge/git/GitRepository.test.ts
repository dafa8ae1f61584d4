import { mkdtemp, rm } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import { GitRepository } from './GitRepository';
import { StaleRefError } from './StaleRefError';

// Each step runs several processes, which takes long on a busy machine.
jest.setTimeout(60_000);

describe('GitRepository', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'git-'));
  });

  afterEach(async () => {
    await rm(directory, { recursive: true });
  });

  it('moves a reference only from where it is thought to be', async () => {
    const git = await GitRepository.create(join(directory, 'a.git'));
    const commit = async (message: string) =>
      await git.commitFiles({
        parent: undefined,
        files: new Map([['a', Buffer.from(message)]]),
        message,
        author: { name: 'A', email: 'a@example.org', date: new Date(0) },
      });
    const [one, two] = [await commit('One'), await commit('Two')];
    const name = 'refs/heads/main';
    await git.updateRef({ name, sha: one, expected: undefined });

    for (const expected of [undefined, two]) {
      await expect(
        git.updateRef({ name, sha: two, expected }),
      ).rejects.toBeInstanceOf(StaleRefError);
    }
    expect(await git.resolve(name)).toBe(one);
    await git.updateRef({ name, sha: two, expected: one });
    expect(await git.resolve(name)).toBe(two);
  });
});
