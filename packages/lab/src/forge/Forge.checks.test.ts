import { checkEveryAnswer } from './__testUtils__/checkEveryAnswer';
import { repo, TestForge } from './__testUtils__/TestForge';
import { TestApp } from './__testUtils__/TestApp';

// Each request runs several processes, which takes long on a busy machine.
jest.setTimeout(60_000);

describe('statuses and checks in the API of the forge', () => {
  let test: TestForge;
  const app = TestApp.create();
  let sha: string;
  checkEveryAnswer();

  beforeEach(async () => {
    test = await TestForge.start({ apps: [app.registration] });
    sha = await test.commit('change', { 'b.txt': 'b\n' });
    await test.openPull();
  });

  afterEach(async () => {
    await test.stop();
  });

  it('sums up the newest status of each context', async () => {
    const combined = async () => {
      const { data } = await test.api.repos.getCombinedStatusForRef({
        ...repo,
        ref: 'change',
      });
      return [data.state, data.total_count];
    };
    const say = async (
      context: string,
      state: 'error' | 'failure' | 'pending' | 'success',
    ) =>
      await test.api.repos.createCommitStatus({ ...repo, sha, context, state });

    expect(await combined()).toEqual(['pending', 0]);
    await say('plan', 'failure');
    await say('cost', 'success');
    expect(await combined()).toEqual(['failure', 2]);
    expect(await test.readPull()).toMatchObject({
      mergeable_state: 'unstable',
    });
    await say('plan', 'success');
    expect(await combined()).toEqual(['success', 2]);
    expect(await test.readPull()).toMatchObject({ mergeable_state: 'clean' });

    const { data } = await test.api.repos.listCommitStatusesForRef({
      ...repo,
      ref: sha,
    });
    expect(data.map(({ context, state }) => `${context} ${state}`)).toEqual([
      'plan success',
      'cost success',
      'plan failure',
    ]);
  });

  it('refuses statuses of unknown commits and overlong ones', async () => {
    for (const wrong of [
      { sha: '0'.repeat(40) },
      { sha, description: 'x'.repeat(141) },
    ]) {
      await expect(
        test.api.repos.createCommitStatus({
          ...repo,
          state: 'success',
          ...wrong,
        }),
      ).rejects.toMatchObject({ status: 422 });
    }
  });

  it('takes check runs from Apps only', async () => {
    const run = { ...repo, name: 'render', head_sha: sha };
    await expect(test.api.checks.create(run)).rejects.toMatchObject({
      status: 403,
      response: {
        data: { message: 'You must authenticate via a GitHub App.' },
      },
    });
    const { checks } = (await app.connect(test, 'acme')).rest;
    const { data: created } = await checks.create(run);
    expect(created).toMatchObject({ status: 'queued', conclusion: null });
    await expect(
      checks.update({ ...repo, check_run_id: created.id, status: 'completed' }),
    ).rejects.toMatchObject({ status: 422 });
    await checks.update({
      ...repo,
      check_run_id: created.id,
      conclusion: 'failure',
      output: { title: 'Differs', summary: 'rendered/ does not follow main' },
    });

    const { data: list } = await test.api.checks.listForRef({
      ...repo,
      ref: 'change',
    });
    expect(list).toMatchObject({
      total_count: 1,
      check_runs: [
        {
          status: 'completed',
          conclusion: 'failure',
          app: { slug: 'vanstage' },
          output: { title: 'Differs' },
        },
      ],
    });
    const { data: read } = await test.api.checks.get({
      ...repo,
      check_run_id: created.id,
    });
    expect(read.output.summary).toBe('rendered/ does not follow main');
    const suites = await test.api.checks.listSuitesForRef({
      ...repo,
      ref: sha,
    });
    const [suite] = suites.data.check_suites;
    expect(suite).toMatchObject({ conclusion: 'failure' });
    const check_suite_id = suite.id;
    const one = await test.api.checks.getSuite({ ...repo, check_suite_id });
    expect(one.data.latest_check_runs_count).toBe(1);
    const runs = await test.api.checks.listForSuite({
      ...repo,
      check_suite_id,
    });
    expect(runs.data.check_runs[0].id).toBe(created.id);
  });
});
