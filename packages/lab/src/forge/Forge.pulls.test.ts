import { checkEveryAnswer } from './__testUtils__/checkEveryAnswer';
import { repo, TestForge } from './__testUtils__/TestForge';

// Each request runs several processes, which takes long on a busy machine.
jest.setTimeout(60_000);

describe('pull requests in the API of the forge', () => {
  let test: TestForge;
  checkEveryAnswer();

  beforeEach(async () => {
    test = await TestForge.start();
  });

  afterEach(async () => {
    await test.stop();
  });

  it('are opened, found and closed', async () => {
    const sha = await test.commit('change', { 'b.txt': 'b\n' });
    const pull = await test.openPull();
    expect(pull).toMatchObject({
      number: 1,
      state: 'open',
      merged: false,
      mergeable: null,
      mergeable_state: 'unknown',
      commits: 1,
      changed_files: 1,
      user: { login: 'author' },
      head: { ref: 'change', label: 'acme:change', sha },
      html_url: `${test.forge.url}/acme/fleet/pull/1`,
    });
    expect(await test.readPull()).toMatchObject({
      mergeable: true,
      mergeable_state: 'clean',
    });
    const list = async (query: object) => {
      const { data } = await test.api.pulls.list({ ...repo, ...query });
      return data.map(({ number }) => number);
    };
    expect(await list({ head: 'acme:change', base: 'main' })).toEqual([1]);
    expect(await list({ head: 'acme:other' })).toEqual([]);
    const files = await test.api.pulls.listFiles({
      ...repo,
      pull_number: 1,
    });
    expect(files.data).toMatchObject([{ filename: 'b.txt' }]);
    const commits = await test.api.pulls.listCommits({
      ...repo,
      pull_number: 1,
    });
    expect(commits.data.map(commit => commit.sha)).toEqual([sha]);

    const closed = await test.api.pulls.update({
      ...repo,
      pull_number: 1,
      state: 'closed',
    });
    expect(closed.data.closed_at).not.toBeNull();
    expect(await list({})).toEqual([]);
    expect(await list({ state: 'closed' })).toEqual([1]);
  });

  it('are refused with the reason', async () => {
    await test.commit('change', { 'b.txt': 'b\n' });
    await test.openPull();
    const refused = (errors: object[]) => ({
      status: 422,
      response: { data: { message: 'Validation Failed', errors } },
    });
    await expect(test.openPull()).rejects.toMatchObject(
      refused([{ message: 'A pull request already exists for acme:change.' }]),
    );
    await test.api.git.createRef({
      ...repo,
      ref: 'refs/heads/same',
      sha: await test.head(),
    });
    await expect(test.openPull('same')).rejects.toMatchObject(
      refused([{ message: 'No commits between main and same' }]),
    );
    await expect(test.openPull('none')).rejects.toMatchObject(
      refused([{ field: 'head', code: 'invalid' }]),
    );
    await expect(test.openPull('change', 'none')).rejects.toMatchObject(
      refused([{ field: 'base', code: 'invalid' }]),
    );
  });

  it.each([
    [
      'merge' as const,
      2,
      [
        'Merge pull request #1 from acme/change',
        'Change d.txt',
        'Change b.txt',
      ],
    ],
    ['squash' as const, 1, ['Pull change (#1)']],
    ['rebase' as const, 1, ['Change d.txt', 'Change b.txt']],
  ])('are merged by %s', async (method, parents, titles) => {
    await test.commit('change', { 'b.txt': 'b\n' });
    await test.commit('change', { 'd.txt': 'd\n' });
    await test.openPull();
    const before = await test.commit('main', { 'c.txt': 'c\n' });
    await expect(
      test.api.pulls.merge({ ...repo, pull_number: 1, sha: before }),
    ).rejects.toMatchObject({
      status: 409,
      response: {
        data: {
          message: 'Head branch was modified. Review and try the merge again.',
        },
      },
    });

    const merged = await test.connect('another-token').rest.pulls.merge({
      ...repo,
      pull_number: 1,
      merge_method: method,
    });

    expect(merged.data).toMatchObject({ merged: true, sha: await test.head() });
    expect([await test.read('b.txt'), await test.read('c.txt')]).toEqual([
      'b\n',
      'c\n',
    ]);
    const log = await test.api.repos.compareCommitsWithBasehead({
      ...repo,
      basehead: `${before}...main`,
    });
    const commits = log.data.commits.reverse();
    expect(commits[0].parents).toHaveLength(parents);
    expect(
      commits.map(({ commit }) => commit.message.split('\n')[0]).sort(),
    ).toEqual([...titles].sort());
    const { data } = await test.api.pulls.get({
      ...repo,
      pull_number: 1,
    });
    expect(data).toMatchObject({
      state: 'closed',
      merged: true,
      merged_by: { login: 'approver' },
      merge_commit_sha: merged.data.sha,
    });
    await expect(
      test.api.pulls.merge({ ...repo, pull_number: 1 }),
    ).rejects.toMatchObject({ status: 405 });
  });

  it('are not merged when they conflict', async () => {
    await test.commit('change', { 'README.md': 'One\n' });
    await test.openPull();
    await test.commit('main', { 'README.md': 'Two\n' });

    expect(await test.readPull()).toMatchObject({
      mergeable: false,
      mergeable_state: 'dirty',
    });
    for (const merge_method of ['merge', 'squash', 'rebase'] as const) {
      await expect(
        test.api.pulls.merge({ ...repo, pull_number: 1, merge_method }),
      ).rejects.toMatchObject({
        status: 405,
        response: { data: { message: 'Pull Request is not mergeable' } },
      });
    }
  });

  it('follow their branch, and close when it is gone', async () => {
    await test.commit('change', { 'b.txt': 'b\n' });
    await test.openPull();
    const sha = await test.commit('change', { 'd.txt': 'd\n' });
    const { data } = await test.api.pulls.get({
      ...repo,
      pull_number: 1,
    });
    expect(data).toMatchObject({ head: { sha }, commits: 2 });

    await test.api.git.deleteRef({ ...repo, ref: 'heads/change' });
    const gone = await test.api.pulls.get({ ...repo, pull_number: 1 });
    expect(gone.data).toMatchObject({ state: 'closed', head: { sha } });
  });

  it('are merged by whoever pushes their commits to the base', async () => {
    const sha = await test.commit('change', { 'b.txt': 'b\n' });
    await test.openPull();
    await test.approver.git.updateRef({ ...repo, ref: 'heads/main', sha });

    expect(await test.readPull()).toMatchObject({
      merged: true,
      merged_by: { login: 'approver' },
      merge_commit_sha: sha,
    });
  });

  it('are still there after a restart', async () => {
    await test.commit('change', { 'b.txt': 'b\n' });
    await test.openPull();
    await test.restart();

    const { data } = await test.api.pulls.get({
      ...repo,
      pull_number: 1,
    });
    expect(data).toMatchObject({ title: 'Pull change', state: 'open' });
  });
});
