import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@backstage/errors';
import type { RealBinary } from './RealBinary';
import { realFolder } from './realFolder';

/** A Go module of `packages/lab/real` and what is built from it: one program that does what the name of its file says. */
export interface RealModule {
  /** `kubernetes` */
  name: string;
  /** Where its sources are. */
  sources: string;
  /** Where what is built of it goes: a folder of its own for each version of the sources. */
  folder: string;
  /** What the program can be started as. */
  binaries: readonly RealBinary[];
  /** Variables of its packages that the linker sets: without them it does not know its version. */
  variables: Readonly<Record<string, string>>;
  /** `Kubernetes v1.36.3, etcd v3.6.8, kwok v0.8.0` */
  title: string;
}

interface ModuleContent {
  /** Path of the Go module whose version names the whole. */
  main: string;
  binaries: readonly RealBinary[];
  /** Paths of the Go modules whose versions are said to a person. */
  shown: Readonly<Record<string, string>>;
  variables(version: string): Record<string, string>;
}

const contents: Record<string, ModuleContent> = {
  kubernetes: {
    main: 'k8s.io/kubernetes',
    binaries: [
      'etcd',
      'kube-apiserver',
      'kube-controller-manager',
      'kube-scheduler',
      'kubectl',
      'kustomize',
      'kwok',
    ],
    shown: {
      Kubernetes: 'k8s.io/kubernetes',
      etcd: 'go.etcd.io/etcd/server/v3',
      kwok: 'sigs.k8s.io/kwok',
    },
    variables(version) {
      const [major, minor] = version.slice(1).split('.');
      return {
        'k8s.io/component-base/version.gitVersion': version,
        'k8s.io/component-base/version.gitMajor': major,
        'k8s.io/component-base/version.gitMinor': minor,
      };
    },
  },
  argocd: {
    main: 'github.com/argoproj/argo-cd/v3',
    binaries: [
      'argocd-application-controller',
      'argocd-applicationset-controller',
      'argocd-repo-server',
      'argocd-git-ask-pass',
      'redis-server',
      'helm',
    ],
    shown: {
      'Argo CD': 'github.com/argoproj/argo-cd/v3',
      Helm: 'helm.sh/helm/v4',
    },
    variables: version => ({
      'github.com/argoproj/argo-cd/v3/common.version': version.slice(1),
    }),
  },
};

/** The modules that all real programs can be built from. */
export function realModules(): RealModule[] {
  return Object.entries(contents).map(([name, content]) => {
    const { main, binaries, shown, variables } = content;
    const sources = realFolder(name);
    const goMod = readFileSync(join(sources, 'go.mod'), 'utf8');
    const version = versionIn(goMod, main);
    return {
      name,
      sources,
      folder: join(cacheFolder(), `${name}-${version}-${digestOf(sources)}`),
      binaries,
      variables: variables(version),
      title: Object.entries(shown)
        .map(([title, path]) => `${title} ${versionIn(goMod, path)}`)
        .join(', '),
    };
  });
}

/** The folder of the user's cache that built programs are kept in. */
function cacheFolder(): string {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(cache, 'vanstage', 'real');
}

function versionIn(goMod: string, path: string): string {
  for (const line of goMod.split('\n')) {
    const [name, version] = line
      .replace(/^require /, '')
      .trim()
      .split(' ');
    if (name === path) {
      return version;
    }
  }
  throw new InputError(
    `The go.mod of the lab's real servers does not require ${path}.`,
  );
}

/** Changes with any source file and with what the programs are built for. */
function digestOf(sources: string): string {
  const hash = createHash('sha256').update(
    `${process.platform}/${process.arch}`,
  );
  for (const name of readdirSync(sources).sort()) {
    hash.update(name).update(readFileSync(join(sources, name)));
  }
  return hash.digest('hex').slice(0, 12);
}
