import { KubeApiServer } from '../../kube';
import {
  ContractCluster,
  ContractClusterOptions,
  contractUsers,
} from './ContractCluster';

/** Starts an embedded API server as the cluster of a contract test. */
export async function startEmbeddedServer(
  options: ContractClusterOptions,
): Promise<ContractCluster> {
  return new ContractCluster(
    await KubeApiServer.start({
      name: options.name ?? 'contract',
      tokens: [...contractUsers],
      portForward: options.portForward?.backend,
    }),
  );
}
