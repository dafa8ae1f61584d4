import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
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
