import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { inspect } from 'util';
import { archive } from './__testUtils__/archive';
import { FakeGithub, token } from './__testUtils__/FakeGithub';
import { FleetRepository } from './FleetRepository';

const one = '1'.repeat(40);
const two = '2'.repeat(40);

describe('FleetRepository', () => {
  const server = setupServer();
  registerMswTestHooks(server);

  let github: FakeGithub;

  beforeEach(() => {
    github = new FakeGithub(server);
  });

  function commitAnswer(commit: string) {
    return () =>
      new HttpResponse(commit, {
        headers: {
          'content-type': 'application/vnd.github.sha; charset=utf-8',
          etag: `"${commit}"`,
        },
      });
  }

  const notModified = () => new HttpResponse(null, { status: 304 });

  it('knows its pages', () => {
    const fleet = github.repository();
    expect(fleet.webUrl).toBe('https://github.example.com/acme/fleet');
    expect(fleet.fileUrl('networks/acme/a b.yaml')).toBe(
      'https://github.example.com/acme/fleet/blob/main/networks/acme/a%20b.yaml',
    );
  });

  it('says when no credentials are configured for its host', () => {
    expect(() =>
      FleetRepository.fromConfig(
        new ConfigReader({
          van: { fleet: { url: 'https://git.example.org/acme/fleet' } },
        }),
        { logger: github.logger },
      ),
    ).toThrow(/git\.example\.org, which is not among integrations\.github/);
  });

  describe('head', () => {
    it('asks with what it knows and takes the newest commit', async () => {
      github.on(
        'GET /commits/:ref',
        commitAnswer(one),
        notModified,
        commitAnswer(two),
      );
      const fleet = github.repository();

      expect(await fleet.head()).toBe(one);
      expect(await fleet.head()).toBe(one);
      expect(await fleet.head()).toBe(two);

      const [first, second, third] = github.requests;
      expect(first.headers.get('authorization')).toBe(`Bearer ${token}`);
      expect(first.headers.get('accept')).toMatch(/vnd\.github(\.v3)?\.sha/);
      expect(first.headers.get('if-none-match')).toBeNull();
      expect(second.headers.get('if-none-match')).toBe(`"${one}"`);
      expect(third.headers.get('if-none-match')).toBe(`"${one}"`);
    });

    it('refuses what is not a commit', async () => {
      github.on('GET /commits/:ref', { body: { sha: one } });
      await expect(github.repository().head()).rejects.toThrow(
        /Could not read the branch main in https:\/\/github\.example\.com/,
      );
    });

    it.each([
      [401, 'Bad credentials', {}, /refuses the credentials.*Check the token/],
      [403, 'Resource not accessible', {}, /may not do this/],
      [404, 'Not Found', {}, /not there, or the credentials.*cannot see it/],
      [409, 'Git Repository is empty.', {}, /empty/],
      [422, 'Validation Failed', {}, /refuses the content/],
      [502, 'Server Error', {}, /has a problem of its own/],
      [
        403,
        'API rate limit exceeded',
        { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1800000000' },
        /the rate limit is used up. Try again after 2027-01-15T08:00:00.000Z/,
      ],
      [
        403,
        'You have exceeded a secondary rate limit',
        { 'retry-after': '61' },
        /the secondary rate limit is used up. Try again in 61 seconds/,
      ],
      [429, 'Too many requests', {}, /Try again in a few minutes/],
    ])(
      'tells what to do about %s %s',
      async (status, message, headers, expected) => {
        github.on('GET /commits/:ref', { status, headers, body: { message } });

        const error = await github
          .repository()
          .head()
          .catch(reason => reason);

        expect(error.message).toMatch(expected);
        expect(error.message).toContain(message);
        // Backstage would answer with a status that it finds on the error.
        expect(error).not.toHaveProperty('status');
        expect(error).not.toHaveProperty('statusCode');
        expect(error.name).not.toMatch(/Authentication|NotAllowed|NotFound/);
        expect(inspect(error, { depth: 10 })).not.toContain(token);
      },
    );

    it('says when nothing answers', async () => {
      server.use(
        http.all('https://github.example.com/*', () => HttpResponse.error()),
      );
      await expect(github.repository().head()).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
        message: expect.stringMatching(
          /github\.example\.com does not answer\. Check that the backend can reach it/,
        ),
      });
    });
  });

  describe('snapshot', () => {
    async function serve(content: string) {
      const body = await archive([
        {
          name: 'acme-fleet-1111111/networks/acme/network.yaml',
          content,
        },
        {
          name: 'acme-fleet-1111111/networks/acme/link',
          type: 'symlink',
          linkname: 'x',
        },
      ]);
      return () =>
        new HttpResponse(body, {
          headers: { 'content-type': 'application/x-gzip' },
        });
    }

    it('reads the newest commit and follows where the archive is', async () => {
      const answer = await serve('kind: Network\n');
      server.use(
        http.get('https://codeload.example.com/archive', ({ request }) =>
          // Another host must not see the token.
          request.headers.has('authorization')
            ? new HttpResponse(null, { status: 400 })
            : answer(),
        ),
      );
      github.on('GET /commits/:ref', commitAnswer(one));
      github.on('GET /tarball/:ref', () =>
        HttpResponse.redirect('https://codeload.example.com/archive'),
      );

      const snapshot = await github.repository().snapshot();

      expect(snapshot.commit).toBe(one);
      expect([...snapshot.files]).toEqual([
        ['networks/acme/network.yaml', 'kind: Network\n'],
      ]);
      expect(github.logger.warn).toHaveBeenCalledWith(
        expect.stringContaining('networks/acme/link'),
      );
    });

    it('downloads a commit once, however many ask', async () => {
      github.on('GET /tarball/:ref', await serve('a'));
      const fleet = github.repository();

      const [first, second] = await Promise.all([
        fleet.snapshot(one),
        fleet.snapshot(one),
      ]);
      const third = await fleet.snapshot(one);

      expect(github.calls).toHaveLength(1);
      expect(second).toBe(first);
      expect(third).toBe(first);
    });

    it('forgets the commit that was not asked for longest', async () => {
      github.on('GET /tarball/:ref', await serve('a'));
      const fleet = github.repository();
      const commits = ['a', 'b', 'c', 'd'].map(letter => letter.repeat(40));
      for (const commit of [...commits, commits[0], one]) {
        await fleet.snapshot(commit);
      }
      expect(github.calls).toHaveLength(5);

      await fleet.snapshot(commits[0]);
      expect(github.calls).toHaveLength(5);
      await fleet.snapshot(commits[1]);
      expect(github.calls).toHaveLength(6);
    });

    it('tries again after a failure', async () => {
      github.on(
        'GET /tarball/:ref',
        { status: 404, body: { message: 'Not Found' } },
        await serve('a'),
      );
      const fleet = github.repository();

      await expect(fleet.snapshot(one)).rejects.toThrow(
        /Could not read the files at commit 1111111/,
      );
      expect((await fleet.snapshot(one)).files.size).toBe(1);
    });

    it('says when the archive is broken', async () => {
      github.on('GET /tarball/:ref', () => new HttpResponse('<html>'));
      await expect(github.repository().snapshot(one)).rejects.toThrow(
        /Could not read the files at commit 1111111.*cannot be/,
      );
    });
  });
});
