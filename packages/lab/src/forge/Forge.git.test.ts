import { spawnSync } from 'child_process';
import { mkdtemp, readFile, rm, writeFile } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import { checkEveryAnswer } from './__testUtils__/checkEveryAnswer';
import { Forge } from './Forge';
import { runGit } from './git/runGit';

const repository = { owner: 'acme', name: 'fleet' };

// Some systems have it in a package of its own. Without a request to serve, it answers 500.
const hasHttpBackend =
  spawnSync('git', ['http-backend'], { encoding: 'utf8' }).stdout?.includes(
    'Status: 500',
  ) ?? false;
if (!hasHttpBackend) {
  process.stderr.write(
    '\nSKIPPED: Git over HTTP is not tested, `git http-backend` is missing. Install the whole Git.\n\n',
  );
}
const describeWithHttpBackend = hasHttpBackend ? describe : describe.skip;

// Each request runs several processes, which takes long on a busy machine.
jest.setTimeout(60_000);

describeWithHttpBackend('Git over HTTP', () => {
  checkEveryAnswer();
  let directory: string;
  let forge: Forge;
  let cloneUrl: string;
  let clone: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'forge-'));
    clone = join(directory, 'clone');
    forge = await Forge.start({
      directory: join(directory, 'repositories'),
      users: [
        { login: 'author', token: 'a-token' },
        { login: 'reader', token: 'reader-token', role: 'read' },
      ],
    });
    ({ cloneUrl } = await forge.createRepository({
      ...repository,
      files: { 'a.txt': 'one\n' },
    }));
  });

  afterEach(async () => {
    await forge.stop();
    await rm(directory, { recursive: true });
  });

  async function commitInClone() {
    await writeFile(join(clone, 'a.txt'), 'two\n');
    await runGit(clone, [
      ...['-c', 'user.name=A', '-c', 'user.email=a@example.org'],
      ...['commit', '--quiet', '-a', '-m', 'Two'],
    ]);
  }

  it('is cloned and fetched by anyone', async () => {
    await runGit(directory, ['clone', '--quiet', cloneUrl, clone]);
    expect(await readFile(join(clone, 'a.txt'), 'utf8')).toBe('one\n');

    const sha = await forge.commit({
      ...repository,
      files: { 'a.txt': 'two\n' },
      message: 'Two',
    });
    await runGit(clone, ['fetch', '--quiet', '--depth=1', 'origin', sha]);
    const { output } = await runGit(clone, ['show', `${sha}:a.txt`]);
    expect(output.toString()).toBe('two\n');
    expect(forge.requests.snapshot()['git fetch']).toBeGreaterThan(0);
  });

  function addressFor(token: string) {
    const target = new URL(cloneUrl);
    target.username = 'anyone';
    target.password = token;
    return target.toString();
  }

  it('takes pushes with a token as the password', async () => {
    await runGit(directory, ['clone', '--quiet', cloneUrl, clone]);
    await commitInClone();

    await runGit(clone, [
      'push',
      '--quiet',
      addressFor('a-token'),
      'HEAD:main',
    ]);

    const page = await fetch(`${forge.url}/acme/fleet/raw/main/a.txt`);
    expect(await page.text()).toBe('two\n');
  });

  it('refuses pushes without a right token', async () => {
    await runGit(directory, ['clone', '--quiet', cloneUrl, clone]);
    await commitInClone();

    await expect(
      runGit(clone, ['push', '--quiet', addressFor('wrong'), 'HEAD:main']),
    ).rejects.toThrow(/Authentication failed/);
    await expect(
      runGit(clone, [
        'push',
        '--quiet',
        addressFor('reader-token'),
        'HEAD:main',
      ]),
    ).rejects.toThrow(/403/);
    await expect(
      runGit(clone, ['push', '--quiet', cloneUrl, 'HEAD:main']),
    ).rejects.toThrow(/could not read Username/);
  });

  describe('on a protected branch', () => {
    const unprotected = {
      enforceAdmins: false,
      allowForcePushes: false,
      allowDeletions: false,
    };
    const push = async (ref: string) =>
      await runGit(clone, ['push', addressFor('a-token'), ref]);

    beforeEach(async () => {
      await runGit(directory, ['clone', '--quiet', cloneUrl, clone]);
      await commitInClone();
    });

    it('refuses pushes past a pull request', async () => {
      await forge.protectBranch({
        ...repository,
        protection: {
          ...unprotected,
          requiredReviews: { count: 1, dismissStale: false, codeOwners: false },
        },
      });
      await expect(push('HEAD:main')).rejects.toThrow(
        /GH006: Protected branch update failed for refs\/heads\/main\.[^]*Changes must be made through a pull request\./,
      );
      await push('HEAD:change');
    });

    it('refuses to lose commits, and to lose the branch', async () => {
      await forge.protectBranch({
        ...repository,
        branch: 'kept',
        protection: unprotected,
      });
      await push('HEAD:kept');
      await expect(push('+HEAD~1:kept')).rejects.toThrow(
        /Cannot force-push to this branch/,
      );
      await expect(push(':kept')).rejects.toThrow(/Cannot delete this branch/);
    });

    it('takes only commits that were checked', async () => {
      await forge.protectBranch({
        ...repository,
        protection: {
          ...unprotected,
          requiredChecks: { strict: false, contexts: ['plan'] },
        },
      });
      await expect(push('HEAD:main')).rejects.toThrow(
        /Required status check "plan" is expected\./,
      );
      await push('HEAD:change');
      const { output } = await runGit(clone, ['rev-parse', 'HEAD']);
      const sha = output.toString().trim();
      const status = await fetch(
        `${forge.url}/api/v3/repos/acme/fleet/statuses/${sha}`,
        {
          method: 'POST',
          headers: { authorization: 'token a-token' },
          body: JSON.stringify({ state: 'success', context: 'plan' }),
        },
      );
      expect(status.status).toBe(201);
      await push('HEAD:main');
    });
  });

  it('does not know other repositories', async () => {
    await expect(
      runGit(directory, ['clone', `${forge.url}/acme/none.git`, clone]),
    ).rejects.toThrow(/not found/);
  });
});
