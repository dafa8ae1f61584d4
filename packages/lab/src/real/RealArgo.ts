import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';
import { argoObjects } from './argoObjects';
import { binaryPath, type RealBinaries } from './findRealBinaries';
import { freePorts } from './freePorts';
import type { LabCluster } from '../LabCluster';
import {
  applicationControllerArguments,
  applicationSetControllerArguments,
  redisArguments,
  repoServerArguments,
  type RealArgoPorts,
} from './realArgoArguments';
import type { RealBinary } from './RealBinary';
import { writeKubeConfig } from './realClusterFiles';
import { RealProgram } from './RealProgram';

/** What Argo CD's own manifests set, in seconds. */
const defaultResync = { seconds: 120, jitter: 60 };

/** Argo CD's images have a longer one, which says the same of a commit that nobody signed: nothing. */
const verifyScript = '#!/bin/sh\nexit 0\n';

/** Options of {@link RealArgo.start}. */
export interface RealArgoOptions {
  binaries: RealBinaries;
  /** The cluster that it serves, in the name of its user `argocd`. */
  hub: LabCluster;
  namespace: string;
  /** Folder of its own for its work and logs. What was there goes. */
  directory: string;
  /** Proxy that knows the names of the hub's Services. */
  proxyUrl: string;
  /** Seconds between two comparisons with Git. Default 120, and up to half as much more at random. */
  resyncSeconds?: number;
  onError?: (what: string, error: unknown) => void;
}

/** Real Argo CD for a hub: its application controller, ApplicationSet controller, repository server, and a Redis. */
export class RealArgo {
  private readonly options: RealArgoOptions;
  private readonly programs: RealProgram[] = [];

  private constructor(options: RealArgoOptions) {
    this.options = options;
  }

  /** Resolves when all of it runs. */
  static async start(options: RealArgoOptions): Promise<RealArgo> {
    const argo = new RealArgo(options);
    try {
      await argo.run();
      return argo;
    } catch (error) {
      await argo.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.programs.splice(0).map(program => program.stop()));
  }

  private async run(): Promise<void> {
    const { hub, namespace, directory, proxyUrl } = this.options;
    await rm(directory, { recursive: true, force: true });
    const work = join(directory, 'work');
    await mkdir(work, { recursive: true, mode: 0o700 });
    await hub.seed(argoObjects(namespace));
    const [redis, repoServer, m1, m2, m3, probe, webhook] = await freePorts(7);
    const ports: RealArgoPorts = {
      redis,
      repoServer,
      metrics: [m1, m2, m3],
      probe,
      webhook,
    };
    const kubeConfigPath = await writeKubeConfig(
      join(directory, 'kubeconfig.yaml'),
      hub.server.kubeConfig('argocd'),
    );
    const resync = this.resync();
    const env = {
      ...process.env,
      PATH: [await this.toolsFolder(), process.env.PATH].join(delimiter),
      TMPDIR: work,
      ARGOCD_GPG_ENABLED: 'false',
      ARGOCD_GNUPGHOME: join(work, 'gnupg'),
    };
    await Promise.all([
      this.start('redis-server', redisArguments(ports), { port: redis }),
      this.start(
        'argocd-repo-server',
        repoServerArguments({ ports, resyncSeconds: resync.seconds }),
        { port: repoServer, env },
      ),
    ]);
    const controllers = { ports, namespace, kubeConfigPath };
    // The cluster that they run in is not the one around them but the one of this file.
    const controllerEnv = {
      ...process.env,
      KUBECONFIG: kubeConfigPath,
      ARGOCD_FAKE_IN_CLUSTER: 'true',
    };
    await Promise.all([
      this.start(
        'argocd-applicationset-controller',
        applicationSetControllerArguments(controllers),
        { port: probe, env: controllerEnv },
      ),
      this.start(
        'argocd-application-controller',
        applicationControllerArguments({ ...controllers, resync }),
        { port: m2, env: { ...controllerEnv, HTTPS_PROXY: proxyUrl } },
      ),
    ]);
  }

  private resync(): { seconds: number; jitter: number } {
    const { resyncSeconds } = this.options;
    return resyncSeconds === undefined
      ? defaultResync
      : { seconds: Math.max(1, Math.round(resyncSeconds)), jitter: 0 };
  }

  /** A folder with what the repository server calls by name. Git asks for passwords through a program called argocd. */
  private async toolsFolder(): Promise<string> {
    const { binaries, directory } = this.options;
    const folder = join(directory, 'tools');
    await mkdir(folder);
    for (const [name, binary] of [
      ['argocd', 'argocd-git-ask-pass'],
      ['helm', 'helm'],
      ['kustomize', 'kustomize'],
    ] as const) {
      const path = binaries.paths.get(binary);
      if (path !== undefined) {
        await symlink(path, join(folder, name));
      }
    }
    await writeFile(join(folder, 'git-verify-wrapper.sh'), verifyScript, {
      mode: 0o700,
    });
    return folder;
  }

  private async start(
    name: RealBinary,
    args: readonly string[],
    options: { port: number; env?: NodeJS.ProcessEnv },
  ): Promise<void> {
    const { binaries, directory, onError } = this.options;
    const program = await RealProgram.start({
      name,
      path: binaryPath(binaries, name),
      args,
      directory,
      env: options.env,
      onError,
    });
    this.programs.push(program);
    await program.untilReady(() => listens(options.port));
  }
}

async function listens(port: number): Promise<boolean> {
  const socket = connect({ host: '127.0.0.1', port });
  await once(socket, 'connect').finally(() => socket.destroy());
  return true;
}
