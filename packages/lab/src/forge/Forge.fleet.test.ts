import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { FleetRepository } from '@vanstage/backstage-plugin-van-node';
import { mkdtemp, rm } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import { checkEveryAnswer } from './__testUtils__/checkEveryAnswer';
import { Forge } from './Forge';

const token = 'a-token';
const network = 'kind: Network\n';
const checkout = 'networks/acme/applications/checkout.yaml';

// Each request runs several processes, which takes long on a busy machine.
jest.setTimeout(60_000);

describe('FleetRepository on the forge', () => {
  checkEveryAnswer();
  let directory: string;
  let forge: Forge;
  let fleet: FleetRepository;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'forge-'));
    forge = await Forge.start({
      directory,
      users: [
        { login: 'author', token },
        { login: 'approver', token: 'another-token' },
      ],
    });
    const { url } = await forge.createRepository({
      owner: 'acme',
      name: 'fleet',
      files: { 'networks/acme/network.yaml': network, 'README.md': 'Fleet' },
    });
    const host = new URL(url).host;
    fleet = FleetRepository.fromConfig(
      new ConfigReader({
        van: { fleet: { url } },
        integrations: {
          github: [{ host, token, apiBaseUrl: `${forge.url}/api/v3` }],
        },
      }),
      { logger: mockServices.logger.mock() },
    );
  });

  afterEach(async () => {
    await forge.stop();
    await rm(directory, { recursive: true });
  });

  async function proposeCheckout(content = 'kind: Application\n') {
    return await fleet.propose({
      base: await fleet.head(),
      branch: 'van/add-checkout',
      title: 'Add checkout',
      body: 'Adds an application.',
      message: 'Add checkout',
      files: new Map([[checkout, content]]),
    });
  }

  async function merge(number: number) {
    return await fetch(
      `${forge.url}/api/v3/repos/acme/fleet/pulls/${number}/merge`,
      { method: 'PUT', headers: { authorization: `token ${token}` } },
    );
  }

  it('reads the files under networks/ at the newest commit', async () => {
    const { commit, files } = await fleet.snapshot();

    expect(commit).toBe(await fleet.head());
    expect([...files]).toEqual([['networks/acme/network.yaml', network]]);
  });

  it('asks for the newest commit without using up the rate limit', async () => {
    const used = async () => {
      const response = await fetch(`${forge.url}/api/v3/user`, {
        headers: { authorization: `token ${token}` },
      });
      return Number(response.headers.get('x-ratelimit-used'));
    };
    await fleet.head();
    const before = await used();

    await fleet.head();
    await fleet.head();

    expect(await used()).toBe(before + 1);
  });

  it('opens one pull request in six calls, and finds it in four when asked again', async () => {
    const base = await fleet.head();
    forge.requests.reset();

    const first = await proposeCheckout();

    // One of the calls is the test's own question for the newest commit.
    expect(forge.requests.total()).toBe(6 + 1);
    expect(first).toEqual({
      number: 1,
      url: `${forge.url}/acme/fleet/pull/1`,
      created: true,
      commit: expect.not.stringMatching(base),
    });

    forge.requests.reset();
    const second = await proposeCheckout();

    expect(forge.requests.total()).toBe(4 + 1);
    expect(second).toEqual({ ...first, created: false });
  });

  it('needs as many calls for many files, and deletes files', async () => {
    const base = await fleet.head();
    const files = new Map<string, string | undefined>([
      ['networks/acme/network.yaml', undefined],
    ]);
    for (let number = 0; number < 150; number++) {
      files.set(`networks/acme/clusters/c${number}.yaml`, `name: ${number}\n`);
    }
    forge.requests.reset();
    const { commit } = await fleet.propose({
      base,
      branch: 'van/many',
      title: 'Many',
      body: '',
      message: 'Many',
      files,
    });

    expect(forge.requests.total()).toBe(6);
    const snapshot = await fleet.snapshot(commit);
    expect(snapshot.files.size).toBe(150);
    expect(snapshot.files.get('networks/acme/clusters/c149.yaml')).toBe(
      'name: 149\n',
    );
  });

  it('brings its open pull request up to date', async () => {
    const first = await proposeCheckout();
    const second = await proposeCheckout('kind: Application\nspec: {}\n');

    expect(second).toMatchObject({ number: first.number, created: false });
    const { files } = await fleet.snapshot(second.commit);
    expect(files.get(checkout)).toBe('kind: Application\nspec: {}\n');
  });

  it('does not replace what others committed to its pull request', async () => {
    await proposeCheckout();
    await forge.commit({
      owner: 'acme',
      name: 'fleet',
      branch: 'van/add-checkout',
      files: { [checkout]: 'kind: Application # by hand\n' },
      message: 'By hand',
    });

    await expect(proposeCheckout()).rejects.toThrow(
      /Pull request #1 .* has commits of others/,
    );
  });

  it('sees the merged change as the newest commit and opens the next pull request', async () => {
    const before = await fleet.head();
    const { number } = await proposeCheckout();

    expect((await merge(number)).status).toBe(200);

    const after = await fleet.snapshot();
    expect(after.commit).not.toBe(before);
    expect(after.files.get(checkout)).toBe('kind: Application\n');
    await expect(proposeCheckout()).rejects.toThrow(/alters no file/);
    await expect(proposeCheckout('kind: Changed\n')).resolves.toMatchObject({
      number: 2,
      created: true,
    });
  });
});
