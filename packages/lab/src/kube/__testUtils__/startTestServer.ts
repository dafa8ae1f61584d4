import { KubeApiServer, KubeApiServerOptions } from '../KubeApiServer';
import { ApiClient } from './ApiClient';

/** A server with an admin, a reader and a user without rights, and a client of the admin. */
export async function startTestServer(
  options: Partial<KubeApiServerOptions> = {},
): Promise<{ server: KubeApiServer; client: ApiClient }> {
  const server = await KubeApiServer.start({
    name: 'test',
    tokens: [
      { token: 'admin-token', user: 'admin', access: 'admin' },
      { token: 'reader-token', user: 'reader', access: 'readOnly' },
      { token: 'nobody-token', user: 'nobody', access: 'none' },
    ],
    ...options,
  });
  return { server, client: new ApiClient(server, 'admin-token') };
}

/** What every Widget says of its kind. */
export const widgetType = { apiVersion: 'example.com/v1', kind: 'Widget' };

/** A CustomResourceDefinition with a status, printer columns and a schema. */
export const widgetDefinition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { plural: 'widgets', kind: 'Widget', shortNames: ['wd'] },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: { status: {} },
        additionalPrinterColumns: [
          { name: 'Size', type: 'integer', jsonPath: '.spec.size' },
          {
            name: 'Ready',
            type: 'string',
            jsonPath: '.status.conditions[?(@.type=="Ready")].status',
          },
        ],
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                required: ['size'],
                properties: {
                  size: { type: 'integer', minimum: 1 },
                  color: { type: 'string', default: 'blue' },
                  extra: {
                    type: 'object',
                    'x-kubernetes-preserve-unknown-fields': true,
                  },
                },
              },
              status: {
                type: 'object',
                'x-kubernetes-preserve-unknown-fields': true,
              },
            },
          },
        },
      },
    ],
  },
};
