import { spawnSync } from 'child_process';
import { mkdtemp, readFile, rm, writeFile } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
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
  let directory: string;
  let forge: Forge;
  let cloneUrl: string;
  let clone: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'forge-'));
    clone = join(directory, 'clone');
    forge = await Forge.start({
      directory: join(directory, 'repositories'),
      users: [{ login: 'author', token: 'a-token' }],
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

  it('takes pushes with a token as the password', async () => {
    await runGit(directory, ['clone', '--quiet', cloneUrl, clone]);
    await commitInClone();
    const target = new URL(cloneUrl);
    target.username = 'anyone';
    target.password = 'a-token';

    await runGit(clone, ['push', '--quiet', target.toString(), 'HEAD:main']);

    const page = await fetch(`${forge.url}/acme/fleet/raw/main/a.txt`);
    expect(await page.text()).toBe('two\n');
  });

  it('refuses pushes without a right token', async () => {
    await runGit(directory, ['clone', '--quiet', cloneUrl, clone]);
    await commitInClone();
    const target = new URL(cloneUrl);
    target.username = 'anyone';
    target.password = 'wrong';

    await expect(
      runGit(clone, ['push', '--quiet', target.toString(), 'HEAD:main']),
    ).rejects.toThrow(/Authentication failed/);
    await expect(
      runGit(clone, ['push', '--quiet', cloneUrl, 'HEAD:main']),
    ).rejects.toThrow(/could not read Username/);
  });

  it('does not know other repositories', async () => {
    await expect(
      runGit(directory, ['clone', `${forge.url}/acme/none.git`, clone]),
    ).rejects.toThrow(/not found/);
  });
});
