import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import { checkEveryAnswer } from './__testUtils__/checkEveryAnswer';
import { repo, TestForge } from './__testUtils__/TestForge';

// Each request runs several processes, which takes long on a busy machine.
jest.setTimeout(60_000);

const ThrottledOctokit = Octokit.plugin(retry, throttling);

describe('limits and faults of the forge', () => {
  let test: TestForge;
  checkEveryAnswer();

  async function start(limits: Parameters<typeof TestForge.start>[0] = {}) {
    test = await TestForge.start(limits);
  }

  afterEach(async () => {
    await test.stop();
  });

  function patient() {
    const told: string[] = [];
    const octokit = new ThrottledOctokit({
      auth: 'a-token',
      baseUrl: `${test.forge.url}/api/v3`,
      log: { debug() {}, info() {}, warn() {}, error() {} },
      retry: { retries: 1 },
      throttle: {
        onRateLimit: seconds => {
          told.push(`primary ${seconds > 0}`);
        },
        onSecondaryRateLimit: seconds => {
          told.push(`secondary ${seconds}`);
        },
      },
    });
    return { octokit, told };
  }

  it('tells how much is left, which costs nothing', async () => {
    await start({ limits: { hourly: 3 } });
    await test.api.repos.get(repo);
    const { data } = await test.api.rateLimit.get();
    const again = await test.api.rateLimit.get();
    expect(data.rate).toMatchObject({ limit: 3, used: 1, remaining: 2 });
    expect(again.data.rate).toEqual(data.rate);
    await test.api.repos.get(repo);
    await test.api.repos.get(repo);

    const { octokit, told } = patient();
    await expect(octokit.rest.repos.get(repo)).rejects.toMatchObject({
      status: 403,
      response: { headers: { 'x-ratelimit-remaining': '0' } },
    });
    expect(told).toEqual(['primary true']);
    const { data: empty } = await test.api.rateLimit.get();
    expect(empty.rate.remaining).toBe(0);
  });

  it.each([
    ['points', { pointsPerMinute: 5 }],
    ['new content', { contentPerMinute: 0 }],
    ['requests at once', { concurrent: 0 }],
  ])('has a secondary limit of %s', async (_, limits) => {
    await start();
    const sha = await test.head();
    await test.stop();
    await start({ limits });
    await test.commit('change', { 'b.txt': 'b\n' });
    const ask = async (octokit: Octokit) => {
      await octokit.rest.pulls.create({
        ...repo,
        title: sha,
        head: 'change',
        base: 'main',
      });
      await octokit.rest.repos.get(repo);
    };
    const { octokit, told } = patient();
    await expect(ask(octokit)).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('secondary rate limit'),
      response: {
        headers: { 'retry-after': expect.stringMatching(/^[1-9]\d*$/) },
      },
    });
    expect(told).toEqual([expect.stringMatching(/^secondary [1-9]/)]);
  });

  it.each([
    ['unauthorized', {}, 401, 'Bad credentials'],
    ['forbidden', {}, 403, 'Resource not accessible by integration'],
    ['notFound', {}, 404, 'Not Found'],
    ['conflict', {}, 409, 'Conflict'],
    ['unprocessable', {}, 422, 'Validation Failed'],
    ['serverError', { status: 503 }, 503, 'Server Error'],
    ['rateLimit', { seconds: 5 }, 403, 'API rate limit exceeded'],
    ['secondaryLimit', { status: 429, seconds: 7 }, 429, 'secondary rate'],
  ])('answers as if %s', async (name, options, status, message) => {
    await start();
    test.forge.faults.set(name, { ...options, method: 'POST' });
    const sha = await test.head();
    const write = async () =>
      await test.api.git.createRef({ ...repo, ref: 'refs/heads/x', sha });

    await expect(write()).rejects.toMatchObject({
      status,
      message: expect.stringContaining(message),
    });
    expect(test.forge.faults.list()).toMatchObject([{ name }]);
    test.forge.faults.clear(name);
    expect((await write()).status).toBe(201);
  });

  it('recovers after as many failures as were asked for', async () => {
    await start();
    test.forge.faults.set('serverError', { times: 1, path: '/fleet' });
    const { octokit } = patient();
    const { data } = await octokit.rest.repos.get(repo);
    expect(data.name).toBe('fleet');
    expect(test.forge.faults.list()).toEqual([]);
  });

  it('sends an archive in drops, or only its beginning', async () => {
    await start();
    const url = `${test.forge.url}/api/v3/repos/acme/fleet/tarball/main`;
    const download = async () => {
      const answer = await fetch(url);
      return Buffer.from(await answer.arrayBuffer());
    };
    const whole = await download();
    test.forge.faults.set('slowArchive', { seconds: 0.2, times: 1 });
    const answer = await fetch(url);
    let pieces = 0;
    for await (const piece of answer.body ?? []) {
      pieces += piece.length > 0 ? 1 : 0;
    }
    expect(pieces).toBeGreaterThan(1);
    test.forge.faults.set('brokenArchive', { times: 1 });
    await expect(download()).rejects.toThrow(/terminated/);
    expect(await download()).toEqual(whole);
  });

  it('knows its faults by name', async () => {
    await start();
    expect(() => test.forge.faults.set('earthquake')).toThrow(
      /no fault earthquake: choose one of .*secondaryLimit/,
    );
    test.forge.faults.set('slow', { seconds: 0.01 });
    test.forge.faults.set('forbidden');
    test.forge.faults.clear('forbidden');
    expect((await test.api.repos.get(repo)).status).toBe(200);
    test.forge.faults.clear();
    expect(test.forge.faults.list()).toEqual([]);
  });
});
