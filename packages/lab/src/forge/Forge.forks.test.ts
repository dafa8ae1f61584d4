import { checkEveryAnswer } from './__testUtils__/checkEveryAnswer';
import { repo, TestForge } from './__testUtils__/TestForge';

// Each request runs several processes, which takes long on a busy machine.
jest.setTimeout(60_000);

describe('forks on the forge', () => {
  let test: TestForge;
  const fork = { owner: 'reader', repo: 'fleet' };
  checkEveryAnswer();

  beforeEach(async () => {
    test = await TestForge.start();
    await test.reader.repos.createFork(repo);
  });

  afterEach(async () => {
    await test.stop();
  });

  async function change(name: string) {
    await test.forge.commit({
      owner: 'reader',
      name: 'fleet',
      branch: 'change',
      files: { [name]: 'x\n' },
      message: `Add ${name}`,
    });
    return (await test.reader.git.getRef({ ...fork, ref: 'heads/change' })).data
      .object.sha;
  }

  it('know where they come from', async () => {
    const { data } = await test.api.repos.get(fork);
    expect(data).toMatchObject({
      fork: true,
      parent: { full_name: 'acme/fleet' },
      owner: { type: 'User' },
    });
    const { data: forks } = await test.api.repos.listForks(repo);
    expect(forks.map(({ full_name }) => full_name)).toEqual(['reader/fleet']);
    const again = await test.reader.repos.createFork(repo);
    expect(again.data.id).toBe(data.id);
  });

  it('propose changes to the repository that they come from', async () => {
    const sha = await change('b.txt');
    const compare = await test.api.repos.compareCommitsWithBasehead({
      ...repo,
      basehead: 'main...reader:change',
    });
    expect(compare.data).toMatchObject({ status: 'ahead', ahead_by: 1 });
    const { data: pull } = await test.reader.pulls.create({
      ...repo,
      title: 'From a fork',
      head: 'reader:change',
      base: 'main',
    });
    expect(pull).toMatchObject({
      head: {
        sha,
        label: 'reader:change',
        repo: { full_name: 'reader/fleet' },
      },
      base: { repo: { full_name: 'acme/fleet' } },
    });
    const second = await change('c.txt');
    const { data: files } = await test.api.pulls.listFiles({
      ...repo,
      pull_number: 1,
    });
    expect(files.map(({ filename }) => filename)).toEqual(['b.txt', 'c.txt']);
    await test.restart();
    expect(await test.readPull()).toMatchObject({
      head: { sha: second },
      mergeable: true,
    });
    const merged = await test.api.pulls.merge({ ...repo, pull_number: 1 });
    expect(await test.head()).toBe(merged.data.sha);
    expect(await test.read('c.txt')).toBe('x\n');
  });
});
