import { SignJWT } from 'jose';
import { generateKeyPairSync, type KeyObject } from 'crypto';
import { checkEveryAnswer } from './__testUtils__/checkEveryAnswer';
import { TestApp } from './__testUtils__/TestApp';
import { repo, TestForge } from './__testUtils__/TestForge';

// Each request runs several processes, which takes long on a busy machine.
jest.setTimeout(60_000);

describe('GitHub Apps on the forge', () => {
  let test: TestForge;
  const app = TestApp.create();
  checkEveryAnswer();

  beforeEach(async () => {
    test = await TestForge.start({ apps: [app.registration] });
  });

  afterEach(async () => {
    await test.stop();
  });

  async function ask(token: string) {
    const answer = await fetch(`${test.forge.url}/api/v3/app`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return [answer.status, (await answer.json()).message];
  }

  async function sign(
    claims: { iss?: string; iat?: number; exp?: number },
    options: { key?: KeyObject | Uint8Array; alg?: string } = {},
  ) {
    const now = Math.floor(Date.now() / 1000);
    return await new SignJWT({ iat: now, exp: now + 300, iss: '7', ...claims })
      .setProtectedHeader({ alg: options.alg ?? 'RS256' })
      .sign(options.key ?? app.privateKey);
  }

  it('find their installations with the private key', async () => {
    const { apps } = (await app.connect(test)).rest;
    const { data: self } = await apps.getAuthenticated();
    expect(self).toMatchObject({ slug: 'vanstage', installations_count: 1 });
    const { data: installations } = await apps.listInstallations();
    const { data: ofRepository } = await apps.getRepoInstallation(repo);
    expect(installations).toMatchObject([{ id: ofRepository.id }]);
    const { data: byId } = await apps.getInstallation({
      installation_id: ofRepository.id,
    });
    expect(byId).toMatchObject({
      app_slug: 'vanstage',
      target_type: 'Organization',
    });
    await test.api.repos.createFork(repo);
    const { data: ofUser } = await apps.getUserInstallation({
      username: 'author',
    });
    expect(ofUser.target_type).toBe('User');
    await expect(
      apps.getRepoInstallation({ ...repo, repo: 'none' }),
    ).rejects.toMatchObject({ status: 404 });
  });

  it.each([
    ['nonsense', async () => 'nonsense', 401],
    [
      'signed with another key',
      () => {
        const { privateKey } = generateKeyPairSync('rsa', {
          modulusLength: 2048,
        });
        return sign({}, { key: privateKey });
      },
      401,
    ],
    [
      'signed with the public key as if it were a password',
      () =>
        sign(
          {},
          { alg: 'HS256', key: Buffer.from(app.registration.publicKey) },
        ),
      401,
    ],
    ['over', () => sign({ exp: Math.floor(Date.now() / 1000) - 120 }), 401],
    [
      'made for too long',
      () => sign({ exp: Math.floor(Date.now() / 1000) + 3600 }),
      401,
    ],
    [
      'made in the future',
      () => sign({ iat: Math.floor(Date.now() / 1000) + 300 }),
      401,
    ],
    ['of an unknown App', () => sign({ iss: '8' }), 404],
  ])('are refused with a token that is %s', async (_, make, status) => {
    const [got, message] = await ask(await make());
    expect(got).toBe(status);
    expect(message).toMatch(/JSON web token|claim|Integration not found/);
    expect((await ask(await sign({})))[0]).toBe(200);
  });

  it('act as a bot with what they are permitted', async () => {
    const octokit = await app.connect(test, 'acme');
    await octokit.rest.git.createRef({
      ...repo,
      ref: 'refs/heads/change',
      sha: await test.head(),
    });
    await test.commit('change', { 'b.txt': 'b\n' });
    const { data: pull } = await octokit.rest.pulls.create({
      ...repo,
      head: 'change',
      base: 'main',
      title: 'By an App',
    });
    expect(pull.user).toMatchObject({ login: 'vanstage[bot]', type: 'Bot' });
    await expect(
      octokit.rest.issues.createComment({
        ...repo,
        issue_number: 1,
        body: 'x',
      }),
    ).rejects.toMatchObject({
      status: 403,
      response: {
        data: { message: 'Resource not accessible by integration' },
      },
    });
    const { data } =
      await octokit.rest.apps.listReposAccessibleToInstallation();
    expect(data.repositories.map(({ name }) => name)).toEqual(['fleet']);
  });

  it('get tokens for less, and give them back', async () => {
    await test.forge.createRepository({
      owner: 'acme',
      name: 'other',
      files: { 'a.txt': 'a' },
    });
    const { apps } = (await app.connect(test)).rest;
    const { data: installation } = await apps.getRepoInstallation(repo);
    const installation_id = installation.id;
    const { data } = await apps.createInstallationAccessToken({
      installation_id,
      repositories: ['fleet'],
      permissions: { contents: 'read' },
    });
    const less = test.connect(data.token).rest;
    expect((await less.repos.getContent({ ...repo, path: '' })).status).toBe(
      200,
    );
    await expect(
      less.git.createRef({
        ...repo,
        ref: 'refs/heads/x',
        sha: await test.head(),
      }),
    ).rejects.toMatchObject({ status: 403 });
    await expect(
      less.repos.getContent({ ...repo, repo: 'other', path: '' }),
    ).rejects.toMatchObject({ status: 404 });
    await less.apps.revokeInstallationAccessToken();
    await expect(
      less.repos.getContent({ ...repo, path: '' }),
    ).rejects.toMatchObject({ status: 401 });

    await expect(
      apps.createInstallationAccessToken({
        installation_id,
        permissions: { administration: 'write' },
      }),
    ).rejects.toMatchObject({ status: 422 });
  });
});
