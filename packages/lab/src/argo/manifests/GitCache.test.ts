import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Forge } from '../../forge';
import { GitCache } from './GitCache';

describe('GitCache', () => {
  let directory: string;
  let forge: Forge;
  let repository: string;
  let git: GitCache;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'git-cache-'));
    forge = await Forge.start({
      directory: join(directory, 'forge'),
      users: [{ login: 'author', token: 'secret' }],
    });
    const { cloneUrl } = await forge.createRepository({
      owner: 'acme',
      name: 'web',
      files: { 'a.txt': '1' },
    });
    repository = cloneUrl;
    git = GitCache.create({
      directory: join(directory, 'clones'),
      maximumAge: 600_000,
    });
  });

  afterEach(async () => {
    await forge.stop();
    await rm(directory, { recursive: true });
  });

  const newest = () => git.resolve(repository, 'main', true);
  const asked = () =>
    Object.entries(forge.requests.snapshot())
      .filter(([route]) => route.startsWith('git'))
      .reduce((sum, [, count]) => sum + count, 0);

  it('asks once for all who want the newest at a time', async () => {
    await newest();
    const once = asked();
    forge.requests.reset();
    const answers = await Promise.all(Array.from({ length: 20 }, newest));

    expect(new Set(answers).size).toBe(1);
    expect(asked()).toBe(once);
  });

  it('never gives an answer that was under way to who wants the newest', async () => {
    const before = newest();
    const commit = await forge.commit({
      owner: 'acme',
      name: 'web',
      files: { 'a.txt': '2' },
      message: 'Change',
    });

    expect(await newest()).toBe(commit);
    await before;
  });

  it('asks again after a failure', async () => {
    await expect(git.resolve(`${repository}x`, 'main', true)).rejects.toThrow();
    await expect(git.resolve(`${repository}x`, 'main', true)).rejects.toThrow();

    expect(await newest()).toMatch(/^[0-9a-f]{40}$/);
  });
});
