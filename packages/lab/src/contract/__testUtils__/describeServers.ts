import { findRealBinaries } from '../../real';
import { ContractCluster, ContractClusterOptions } from './ContractCluster';
import { startEmbeddedServer } from './startEmbeddedServer';
import { startRealServer } from './startRealServer';

/** Who serves: the lab's own parts in this process, or the real programs. */
export type ServerKind = 'embedded' | 'real';

/** What a block of contract tests runs against. */
export interface ContractServers {
  readonly kind: ServerKind;
  /** Starts a cluster, to be called in `beforeAll`; it is stopped after the tests of the block. */
  startCluster(options?: ContractClusterOptions): Promise<ContractCluster>;
}

/** How long real servers may take to start on a busy machine, in milliseconds. */
export const startTimeout = 180_000;

function describeKind(
  title: string,
  options: {
    kind: ServerKind;
    start(options: ContractClusterOptions): Promise<ContractCluster>;
    block(servers: ContractServers): void;
  },
): void {
  const { kind, start, block } = options;
  describe(`${title} (${kind})`, () => {
    const started: ContractCluster[] = [];

    afterAll(async () => {
      for (const cluster of started) {
        await cluster.stop();
      }
    }, startTimeout);

    block({
      kind,
      async startCluster(clusterOptions = {}) {
        const cluster = await start(clusterOptions);
        started.push(cluster);
        return cluster;
      },
    });
  });
}

const isRealAsked = process.env.VANSTAGE_REAL_SERVERS === '1';

/** The programs without which no contract can be tested on real servers. */
const needed = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kwok',
] as const;

/**
 * Runs a block of tests against the embedded servers and, where `VANSTAGE_REAL_SERVERS=1` asks for it, against the
 * real ones. Fails where they are asked for and not to be found, so that nobody takes silence for a proof.
 */
export function describeServers(
  title: string,
  block: (servers: ContractServers) => void,
): void {
  describeKind(title, { kind: 'embedded', start: startEmbeddedServer, block });
  if (!isRealAsked) {
    return;
  }
  const { paths } = findRealBinaries();
  const missing = needed.filter(name => !paths.has(name));
  if (missing.length > 0) {
    throw new Error(
      `VANSTAGE_REAL_SERVERS=1 asks for real servers, but ${missing.join(
        ', ',
      )} cannot be found; build them with "./vanstage lab --real" or set KUBEBUILDER_ASSETS to their folder`,
    );
  }
  describeKind(title, { kind: 'real', start: startRealServer, block });
}
