import { KubeApiServer } from '../../kube';
import { ContractCluster, contractUsers } from './ContractCluster';

/** Starts an embedded API server as the cluster of a contract test. */
export async function startEmbeddedServer(options: {
  name?: string;
}): Promise<ContractCluster> {
  return new ContractCluster(
    await KubeApiServer.start({
      name: options.name ?? 'contract',
      tokens: [...contractUsers],
    }),
  );
}
