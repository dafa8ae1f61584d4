import { Octokit } from '@octokit/rest';
import { mkdtemp, rm } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import { checkEveryAnswer } from './__testUtils__/checkEveryAnswer';
import { Forge } from './Forge';

const repository = { owner: 'acme', name: 'fleet' };
const repo = { owner: 'acme', repo: 'fleet' };

// Each request runs several processes, which takes long on a busy machine.
jest.setTimeout(60_000);

describe('pages of the forge', () => {
  checkEveryAnswer();
  let directory: string;
  let forge: Forge;
  let octokit: Octokit;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'forge-'));
    forge = await Forge.start({
      directory,
      users: [
        { login: 'author', token: 'a-token' },
        { login: 'approver', token: 'another-token' },
      ],
    });
    octokit = new Octokit({
      auth: 'a-token',
      baseUrl: `${forge.url}/api/v3`,
    });
    await forge.createRepository({
      ...repository,
      files: { 'a.txt': 'one\ntwo\n', 'docs/b <i>.txt': '<b>bold</b>\n' },
    });
  });

  afterEach(async () => {
    await forge.stop();
    await rm(directory, { recursive: true });
  });

  async function openPull(body = '') {
    await forge.commit({
      ...repository,
      branch: 'change',
      files: { 'a.txt': 'one\n2 & <script>\n' },
      message: 'Change',
    });
    const { data } = await octokit.rest.pulls.create({
      ...repo,
      head: 'change',
      base: 'main',
      title: 'A <change>',
      body,
    });
    return data.html_url;
  }

  async function read(url: string) {
    return await (await fetch(url)).text();
  }

  async function press(
    url: string,
    origin?: string,
    form: Record<string, string> = {},
  ) {
    return await fetch(url, {
      method: 'POST',
      headers: origin ? { origin } : {},
      body: new URLSearchParams(form),
      redirect: 'manual',
    });
  }

  it('shows title, state, description and changes, and escapes what it shows', async () => {
    const page = await read(
      await openPull('**bold** <img src=x onerror=alert(1)>'),
    );

    expect(page).toContain('A &lt;change&gt;');
    expect(page).toContain('<strong>bold</strong>');
    expect(page).toContain('&lt;img src=x');
    expect(page).not.toContain('<img');
    expect(page).toContain('-two');
    expect(page).toContain('+2 &amp; &lt;script&gt;');
    expect(page).not.toContain('<script');
    expect(page).toMatch(/Open<\/span/);
    expect(page).toContain('as approver');
  });

  it('merges as the second user when the button is pressed', async () => {
    const url = await openPull();

    const answer = await press(`${url}/merge`, forge.url);

    expect(answer.status).toBe(303);
    const page = await read(url);
    expect(page).toContain('Merged. Argo CD picks it up');
    expect(page).toContain('approver merged it');
    expect(page).not.toContain('Merge pull request</button>');
    expect(page).not.toContain('value="APPROVE"');
    const { data } = await octokit.rest.repos.getContent({
      ...repo,
      path: 'a.txt',
      mediaType: { format: 'raw' },
    });
    expect(data).toBe('one\n2 & <script>\n');
  });

  it('closes when the button is pressed, and merges no more after that', async () => {
    const url = await openPull();

    expect((await press(`${url}/close`, forge.url)).status).toBe(303);

    expect(await read(url)).toContain('Closed without merging.');
    const again = await press(`${url}/merge`, forge.url);
    expect(again.status).toBe(409);
    expect(await again.text()).toContain('Nothing was done');
  });

  it.each([undefined, 'http://evil.example', 'null'])(
    'refuses a button pressed on a page of %s',
    async origin => {
      const url = await openPull();

      expect((await press(`${url}/merge`, origin)).status).toBe(403);

      expect(await read(url)).toContain('Merge pull request');
    },
  );

  it('lets the second user approve, ask for changes and comment', async () => {
    const url = await openPull();
    const say = async (event: string, body: string) =>
      await press(`${url}/review`, forge.url, { event, body });

    expect((await say('REQUEST_CHANGES', '')).status).toBe(409);
    expect((await say('REQUEST_CHANGES', 'Not **yet**')).status).toBe(303);
    expect((await say('COMMENT', '<i>Hm</i>')).status).toBe(303);
    expect((await say('APPROVE', '')).status).toBe(303);
    expect((await say('EXPLODE', 'x')).status).toBe(409);

    const page = await read(url);
    expect(page).toMatch(
      /requested changes[^]*Not <strong>yet<[^]*commented[^]*&lt;i&gt;Hm[^]*approved/,
    );
    const pull = { ...repo, pull_number: 1 };
    const { data } = await octokit.rest.pulls.listReviews(pull);
    expect(data.map(({ user, state }) => `${user?.login} ${state}`)).toEqual([
      'approver CHANGES_REQUESTED',
      'approver APPROVED',
    ]);
  });

  it('does not let an author approve', async () => {
    await openPull();
    const approver = new Octokit({
      auth: 'another-token',
      baseUrl: `${forge.url}/api/v3`,
    });
    await forge.commit({
      ...repository,
      branch: 'own',
      files: { 'c.txt': 'c\n' },
      message: 'Own',
    });
    const { data } = await approver.rest.pulls.create({
      ...repo,
      head: 'own',
      base: 'main',
      title: 'Own',
    });
    const page = await read(data.html_url);
    expect(page).toContain('somebody else must approve it');
    expect(page).not.toContain('value="APPROVE"');
    const answer = await press(`${data.html_url}/review`, forge.url, {
      event: 'APPROVE',
    });
    expect(await answer.text()).toContain(
      'Nothing was done: Can not approve your own pull request.',
    );
  });

  it('shows what the protection of the branch waits for', async () => {
    const url = await openPull();
    await forge.protectBranch({
      ...repository,
      protection: {
        requiredReviews: { count: 1, dismissStale: false, codeOwners: false },
        requiredChecks: { strict: false, contexts: ['plan'] },
        enforceAdmins: true,
        allowForcePushes: false,
        allowDeletions: false,
      },
    });
    expect(await read(url)).toContain(
      'At least 1 approving review is required',
    );
    await press(`${url}/review`, forge.url, { event: 'APPROVE' });
    expect(await read(url)).toContain('Required status check &quot;plan&quot;');
    const { data } = await octokit.rest.pulls.get({ ...repo, pull_number: 1 });
    await octokit.rest.repos.createCommitStatus({
      ...repo,
      sha: data.head.sha,
      state: 'success',
      context: 'plan',
      description: 'Two placements added',
      target_url: 'data:text/html,hi',
    });

    const page = await read(url);
    expect(page).toMatch(/passed<[^]*plan[^]*Two placements added/);
    expect(page).not.toContain('data:text/html');
    expect(page).toContain('Merge pull request');
    expect((await press(`${url}/merge`, forge.url)).status).toBe(303);
  });

  it('says why it cannot be merged when it conflicts', async () => {
    const url = await openPull();
    await forge.commit({
      ...repository,
      files: { 'a.txt': 'one\nthree\n' },
      message: 'Other',
    });

    const page = await read(url);

    expect(page).toContain('Conflicts with main.');
    expect(page).not.toContain('Merge pull request');
    expect((await press(`${url}/merge`, forge.url)).status).toBe(409);
  });

  it('shows a repository with its pull requests, its folders and its files', async () => {
    await openPull();
    const home = `${forge.url}/acme/fleet`;

    const page = await read(home);
    expect(page).toContain('A &lt;change&gt; #1');
    expect(page).toContain('href="/acme/fleet/tree/main/docs"');
    expect(await read(`${home}/tree/main/docs`)).toContain('b &lt;i&gt;.txt');
    const path = 'docs/b%20%3Ci%3E.txt';
    expect(await read(`${home}/blob/main/${path}`)).toContain(
      '&lt;b&gt;bold&lt;/b&gt;',
    );
    const raw = await fetch(`${home}/raw/main/${path}`);
    expect(raw.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(await raw.text()).toBe('<b>bold</b>\n');
    expect((await fetch(`${home}/blob/main/none`)).status).toBe(404);
    expect((await fetch(`${forge.url}/acme/none`)).status).toBe(404);
  });
});
