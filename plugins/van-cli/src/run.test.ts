import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { files, FleetFolder } from './__testUtils__/FleetFolder';

const web = 'networks/acme/applications/web.yaml';
const dallas = 'networks/acme/clusters/dallas.yaml';
const rendered = 'networks/acme/rendered/applicationsets/web.yaml';

let folder: FleetFolder;

beforeEach(() => {
  folder = new FleetFolder();
});

afterEach(() => folder.remove());

describe('van validate', () => {
  it('is content with a fleet without problems', async () => {
    expect(await folder.van('validate')).toEqual({
      code: 0,
      said: '1 network, no problems',
      complained: '',
    });
  });

  it('shows what is wrong, where, and how to mend it', async () => {
    folder.write(dallas, files[dallas].replace('edge', 'egde'));
    expect(await folder.van('validate')).toEqual({
      code: 1,
      said: '',
      complained: `${dallas}:5:9: error: \`spec.role\` must be \`hub\` or \`edge\`, not \`egde\`
  4 | spec:
  5 |   role: egde
              ^
  help: Write \`edge\`.

1 problem in 1 file`,
    });
  });

  it('writes the same as JSON', async () => {
    folder.write(dallas, files[dallas].replace('edge', 'egde'));
    const { code, said } = await folder.van('validate', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(said)).toEqual({
      problems: [
        {
          location: { path: dallas, line: 5, column: 9 },
          message: '`spec.role` must be `hub` or `edge`, not `egde`',
          hint: 'Write `edge`.',
        },
      ],
    });
  });

  it('finds what only shows when applications are placed', async () => {
    folder.write(
      web,
      files[web].replace("web.git'", "web.git', path: '${size}'"),
    );
    const { code, complained } = await folder.van('validate');
    expect(code).toBe(1);
    expect(complained).toContain(
      `${web}: error: On paris: application web uses \${size}, which the cluster does not have`,
    );
  });

  it('keeps control characters of a file from the terminal', async () => {
    folder.write(dallas, `${files[dallas]}  \u001b[31mbad: [\n`);
    const { complained } = await folder.van('validate');
    expect(complained).not.toContain('\u001b');
  });

  it('reads no link, nothing that is not text and nothing huge', async () => {
    symlinkSync(
      join(folder.path, web),
      join(folder.path, 'networks/acme/applications/linked.yaml'),
    );
    folder.write(
      'networks/acme/clusters/bytes.yaml',
      Buffer.from([0xff, 0xfe]),
    );
    folder.write('networks/acme/clusters/huge.yaml', 'a'.repeat(3 << 20));
    const { code, complained } = await folder.van('validate');
    expect(code).toBe(1);
    expect(complained).toContain(
      'applications/linked.yaml: error: This is not read: it is a symbolic link',
    );
    expect(complained).toContain(
      'bytes.yaml: error: This is not read: it is not text in UTF-8',
    );
    expect(complained).toContain(
      'huge.yaml: error: This is not read: it has more than 2097152 bytes',
    );
  });

  it('says what is missing where there is no fleet', async () => {
    const empty = new FleetFolder({ 'README.md': '' });
    expect(await empty.van('validate')).toMatchObject({
      code: 2,
      complained: expect.stringContaining('name it with --directory'),
    });
    empty.write('networks/README.md', '');
    expect(await empty.van('validate')).toMatchObject({
      code: 2,
      complained: expect.stringContaining('networks/<network>/network.yaml'),
    });
    empty.remove();
  });

  it('names the network that was meant', async () => {
    expect(await folder.van('validate', '--network', 'acne')).toMatchObject({
      code: 1,
      complained: expect.stringContaining('Did you mean `acme`?'),
    });
  });
});

describe('van render and van check', () => {
  it('writes what is rendered, and then finds that it follows', async () => {
    expect(await folder.van('check')).toMatchObject({
      code: 1,
      said: expect.stringContaining(
        '3 files of rendered/ do not follow the declarations. Run van render',
      ),
    });
    expect(existsSync(join(folder.path, rendered))).toBe(false);

    expect(await folder.van('render')).toMatchObject({
      code: 0,
      said: expect.stringContaining(`+ ${rendered}`),
    });
    expect(readFileSync(join(folder.path, rendered), 'utf8')).toContain(
      'cluster: paris',
    );
    expect(await folder.van('check')).toMatchObject({ code: 0 });

    folder.write(rendered, 'edited by hand');
    expect(await folder.van('check', '--json')).toMatchObject({
      code: 1,
      said: expect.stringContaining(rendered),
    });
  });

  it('deletes what is no longer rendered', async () => {
    await folder.van('render');
    folder.write(web, files[web].replace('[shop]', '[]'));
    expect(await folder.van('render')).toMatchObject({
      code: 0,
      said: `- ${rendered}\n1 file written`,
    });
    expect(existsSync(join(folder.path, rendered))).toBe(false);
  });

  it('writes nothing while a file has a problem', async () => {
    await folder.van('render');
    folder.write(web, 'broken: [');
    expect(await folder.van('render')).toMatchObject({ code: 1, said: '' });
    expect(existsSync(join(folder.path, rendered))).toBe(true);
  });
});

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

describe('van why', () => {
  it('says why an application is on a cluster', async () => {
    expect(await folder.van('why', 'web', 'paris')).toMatchObject({
      code: 0,
      said: 'Yes: web runs on paris because rule `shops` matches `shop` → `retail`.',
    });
  });

  it('says why not, and what may be misspelled', async () => {
    expect(await folder.van('why', 'web', 'dallas')).toMatchObject({
      code: 0,
      said: `No: no rule puts web on dallas.
  rule \`shops\` asks for a cluster tagged \`retail\`, which dallas is not; it has \`retial\`.`,
    });
  });

  it('names what was meant', async () => {
    expect(await folder.van('why', 'wep', 'paris')).toMatchObject({
      code: 2,
      complained: 'error: There is no application wep. Did you mean web?',
    });
  });
});

describe('van import', () => {
  const token = 'very-secret';
  const secret = `apiVersion: v1
kind: Secret
metadata: { name: lyon, labels: { argocd.argoproj.io/secret-type: cluster } }
stringData:
  name: lyon
  server: https://lyon-kube-api.van.svc:443
  config: '{"bearerToken": "${token}"}'
`;
  const set = `kind: ApplicationSet
metadata: { name: billing }
spec:
  generators: [{ list: { elements: [{ cluster: paris }] } }]
  template:
    metadata: { name: 'billing-{{ .cluster }}' }
    spec:
      source: { repoURL: 'https://git.example.com/acme/billing.git', path: deploy }
      destination: { name: '{{ .cluster }}', namespace: billing }
`;

  it('writes the declarations of what runs already, which then are valid', async () => {
    const { code, said } = await folder.vanOn(
      `${secret}---\n${set}`,
      'import',
      '-',
    );
    expect(code).toBe(0);
    expect(said).toContain('+ networks/acme/clusters/lyon.yaml');
    expect(said).toContain('+ networks/acme/applications/billing.yaml');
    expect(said).toContain('+ networks/acme/rules/billing.yaml');
    expect(said).not.toContain(token);
    expect(await folder.van('validate')).toMatchObject({ code: 0 });
    expect(await folder.van('why', 'billing', 'paris')).toMatchObject({
      said: expect.stringContaining('Yes:'),
    });

    expect(await folder.vanOn(secret, 'import', '-')).toMatchObject({
      code: 2,
      complained: expect.stringContaining('Declared already'),
    });
  });

  it('takes a list, as kubectl writes several', async () => {
    folder.write(
      'objects.json',
      JSON.stringify({
        kind: 'List',
        items: [
          {
            kind: 'Secret',
            stringData: {
              name: 'lyon',
              server: 'https://lyon-kube-api.van.svc',
            },
            metadata: {},
          },
        ],
      }),
    );
    expect(await folder.van('import', 'objects.json', '--json')).toMatchObject({
      code: 0,
      said: expect.stringContaining('networks/acme/clusters/lyon.yaml'),
    });
  });

  it('writes nothing that the fleet would have a problem with', async () => {
    const broken = secret.replace('name: lyon\n', 'name: Lyon East\n');
    expect(await folder.vanOn(broken, 'import', '-')).toMatchObject({
      code: 1,
      complained: expect.stringContaining('Nothing was written'),
    });
    expect(await folder.van('validate')).toMatchObject({ code: 0 });
    expect(await folder.vanOn('a: [', 'import', '-')).toMatchObject({
      code: 2,
      complained: expect.stringContaining('not valid YAML'),
    });
  });
});

describe('van', () => {
  it('explains itself', async () => {
    const { code, said } = await folder.van('--help');
    expect(code).toBe(0);
    for (const command of ['validate', 'plan', 'render', 'check', 'why']) {
      expect(said).toContain(command);
    }
    expect(said).toContain('Exit codes');
  });

  it('tells a wrong use from a wrong fleet by the exit code', async () => {
    expect(await folder.van('plan')).toMatchObject({
      code: 2,
      complained: expect.stringContaining('--base'),
    });
    expect(await folder.van('validat')).toMatchObject({
      code: 2,
      complained: expect.stringContaining('Did you mean validate?'),
    });
  });

  it('runs as a program, with colours only where they are wanted', () => {
    folder.write(dallas, files[dallas].replace('edge', 'egde'));
    const van = (env: Record<string, string>) =>
      spawnSync(
        process.execPath,
        [resolve(__dirname, '../bin/van'), 'validate'],
        {
          cwd: folder.path,
          encoding: 'utf8',
          env: {
            ...process.env,
            FORCE_COLOR: undefined,
            NO_COLOR: undefined,
            ...env,
          },
        },
      );
    const plain = van({});
    expect(plain.status).toBe(1);
    expect(plain.stderr).toContain('1 problem in 1 file');
    expect(plain.stderr).not.toContain('\u001b');
    expect(van({ FORCE_COLOR: '1' }).stderr).toContain('\u001b[');
  });
});
