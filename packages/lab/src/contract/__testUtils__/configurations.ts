import { ApiAnswer } from '../../kube/__testUtils__/ApiClient';
import { ContractCluster } from './ContractCluster';

/** Where the config maps of the namespace `default` are. */
export const configMaps = '/api/v1/namespaces/default/configmaps';
/** Where the deployments of the namespace `default` are. */
export const deployments = '/apis/apps/v1/namespaces/default/deployments';

/** A config map as it is sent. */
export function configMap(name: string, data?: object, metadata: object = {}) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, ...metadata },
    ...(data ? { data } : {}),
  };
}

/** A deployment of one container `web` as it is sent. */
export function deployment(
  name: string,
  spec: object = {},
  container: object = {},
) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels: { tier: 'front' } },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: {
          containers: [
            {
              name: 'web',
              image: 'shop:1',
              ports: [{ containerPort: 80 }],
              ...container,
            },
          ],
        },
      },
      ...spec,
    },
  };
}

/** Sends a configuration to be applied on the server's side; JSON is YAML too. */
export function apply(
  cluster: ContractCluster,
  path: string,
  body: unknown,
): Promise<ApiAnswer> {
  return cluster.admin.send(path, {
    method: 'PATCH',
    body,
    headers: { 'content-type': 'application/apply-patch+yaml' },
  });
}
