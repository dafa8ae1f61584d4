import { ContractCluster } from './ContractCluster';
import { until } from './until';

/** Where the widgets of the namespace `default` are. */
export const widgets = '/apis/example.com/v1/namespaces/default/widgets';

/** A widget without the parts that all have in common. */
export function widget(name: string, content: object) {
  return {
    apiVersion: 'example.com/v1',
    kind: 'Widget',
    metadata: { name },
    ...content,
  };
}

const text = { type: 'string' };

/** A kind whose fields are merged in each of the ways that a schema can ask for. */
const definition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { plural: 'widgets', kind: 'Widget' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: {
          status: {},
          scale: {
            specReplicasPath: '.spec.size',
            statusReplicasPath: '.status.size',
          },
        },
        schema: {
          openAPIV3Schema: {
            type: 'object',
            description: 'A widget.',
            properties: {
              spec: {
                type: 'object',
                description: 'What it should be.',
                properties: {
                  size: { type: 'integer', description: 'How big.' },
                  color: { ...text, default: 'blue' },
                  tags: { type: 'array', items: text },
                  names: {
                    type: 'array',
                    'x-kubernetes-list-type': 'set',
                    items: text,
                  },
                  parts: {
                    type: 'array',
                    'x-kubernetes-list-type': 'map',
                    'x-kubernetes-list-map-keys': ['name'],
                    items: {
                      type: 'object',
                      required: ['name'],
                      properties: { name: text, count: { type: 'integer' } },
                    },
                  },
                  whole: {
                    type: 'object',
                    'x-kubernetes-map-type': 'atomic',
                    additionalProperties: text,
                  },
                  free: {
                    type: 'object',
                    'x-kubernetes-preserve-unknown-fields': true,
                  },
                },
              },
              status: {
                type: 'object',
                properties: { phase: text, size: { type: 'integer' } },
              },
            },
          },
        },
      },
    ],
  },
};

/** Has the cluster serve widgets. */
export async function defineWidgets(cluster: ContractCluster): Promise<void> {
  await cluster.admin.post(
    '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
    definition,
  );
  await until(
    () => cluster.admin.get(widgets),
    answer => answer.code === 200,
  );
}
