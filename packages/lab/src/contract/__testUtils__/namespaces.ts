import { ContractCluster } from './ContractCluster';
import { until } from './until';

/** Creates a namespace and waits until it has what every namespace gets. */
export async function createNamespace(
  cluster: ContractCluster,
  name: string,
): Promise<void> {
  await cluster.admin.post('/api/v1/namespaces', { metadata: { name } });
  await until(
    () =>
      cluster.admin.get(`/api/v1/namespaces/${name}/serviceaccounts/default`),
    answer => answer.code === 200,
  );
}
