import { join } from 'node:path';
import { ServiceUnavailableError } from '@backstage/errors';
import type { ClusterServer } from '../ClusterServer';
import type {
  LabArgoOptions,
  LabServerOptions,
  LabServers,
} from '../LabServers';
import { findRealBinaries, type RealBinaries } from './findRealBinaries';
import { RealArgo } from './RealArgo';
import { RealCluster } from './RealCluster';

/** Ports of the router's pods that port-forwards lead to: Skupper gives them to Listeners in this order. */
const podPorts = Array.from({ length: 512 }, (_, index) => 1024 + index);

/** Options of {@link RealServers.create}. */
export interface RealServersOptions {
  /** Folder for the data and logs of all programs. */
  directory: string;
  /** Namespace of the hub's router. */
  routerNamespace: string;
  /** What Pods can pull. */
  images: readonly string[];
  startMilliseconds?: number;
  /** A program ended although nobody had stopped it. */
  onError?: (what: string, error: unknown) => void;
}

/** Real clusters and real Argo CD for a lab. */
export class RealServers implements LabServers {
  readonly haveControllers = true;
  private readonly options: RealServersOptions;
  private readonly binaries: RealBinaries;

  private constructor(options: RealServersOptions, binaries: RealBinaries) {
    this.options = options;
    this.binaries = binaries;
  }

  /** Throws when a program is missing. */
  static create(options: RealServersOptions): RealServers {
    const binaries = findRealBinaries();
    if (binaries.missing.length > 0) {
      throw new ServiceUnavailableError(
        `A real lab needs ${binaries.missing.join(
          ', ',
        )}, and found none in KUBEBUILDER_ASSETS, on the PATH or built before; './vanstage lab --real' builds them, docs/real-servers.md says how.`,
      );
    }
    return new RealServers(options, binaries);
  }

  startServer(options: LabServerOptions): Promise<ClusterServer> {
    const { directory, routerNamespace, ...common } = this.options;
    const { portForward } = options;
    return RealCluster.start({
      ...common,
      name: options.name,
      tokens: options.tokens,
      certificate: options.certificate,
      port: options.port,
      directory: join(directory, options.name),
      binaries: this.binaries,
      portForward: portForward && {
        backend: portForward,
        namespace: routerNamespace,
        pod: 'skupper-router-',
        ports: podPorts,
      },
    });
  }

  async startArgo(options: LabArgoOptions): Promise<void> {
    const { stops, ...others } = options;
    const argo = await RealArgo.start({
      ...others,
      onError: this.options.onError,
      binaries: this.binaries,
      directory: join(this.options.directory, 'argocd'),
    });
    stops.push(() => argo.stop());
  }
}
