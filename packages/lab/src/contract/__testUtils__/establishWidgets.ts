import { widgetDefinition } from '../../kube/__testUtils__/startTestServer';
import { ContractCluster } from './ContractCluster';
import { until } from './until';

/** Defines Widgets and waits until they are served. */
export async function establishWidgets(
  cluster: ContractCluster,
): Promise<void> {
  await cluster.admin.post(
    '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
    widgetDefinition,
  );
  await until(
    () => cluster.admin.get('/apis/example.com/v1/widgets'),
    ({ code }) => code === 200,
  );
}
