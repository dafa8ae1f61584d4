import {
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { buildRealBinaries } from './buildRealBinaries';
import { findRealBinaries } from './findRealBinaries';

/** Stands for Go: writes a program where `-o` says, or fails as a build does. */
const fakeGo = `#!/bin/sh
for argument in "$@"; do
  case "$argument" in
    -o=*) output="\${argument#-o=}" ;;
    -ldflags=*) flags="$argument" ;;
  esac
done
echo "$PWD $flags" >>"$BUILDS"
[ -z "$FAIL" ] || { echo 'main.go:1:1: expected package' >&2; exit 1; }
printf '#!/bin/sh\\n' >"$output"
chmod +x "$output"
`;

describe('real programs', () => {
  const before = { ...process.env };
  let folder: string;
  let builds: string;
  const said: string[] = [];
  const build = () => buildRealBinaries({ say: text => said.push(text) });

  async function program(path: string, text = '#!/bin/sh\n'): Promise<void> {
    await writeFile(path, text);
    await chmod(path, 0o755);
  }

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'real-'));
    builds = join(folder, 'builds');
    for (const name of ['bin', 'assets', 'system']) {
      await mkdir(join(folder, name));
    }
    for (const name of ['sh', 'cat', 'chmod', 'sleep']) {
      await symlink(`/bin/${name}`, join(folder, 'system', name));
    }
    said.length = 0;
    process.env.XDG_CACHE_HOME = join(folder, 'cache');
    process.env.PATH = [join(folder, 'bin'), join(folder, 'system')].join(
      delimiter,
    );
    process.env.BUILDS = builds;
    delete process.env.KUBEBUILDER_ASSETS;
    delete process.env.FAIL;
  });

  afterEach(async () => {
    process.env = { ...before };
    await rm(folder, { recursive: true, force: true });
  });

  it('are looked for in KUBEBUILDER_ASSETS first, then on the PATH', async () => {
    process.env.KUBEBUILDER_ASSETS = join(folder, 'assets');
    for (const name of ['kubectl', 'etcd', 'kube-apiserver']) {
      await program(join(folder, 'bin', name));
    }
    await program(join(folder, 'assets', 'kubectl'));

    const { paths, missing } = findRealBinaries();

    expect(paths.get('kubectl')).toBe(join(folder, 'assets', 'kubectl'));
    expect(paths.get('etcd')).toBe(join(folder, 'bin', 'etcd'));
    expect(missing).toContain('kwok');
  });

  it('come from one place where they belong together', async () => {
    process.env.KUBEBUILDER_ASSETS = join(folder, 'assets');
    await program(join(folder, 'assets', 'etcd'));
    await program(join(folder, 'bin', 'etcd'));
    await program(join(folder, 'bin', 'kube-apiserver'));

    expect(findRealBinaries().paths.get('etcd')).toBe(
      join(folder, 'bin', 'etcd'),
    );

    await rm(join(folder, 'bin', 'etcd'));
    expect(findRealBinaries().missing).toEqual(
      expect.arrayContaining(['etcd', 'kube-apiserver']),
    );
  });

  it('are built once when they are nowhere, with the version that they say', async () => {
    await program(join(folder, 'bin', 'go'), fakeGo);

    const { paths, missing } = await build();

    expect(missing).toEqual([]);
    expect(paths.get('kube-apiserver')).toMatch(
      /\/cache\/vanstage\/real\/kubernetes-v1\.\d+\.\d+-[0-9a-f]{12}\/kube-apiserver$/,
    );
    expect(said.join('\n')).toMatch(
      /Building Kubernetes v1\.\d+\.\d+, etcd v3/,
    );
    const first = await readFile(builds, 'utf8');
    expect(first).toMatch(
      /lab\/real\/kubernetes -ldflags=.*gitVersion=v1\.\d+\.\d+/,
    );
    expect(first).toMatch(/lab\/real\/argocd -ldflags=.*common\.version=3\./);

    await build();
    expect(await readFile(builds, 'utf8')).toBe(first);
  });

  it('may be built by two at once', async () => {
    await program(join(folder, 'bin', 'go'), fakeGo);

    const both = await Promise.all([build(), build()]);

    expect(both.map(({ missing }) => missing)).toEqual([[], []]);
  });

  it('are asked for in words when there is no Go', async () => {
    await expect(build()).rejects.toThrow(
      /There is no 'go' on the PATH to build Kubernetes .* KUBEBUILDER_ASSETS/,
    );
    expect(findRealBinaries().missing).toContain('etcd');
  });

  it('are not there after a build that failed', async () => {
    await program(join(folder, 'bin', 'go'), fakeGo);
    process.env.FAIL = '1';

    await expect(build()).rejects.toThrow('main.go:1:1: expected package');
    expect(findRealBinaries().missing).toContain('etcd');
  });
});
