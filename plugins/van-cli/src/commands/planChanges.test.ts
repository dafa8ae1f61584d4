import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { files, FleetFolder } from '../__testUtils__/FleetFolder';

const dallas = 'networks/acme/clusters/dallas.yaml';

let folder: FleetFolder;

beforeEach(() => {
  folder = new FleetFolder();
});

afterEach(() => folder.remove());

describe('van plan', () => {
  it('compares with a branch and says why', async () => {
    folder.commit();
    folder.write(dallas, files[dallas].replace('retial', 'retail'));
    expect(await folder.van('plan', '--base', 'main')).toEqual({
      code: 0,
      said: `Network acme: 1 arrives
  + web  dallas  rule shops: shop → retail`,
      complained: '',
    });
  });

  it('writes JSON, and Markdown for a pull request', async () => {
    folder.commit();
    folder.write(dallas, files[dallas].replace('retial', 'retail'));
    const { said } = await folder.van('plan', '--base', 'HEAD', '--json');
    expect(JSON.parse(said)).toMatchObject({
      base: 'HEAD',
      plans: [{ added: [{ application: 'web', cluster: 'dallas' }] }],
    });
    const markdown = await folder.van('plan', '--base', 'HEAD', '--markdown');
    expect(markdown.said).toMatch(/^\*\*1 arrives\*\* on network `acme`\./);
  });

  it('shows a network that is new, and one that goes', async () => {
    folder.commit();
    folder.git('mv', 'networks/acme', 'networks/other');
    for (const [path, text] of Object.entries(files)) {
      folder.write(
        path.replace('networks/acme', 'networks/other'),
        text.replace('name: acme', 'name: other'),
      );
    }
    const { said } = await folder.van('plan', '--base', 'main');
    expect(said).toContain('Network acme: 1 leaves');
    expect(said).toContain('Network other: 1 arrives');
  });

  it('fails when overrides conflict', async () => {
    folder.commit();
    for (const name of ['one', 'two']) {
      folder.write(
        `networks/acme/rules/${name}.yaml`,
        `${files['networks/acme/rules/shops.yaml'].replace(
          'name: shops',
          `name: ${name}`,
        )}  overrides: [{ targetRevision: ${name} }]\n`,
      );
    }
    expect(await folder.van('plan', '--base', 'main')).toMatchObject({
      code: 1,
      said: expect.stringContaining(
        'error: On paris: rule one and rule two both set targetRevision of application web.',
      ),
    });
  });

  it('reads no submodule and no link of the revision', async () => {
    symlinkSync(
      'paris.yaml',
      join(folder.path, 'networks/acme/clusters/link.yaml'),
    );
    folder.commit();
    const commit = folder.git('rev-parse', 'HEAD').trim();
    folder.git(
      'update-index',
      '--add',
      '--cacheinfo',
      `160000,${commit},networks/acme/clusters/module`,
    );
    folder.git('commit', '--quiet', '--message=Add a submodule');
    folder.git('rm', '--quiet', '--cached', 'networks/acme/clusters/link.yaml');
    rmSync(join(folder.path, 'networks/acme/clusters/link.yaml'));
    expect(await folder.van('plan', '--base', 'main')).toMatchObject({
      code: 0,
      said: 'Network acme: Nothing changes',
    });
  });

  it.each(['mian', '--output=x'])(
    'does not know the revision %s',
    async base => {
      folder.commit();
      expect(await folder.van('plan', `--base=${base}`)).toMatchObject({
        code: 2,
        complained: expect.stringContaining(`There is no revision ${base}`),
      });
    },
  );

  it('works in a folder within a Git repository', async () => {
    const outer = new FleetFolder(
      Object.fromEntries(
        Object.entries(files).map(([path, text]) => [`fleet/${path}`, text]),
      ),
    );
    outer.commit();
    outer.write(`fleet/${dallas}`, files[dallas].replace('retial', 'retail'));
    const { said } = await outer.van(
      'plan',
      '--base=main',
      '--directory=fleet',
    );
    expect(said).toContain('Network acme: 1 arrives');
    outer.remove();
  });
});
