import { widgetType } from '../../kube/__testUtils__/startTestServer';
import { listAt, textAt } from '../../kube/kubeObject';
import { ContractCluster } from '../__testUtils__/ContractCluster';
import {
  describeServers,
  startTimeout,
} from '../__testUtils__/describeServers';
import { establishWidgets } from '../__testUtils__/establishWidgets';
import { createNamespace } from '../__testUtils__/namespaces';
import { cause, invalid } from '../__testUtils__/refusal';
import { until } from '../__testUtils__/until';

const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const widgets = '/apis/example.com/v1/namespaces/definitions/widgets';

describeServers('definitions of custom resources', servers => {
  let cluster: ContractCluster;

  beforeAll(async () => {
    cluster = await servers.startCluster();
    await createNamespace(cluster, 'definitions');
    await establishWidgets(cluster);
  }, startTimeout);

  it('are established', async () => {
    const { body } = await cluster.admin.get(
      `${definitions}/widgets.example.com`,
    );
    expect(body).toMatchObject({
      spec: {
        conversion: { strategy: 'None' },
        names: {
          kind: 'Widget',
          listKind: 'WidgetList',
          plural: 'widgets',
          shortNames: ['wd'],
          singular: 'widget',
        },
      },
      status: {
        acceptedNames: {
          kind: 'Widget',
          listKind: 'WidgetList',
          plural: 'widgets',
          shortNames: ['wd'],
          singular: 'widget',
        },
        conditions: [
          {
            type: 'NamesAccepted',
            status: 'True',
            reason: 'NoConflicts',
            message: 'no conflicts found',
            lastTransitionTime: expect.any(String),
          },
          {
            type: 'Established',
            status: 'True',
            reason: 'InitialNamesAccepted',
            message: 'the initial names have been accepted',
            lastTransitionTime: expect.any(String),
          },
        ],
        storedVersions: ['v1'],
      },
    });
  });

  const definition = (changes: object, name = 'gadgets.example.com') => ({
    metadata: { name },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { plural: 'gadgets', kind: 'Gadget' },
      ...changes,
    },
  });
  const version = (schema?: object) => ({
    name: 'v1',
    served: true,
    storage: true,
    ...(schema ? { schema: { openAPIV3Schema: schema } } : {}),
  });

  it.each([
    [
      'without a schema',
      definition({ versions: [version()] }),
      [
        cause(
          'spec.versions[0].schema.openAPIV3Schema',
          'Required value',
          'FieldValueRequired',
        ),
      ],
    ],
    [
      'with a schema that is not structural',
      definition({ versions: [version({ properties: { a: {} } })] }),
      [
        cause(
          'spec.validation.openAPIV3Schema.properties[a].type',
          'Required value: must not be empty for specified object fields',
          'FieldValueRequired',
        ),
        cause(
          'spec.validation.openAPIV3Schema.type',
          'Required value: must not be empty at the root',
          'FieldValueRequired',
        ),
      ],
    ],
    [
      'under another name',
      definition({ versions: [version({ type: 'object' })] }, 'x.example.com'),
      [
        cause(
          'metadata.name',
          'Invalid value: "x.example.com": must be spec.names.plural+"."+spec.group',
        ),
      ],
    ],
    [
      'of another scope',
      definition({ scope: 'World', versions: [version({ type: 'object' })] }),
      [
        cause(
          'spec.scope',
          'Unsupported value: "World": supported values: "Cluster", "Namespaced"',
          'FieldValueNotSupported',
        ),
      ],
    ],
  ])('are refused %s', async (_what, object, causes) => {
    const answer = await cluster.admin.post(definitions, object);
    expect(answer.body).toEqual(
      invalid({
        group: 'apiextensions.k8s.io',
        kind: 'CustomResourceDefinition',
        name: object.metadata.name,
        causes,
      }),
    );
  });

  it(
    'go with all that they define',
    async () => {
      await cluster.admin.post(widgets, {
        ...widgetType,
        metadata: { name: 'held', finalizers: ['example.com/hold'] },
        spec: { size: 1 },
      });
      const path = `${definitions}/widgets.example.com`;
      const answer = await cluster.admin.delete(path);
      expect(answer.body).toMatchObject({
        kind: 'CustomResourceDefinition',
        metadata: {
          finalizers: ['customresourcecleanup.apiextensions.k8s.io'],
        },
      });
      await until(
        () => cluster.admin.get(`${widgets}/held`),
        ({ body }) => textAt(body, 'metadata', 'deletionTimestamp') !== '',
      );
      const conditions = await until(
        async () =>
          listAt((await cluster.admin.get(path)).body, 'status', 'conditions'),
        all =>
          all.some(condition => textAt(condition, 'type') === 'Terminating'),
      );
      expect(
        conditions.find(
          condition => textAt(condition, 'type') === 'Terminating',
        ),
      ).toMatchObject({ status: 'True' });
      await cluster.admin.patch(`${widgets}/held`, {
        metadata: { finalizers: null },
      });
      await until(
        () => cluster.admin.get(path),
        ({ code }) => code === 404,
      );
      const gone = await until(
        () => cluster.admin.get(widgets),
        ({ code }) => code === 404,
      );
      expect(gone.text).toBe('404 page not found\n');
    },
    startTimeout,
  );
});
