import { checkEveryAnswer } from './__testUtils__/checkEveryAnswer';
import { repo, TestForge } from './__testUtils__/TestForge';

// Each request runs several processes, which takes long on a busy machine.
jest.setTimeout(60_000);

describe('Git data in the API of the forge', () => {
  let test: TestForge;
  checkEveryAnswer();

  beforeEach(async () => {
    test = await TestForge.start();
  });

  afterEach(async () => {
    await test.stop();
  });

  describe('references', () => {
    it('are created, found, moved and deleted', async () => {
      const first = await test.head();
      const second = await test.commit('main', { 'b.txt': 'b' });
      const ref = 'heads/van/x';
      await test.api.git.createRef({
        ...repo,
        ref: `refs/${ref}`,
        sha: first,
      });
      const found = await test.api.git.listMatchingRefs({
        ...repo,
        ref: 'heads/van/',
      });
      expect(found.data.map(({ object }) => object.sha)).toEqual([first]);

      await test.api.git.updateRef({ ...repo, ref, sha: second });
      expect(await test.head('van/x')).toBe(second);
      await expect(
        test.api.git.updateRef({ ...repo, ref, sha: first }),
      ).rejects.toMatchObject({
        status: 422,
        response: { data: { message: 'Update is not a fast forward' } },
      });
      await test.api.git.updateRef({
        ...repo,
        ref,
        sha: first,
        force: true,
      });
      expect(await test.head('van/x')).toBe(first);

      await test.api.git.deleteRef({ ...repo, ref });
      await expect(test.head('van/x')).rejects.toMatchObject({ status: 404 });
    });

    it.each([
      ['refs/heads/main', undefined, 'Reference already exists'],
      ['refs/heads/new', '0'.repeat(40), 'Object does not exist'],
      ['main', undefined, 'main is not a valid ref name.'],
      [
        'refs/heads/a..b',
        undefined,
        'refs/heads/a..b is not a valid ref name.',
      ],
    ])('refuses %s at %s', async (ref, sha, message) => {
      await expect(
        test.api.git.createRef({
          ...repo,
          ref,
          sha: sha ?? (await test.head()),
        }),
      ).rejects.toMatchObject({
        status: 422,
        response: { data: { message } },
      });
    });

    it('are not written without a token', async () => {
      await expect(
        test.connect().rest.git.createRef({
          ...repo,
          ref: 'refs/heads/x',
          sha: await test.head(),
        }),
      ).rejects.toMatchObject({ status: 401 });
    });
  });

  describe('objects', () => {
    it('are written and read back', async () => {
      const blob = await test.api.git.createBlob({
        ...repo,
        content: Buffer.from([0, 255]).toString('base64'),
        encoding: 'base64',
      });
      const base = await test.api.git.getCommit({
        ...repo,
        commit_sha: await test.head(),
      });
      const tree = await test.api.git.createTree({
        ...repo,
        base_tree: base.data.tree.sha,
        tree: [
          { path: 'networks/acme/a.yaml', mode: '100644', sha: null },
          { path: 'networks/b.yaml', mode: '100644', content: 'b: "ü"\n' },
          { path: 'data', mode: '100644', type: 'blob', sha: blob.data.sha },
        ],
      });
      const { data: commit } = await test.api.git.createCommit({
        ...repo,
        message: 'Three files',
        tree: tree.data.sha,
        parents: [base.data.sha],
        author: {
          name: 'Ada',
          email: 'ada@example.org',
          date: '2026-01-02T03:04:05Z',
        },
      });

      expect(commit).toMatchObject({
        message: 'Three files',
        author: { name: 'Ada', date: '2026-01-02T03:04:05Z' },
        parents: [{ sha: base.data.sha }],
      });
      const recursive = await test.api.git.getTree({
        ...repo,
        tree_sha: commit.sha,
        recursive: '1',
      });
      expect(
        recursive.data.tree.map(({ path, type }) => `${type} ${path}`),
      ).toEqual([
        'blob README.md',
        'blob data',
        'tree networks',
        'blob networks/b.yaml',
      ]);
      const [, data, , text] = recursive.data.tree;
      const contents: string[] = [];
      for (const entry of [data, text]) {
        const answer = await test.api.git.getBlob({
          ...repo,
          file_sha: entry.sha ?? '',
        });
        contents.push(
          Buffer.from(answer.data.content, 'base64').toString('latin1'),
        );
      }
      expect(contents).toEqual([
        '\0\xff',
        Buffer.from('b: "ü"\n').toString('latin1'),
      ]);
    });

    it('refuses to delete what is not there, and paths that Git refuses', async () => {
      for (const path of ['none.yaml', '../x', 'a/.git/config']) {
        await expect(
          test.api.git.createTree({
            ...repo,
            base_tree: await test.head(),
            tree: [{ path, mode: '100644', sha: null }],
          }),
        ).rejects.toMatchObject({ status: 422 });
      }
    });

    it('names the fields that are wrong', async () => {
      await expect(
        test
          .connect('a-token')
          .request('POST /repos/acme/fleet/git/commits', { tree: 1 }),
      ).rejects.toMatchObject({
        status: 422,
        response: {
          data: {
            message: expect.stringMatching(
              /^Invalid request\.[^]*properties\/message[^]*properties\/tree/,
            ),
          },
        },
      });
      const answer = await fetch(
        `${test.forge.url}/api/v3/repos/acme/fleet/git/commits`,
        { method: 'POST', body: '{' },
      );
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({
        message: 'Problems parsing JSON',
      });
    });
  });
});
