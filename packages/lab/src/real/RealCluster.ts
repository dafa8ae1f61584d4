import { NotFoundError } from '@backstage/errors';
import { join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { freePort } from '../cli/freePort';
import type { ClusterServer } from '../ClusterServer';
import { ClusterClient } from '../controller';
import type { ApiToken, ServerCertificate } from '../kube';
import { kubeConfig } from '../kube/kubeConfig';
import { writePrivate } from '../labFiles';
import type { RealBinary } from './RealBinary';
import { binaryPath, type RealBinaries } from './findRealBinaries';
import { compactEtcd } from './compactEtcd';
import { freePorts } from './freePorts';
import { isReady } from './isReady';
import { kwokConfiguration, type RealPortForward } from './kwokConfiguration';
import { PodPortGateway } from './PodPortGateway';
import { readersObjects } from './readersObjects';
import {
  apiServerArguments,
  controllerManagerArguments,
  etcdArguments,
  kwokArguments,
  schedulerArguments,
  type RealClusterPorts,
} from './realClusterArguments';
import {
  writeKubeConfig,
  writeRealClusterFiles,
  type RealClusterFiles,
} from './realClusterFiles';
import { RealProgram } from './RealProgram';

/**
 * How a {@link RealCluster} is started.
 *
 * @public
 */
export interface RealClusterOptions {
  /** The cluster's name in kubeconfigs. */
  name: string;
  /** Folder of its own for its data, keys and logs. What was there goes. */
  directory: string;
  binaries: RealBinaries;
  /** `readOnly` becomes a ClusterRole, as the portal's account has one. */
  tokens: readonly ApiToken[];
  /** Of the API server. Default, and when taken: any free one. */
  port?: number;
  /** Default: a new one with its own authority. */
  certificate?: ServerCertificate;
  /** Whether anything acts on objects: controllers, scheduler, kubelets. Default true. */
  controllers?: boolean;
  /** What can be pulled by its Pods. Default: anything. */
  images?: readonly string[];
  /** From a Pod's binding until its containers run, in milliseconds. Default 700. */
  startMilliseconds?: number;
  /** What port-forwards lead to; without it they are refused. */
  portForward?: RealPortForward;
  /** One of its programs ended although nobody had stopped it. */
  onError?: (what: string, error: unknown) => void;
}

/**
 * A cluster of real programs on this machine: etcd, kube-apiserver, kube-controller-manager, kube-scheduler, and kwok
 * in the place of kubelets.
 *
 * @public
 */
export class RealCluster implements ClusterServer {
  readonly name: string;
  readonly port: number;
  readonly url: string;
  readonly caPem: string;
  private readonly options: RealClusterOptions;
  private readonly programs: RealProgram[] = [];
  private gateway: PodPortGateway | undefined;

  private constructor(
    options: RealClusterOptions,
    private readonly files: RealClusterFiles,
    private readonly ports: RealClusterPorts,
  ) {
    this.options = options;
    this.name = options.name;
    this.port = ports.api;
    this.url = `https://127.0.0.1:${ports.api}`;
    this.caPem = files.certificate.caPem;
  }

  /** Resolves when the API server is ready and its controllers have been started. */
  static async start(options: RealClusterOptions): Promise<RealCluster> {
    const files = await writeRealClusterFiles(options);
    const [etcd, etcdPeer, kubelet] = await freePorts(3);
    const api = await freePort(options.port ?? 0);
    const cluster = new RealCluster(options, files, {
      api,
      etcd,
      etcdPeer,
      kubelet,
    });
    try {
      await cluster.run();
      return cluster;
    } catch (error) {
      await cluster.stop();
      throw error;
    }
  }

  kubeConfig(user: string): object {
    return kubeConfig({ server: this, tokens: this.options.tokens, user });
  }

  /** Has etcd forget the history of all writes so far. */
  async compact(): Promise<void> {
    await compactEtcd(`http://127.0.0.1:${this.ports.etcd}`);
  }

  async stop(): Promise<void> {
    await Promise.all(this.programs.splice(0).map(program => program.stop()));
    await this.gateway?.stop();
  }

  private async run(): Promise<void> {
    const { files, ports } = this;
    await this.start('etcd', etcdArguments(files, ports));
    const api = await this.start(
      'kube-apiserver',
      apiServerArguments(files, ports),
    );
    const { url, caPem } = this;
    const { token } = this.admin();
    await api.untilReady(() => isReady({ url, caPem, token }));
    const client = await this.adminClient();
    try {
      for (const object of readersObjects()) {
        await client.create(object);
      }
    } finally {
      client.close();
    }
    if (this.options.controllers ?? true) {
      await this.runControllers();
    }
  }

  private async runControllers(): Promise<void> {
    const { options, files } = this;
    const { directory } = options;
    const kubeConfigPath = await writeKubeConfig(
      join(directory, 'kubeconfig.yaml'),
      this.kubeConfig(this.admin().user),
    );
    const configPath = join(directory, 'kwok.yaml');
    const { portForward } = options;
    this.gateway =
      portForward && (await PodPortGateway.start(portForward.backend));
    await writePrivate(
      configPath,
      kwokConfiguration({
        images: options.images,
        startMilliseconds: options.startMilliseconds ?? 700,
        kubeletPort: this.ports.kubelet,
        portForward,
        gatewayPort: this.gateway?.port,
      }),
    );
    await this.start(
      'kube-controller-manager',
      controllerManagerArguments(files, kubeConfigPath),
    );
    await this.start('kube-scheduler', schedulerArguments(kubeConfigPath));
    await this.start(
      'kwok',
      kwokArguments({
        files,
        kubeConfigPath,
        configPath,
        port: this.ports.kubelet,
      }),
    );
  }

  private async start(
    name: RealBinary,
    args: readonly string[],
  ): Promise<RealProgram> {
    const { binaries, directory, onError } = this.options;
    const program = await RealProgram.start({
      name,
      path: binaryPath(binaries, name),
      args,
      directory,
      onError: (what, error) => onError?.(`${this.name}: ${what}`, error),
    });
    this.programs.push(program);
    return program;
  }

  private admin(): ApiToken {
    const admin = this.options.tokens.find(({ access }) => access === 'admin');
    if (!admin) {
      throw new NotFoundError(
        `The real cluster "${this.name}" needs a token with the access 'admin' for its own controllers.`,
      );
    }
    return admin;
  }

  private adminClient(): Promise<ClusterClient> {
    const config = new KubeConfig();
    config.loadFromString(JSON.stringify(this.kubeConfig(this.admin().user)));
    return ClusterClient.fromKubeConfig(config);
  }
}
