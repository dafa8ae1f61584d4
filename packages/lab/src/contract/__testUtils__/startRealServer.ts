import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRealBinaries, RealCluster } from '../../real';
import {
  ContractCluster,
  ContractClusterOptions,
  contractUsers,
} from './ContractCluster';

/** Starts real programs as the cluster of a contract test. */
export async function startRealServer(
  options: ContractClusterOptions,
): Promise<ContractCluster> {
  const directory = await mkdtemp(join(tmpdir(), 'vanstage-contract-'));
  const cluster = await RealCluster.start({
    name: options.name ?? 'contract',
    directory,
    binaries: findRealBinaries(),
    tokens: contractUsers,
    controllers: options.controllers ?? true,
    portForward: options.portForward,
  });
  return new ContractCluster({
    name: cluster.name,
    url: cluster.url,
    port: cluster.port,
    caPem: cluster.caPem,
    kubeConfig: user => cluster.kubeConfig(user),
    compact: () => cluster.compact(),
    async stop() {
      await cluster.stop();
      await rm(directory, { recursive: true, force: true });
    },
  });
}
