import { Readable } from 'stream';
import { extract } from 'tar-stream';
import { createGunzip } from 'zlib';
import { checkEveryAnswer } from './__testUtils__/checkEveryAnswer';
import { repo, TestForge } from './__testUtils__/TestForge';

// Each request runs several processes, which takes long on a busy machine.
jest.setTimeout(60_000);

describe('repositories in the API of the forge', () => {
  let test: TestForge;
  checkEveryAnswer();

  beforeEach(async () => {
    test = await TestForge.start();
  });

  afterEach(async () => {
    await test.stop();
  });

  describe('users, repositories and branches', () => {
    it('knows who asks', async () => {
      const { data } = await test.api.users.getAuthenticated();
      expect(data).toMatchObject({ login: 'author', type: 'User' });
      const other = await test.api.users.getByUsername({
        username: 'approver',
      });
      expect(other.data).toMatchObject({ login: 'approver', type: 'User' });
      await expect(
        test.api.users.getByUsername({ username: 'nobody' }),
      ).rejects.toMatchObject({ status: 404 });
      await expect(
        test.connect('wrong').rest.users.getAuthenticated(),
      ).rejects.toMatchObject({
        status: 401,
        response: { data: { message: 'Bad credentials' } },
      });
      await expect(
        test.connect().rest.users.getAuthenticated(),
      ).rejects.toMatchObject({ status: 401 });
    });

    it('describes the repository and its branches', async () => {
      const sha = await test.head();
      const { data } = await test.api.repos.get(repo);
      expect(data).toMatchObject({
        full_name: 'acme/fleet',
        default_branch: 'main',
        html_url: `${test.forge.url}/acme/fleet`,
        clone_url: `${test.forge.url}/acme/fleet.git`,
        owner: { login: 'acme', type: 'Organization' },
        permissions: { push: true },
      });
      const branch = await test.api.repos.getBranch({
        ...repo,
        branch: 'main',
      });
      expect(branch.data.commit.sha).toBe(sha);
      const branches = await test.api.repos.listBranches(repo);
      expect(branches.data.map(({ name }) => name)).toEqual(['main']);
    });

    it('answers 404 in the usual form for what is not there', async () => {
      for (const ask of [
        () => test.api.repos.get({ ...repo, repo: 'none' }),
        () => test.api.repos.getBranch({ ...repo, branch: 'none' }),
        () => test.api.git.getRef({ ...repo, ref: 'heads/none' }),
        () => test.api.pulls.get({ ...repo, pull_number: 9 }),
        () => test.api.repos.getContent({ ...repo, path: 'none' }),
        () => test.connect('a-token').request('GET /nothing/like/that'),
      ]) {
        await expect(ask()).rejects.toMatchObject({
          status: 404,
          response: {
            data: {
              message: expect.stringMatching(/not found/i),
              documentation_url: expect.stringMatching(/^https:/),
            },
          },
        });
      }
    });

    it('lists in pages', async () => {
      for (const name of ['b', 'c', 'd', 'e']) {
        await test.commit(name, { [`${name}.txt`]: name });
      }
      const first = await test.api.repos.listBranches({
        ...repo,
        per_page: 2,
      });
      expect(first.headers.link).toMatch(
        /page=2>; rel="next", <.*page=3>; rel="last"$/,
      );
      const all = await test
        .connect('a-token')
        .paginate(test.api.repos.listBranches, {
          ...repo,
          per_page: 2,
        });
      expect(all.map(({ name }) => name)).toEqual(['b', 'c', 'd', 'e', 'main']);
    });
  });

  describe('contents', () => {
    it('reads files and folders', async () => {
      const { data } = await test.api.repos.getContent({
        ...repo,
        path: 'networks/acme/a.yaml',
      });
      expect(data).toMatchObject({
        type: 'file',
        encoding: 'base64',
        content: `${Buffer.from('a: 1\n').toString('base64')}\n`,
        html_url: `${test.forge.url}/acme/fleet/blob/main/networks/acme/a.yaml`,
      });
      const folder = await test.api.repos.getContent({ ...repo, path: '' });
      expect(folder.data).toMatchObject([
        { name: 'README.md', type: 'file' },
        { name: 'networks', type: 'dir' },
      ]);
    });

    it('writes and deletes a file', async () => {
      const path = 'new/file.txt';
      const created = await test.api.repos.createOrUpdateFileContents({
        ...repo,
        path,
        message: 'Add',
        content: Buffer.from('1').toString('base64'),
      });
      expect(created.status).toBe(201);
      const sha = created.data.content?.sha ?? '';
      const update = {
        ...repo,
        path,
        message: 'Change',
        content: Buffer.from('2').toString('base64'),
      };
      await expect(
        test.api.repos.createOrUpdateFileContents(update),
      ).rejects.toMatchObject({ status: 422 });
      await expect(
        test.api.repos.createOrUpdateFileContents({ ...update, sha: 'x' }),
      ).rejects.toMatchObject({ status: 409 });
      const updated = await test.api.repos.createOrUpdateFileContents({
        ...update,
        sha,
      });
      expect(await test.read(path)).toBe('2');

      await test.api.repos.deleteFile({
        ...repo,
        path,
        message: 'Remove',
        sha: updated.data.content?.sha ?? '',
      });
      await expect(test.read(path)).rejects.toMatchObject({ status: 404 });
    });

    it('packs an archive in which everything is in one folder', async () => {
      const sha = await test.head();
      const answer = await fetch(
        `${test.forge.url}/api/v3/repos/acme/fleet/tarball/${sha}`,
      );
      expect(answer.url).toContain('/_codeload/acme/fleet/');
      const archive = Buffer.from(await answer.arrayBuffer());
      const names: string[] = [];
      const entries = extract();
      Readable.from([archive]).pipe(createGunzip()).pipe(entries);
      for await (const entry of entries) {
        names.push(entry.header.name);
        entry.resume();
      }
      const folder = `acme-fleet-${sha.slice(0, 7)}`;
      expect(names).toContain(`${folder}/networks/acme/a.yaml`);
    });
  });

  describe('commits', () => {
    it('answers a known commit with 304, which costs nothing', async () => {
      const url = `${test.forge.url}/api/v3/repos/acme/fleet/commits/heads%2Fmain`;
      const headers = {
        authorization: 'Bearer a-token',
        accept: 'application/vnd.github.sha',
      };
      const first = await fetch(url, { headers });
      expect(await first.text()).toBe(await test.head());
      const etag = first.headers.get('etag') ?? '';
      const conditional = { ...headers, 'if-none-match': etag };

      const same = await fetch(url, { headers: conditional });
      const used = same.headers.get('x-ratelimit-used');
      const again = await fetch(url, { headers: conditional });
      expect([same.status, again.status]).toEqual([304, 304]);
      expect(again.headers.get('x-ratelimit-used')).toBe(used);

      const sha = await test.commit('main', { 'b.txt': 'b' });
      const changed = await fetch(url, { headers: conditional });
      expect(await changed.text()).toBe(sha);
      expect(Number(changed.headers.get('x-ratelimit-used'))).toBe(
        Number(used) + 1,
      );
    });

    it('lets those without a token ask 60 times an hour', async () => {
      const url = `${test.forge.url}/api/v3/repos/acme/fleet`;
      for (let count = 0; count < 60; count++) {
        expect((await fetch(url)).status).toBe(200);
      }
      const refused = await fetch(url);
      expect(refused.status).toBe(403);
      expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
      expect((await test.api.repos.get(repo)).status).toBe(200);
    });

    it('tells what a commit and what a branch changed', async () => {
      await test.commit('change', { 'README.md': 'New\nFleet\n' });
      await test.commit('change', { 'b.txt': 'b\n' });
      await test.commit('main', { 'c.txt': 'c\n' });
      const commit = await test.api.repos.getCommit({
        ...repo,
        ref: 'change',
      });
      expect(commit.data).toMatchObject({
        stats: { additions: 1, deletions: 0, total: 1 },
        files: [
          { filename: 'b.txt', status: 'added', patch: '@@ -0,0 +1 @@\n+b' },
        ],
        author: { login: 'author' },
      });
      const compare = await test.api.repos.compareCommitsWithBasehead({
        ...repo,
        basehead: 'main...change',
      });
      expect(compare.data).toMatchObject({
        status: 'diverged',
        ahead_by: 2,
        behind_by: 1,
        files: [
          { filename: 'README.md', status: 'modified', additions: 1 },
          { filename: 'b.txt', status: 'added' },
        ],
      });
      const log = await test.api.repos.listCommits({
        ...repo,
        sha: 'change',
        path: 'b.txt',
      });
      expect(log.data).toHaveLength(1);
    });
  });
});
