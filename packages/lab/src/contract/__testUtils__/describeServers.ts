import { ContractCluster } from './ContractCluster';
import { startEmbeddedServer } from './startEmbeddedServer';

/** Who serves: the lab's own parts in this process, or the real programs. */
export type ServerKind = 'embedded' | 'real';

/** How a cluster of a contract test is started. */
export interface ContractClusterOptions {
  name?: string;
  /** Whether something deletes dependents and empties namespaces; the embedded server always does. Default: true. */
  controllers?: boolean;
}

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

/**
 * Runs a block of tests against the embedded servers and, where `VANSTAGE_REAL_SERVERS=1` asks for it, against the
 * real ones.
 */
export function describeServers(
  title: string,
  block: (servers: ContractServers) => void,
): void {
  describeKind(title, { kind: 'embedded', start: startEmbeddedServer, block });
}
