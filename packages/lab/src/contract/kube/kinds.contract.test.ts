import { listAt, textAt } from '../../kube/kubeObject';
import { ContractCluster } from '../__testUtils__/ContractCluster';
import {
  describeServers,
  startTimeout,
} from '../__testUtils__/describeServers';
import { createNamespace } from '../__testUtils__/namespaces';
import { cause, invalid, refusal } from '../__testUtils__/refusal';

describeServers('writes of built-in kinds', servers => {
  let cluster: ContractCluster;

  beforeAll(async () => {
    cluster = await servers.startCluster();
    await createNamespace(cluster, 'kinds');
  }, startTimeout);

  describe('of workloads', () => {
    const deployments = '/apis/apps/v1/namespaces/kinds/deployments';
    const template = {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'web', image: 'web' }] },
    };
    const selector = { matchLabels: { app: 'web' } };
    const notMatched = (labels: string) =>
      cause(
        'spec.template.metadata.labels',
        `Invalid value: ${labels}: \`selector\` does not match template \`labels\``,
      );

    it.each([
      [
        'nothing',
        {},
        [
          cause('spec.selector', 'Required value', 'FieldValueRequired'),
          notMatched('null'),
          cause(
            'spec.template.spec.containers',
            'Required value',
            'FieldValueRequired',
          ),
        ],
      ],
      [
        'a selector of other Pods',
        { template, selector: { matchLabels: { app: 'api' } } },
        [notMatched('{"app":"web"}')],
      ],
      [
        'less than no replicas',
        { template, selector, replicas: -1 },
        [
          cause(
            'spec.replicas',
            'Invalid value: -1: must be greater than or equal to 0',
          ),
        ],
      ],
    ])('refuses a Deployment of %s', async (_what, spec, causes) => {
      const answer = await cluster.admin.post(deployments, {
        metadata: { name: 'wrong' },
        spec,
      });
      expect(answer.body).toEqual(
        invalid({ group: 'apps', kind: 'Deployment', name: 'wrong', causes }),
      );
    });

    it('scales a Deployment and keeps its selector', async () => {
      await cluster.admin.post(deployments, {
        metadata: { name: 'web' },
        spec: { template, selector, replicas: 0 },
      });
      const scale = await cluster.admin.get(`${deployments}/web/scale`);
      expect(scale.body).toMatchObject({
        kind: 'Scale',
        apiVersion: 'autoscaling/v1',
        metadata: { name: 'web', namespace: 'kinds' },
        status: { replicas: 0, selector: 'app=web' },
      });
      expect(scale.body.spec).toEqual({});
      const negative = await cluster.admin.patch(`${deployments}/web/scale`, {
        spec: { replicas: -1 },
      });
      expect(negative.body).toEqual(
        invalid({
          group: 'autoscaling',
          kind: 'Scale',
          name: 'web',
          causes: [
            cause(
              'spec.replicas',
              'Invalid value: -1: must be greater than or equal to 0',
            ),
          ],
        }),
      );
      const other = { matchLabels: { app: 'api' } };
      const changed = await cluster.admin.patch(`${deployments}/web`, {
        spec: {
          selector: other,
          template: { metadata: { labels: { app: 'api' } } },
        },
      });
      expect(changed.body).toEqual(
        invalid({
          group: 'apps',
          kind: 'Deployment',
          name: 'web',
          causes: [
            cause(
              'spec.selector',
              `Invalid value: ${JSON.stringify(other)}: field is immutable`,
            ),
          ],
        }),
      );
    });

    it('lets a Pod change little', async () => {
      const pods = '/api/v1/namespaces/kinds/pods';
      await cluster.admin.post(pods, {
        metadata: { name: 'web' },
        spec: {
          containers: [{ name: 'web', image: 'web' }],
          schedulerName: 'none',
        },
      });
      const changed = await cluster.admin.patch(`${pods}/web`, {
        spec: { nodeName: 'n1' },
      });
      expect(changed.body).toMatchObject({
        code: 422,
        message: expect.stringMatching(
          /^Pod "web" is invalid: spec: Forbidden: pod updates may not change fields other than /,
        ),
      });
      const image = await cluster.admin.patch(
        `${pods}/web`,
        { spec: { containers: [{ name: 'web', image: 'web:2' }] } },
        'strategic-merge-patch',
      );
      expect(image.code).toBe(200);
      expect(listAt(image.body, 'spec', 'containers')).toMatchObject([
        { name: 'web', image: 'web:2' },
      ]);
    });
  });

  it.each([
    [
      'a Service without ports',
      'services',
      { metadata: { name: 's' }, spec: {} },
      { kind: 'Service' },
      [cause('spec.ports', 'Required value', 'FieldValueRequired')],
    ],
    [
      'a Service of port 0',
      'services',
      { metadata: { name: 's' }, spec: { ports: [{ port: 0 }] } },
      { kind: 'Service' },
      [
        cause(
          'spec.ports[0].port',
          'Invalid value: 0: must be between 1 and 65535, inclusive',
        ),
        cause(
          'spec.ports[0].targetPort',
          'Invalid value: 0: must be between 1 and 65535, inclusive',
        ),
      ],
    ],
    [
      'an Event of another namespace',
      'events',
      {
        metadata: { name: 'e' },
        involvedObject: { kind: 'Pod', name: 'p', namespace: 'other' },
      },
      { kind: 'Event' },
      [
        cause(
          'involvedObject.namespace',
          'Invalid value: "other": does not match event.namespace',
        ),
      ],
    ],
    [
      'a ConfigMap with a path as its key',
      'configmaps',
      { metadata: { name: 'x' }, data: { 'a/b': 'c' } },
      { kind: 'ConfigMap' },
      [
        cause(
          'data[a/b]',
          "Invalid value: \"a/b\": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
        ),
      ],
    ],
  ])('refuses %s', async (_what, resource, object, subject, causes) => {
    const answer = await cluster.admin.post(
      `/api/v1/namespaces/kinds/${resource}`,
      object,
    );
    expect(answer.body).toEqual(
      invalid({ ...subject, name: textAt(object, 'metadata', 'name'), causes }),
    );
  });

  it('refuses a rule without verbs', async () => {
    const answer = await cluster.admin.post(
      '/apis/rbac.authorization.k8s.io/v1/namespaces/kinds/roles',
      {
        metadata: { name: 'idle' },
        rules: [{ apiGroups: [''], resources: ['pods'] }],
      },
    );
    expect(answer.body).toEqual(
      invalid({
        group: 'rbac.authorization.k8s.io',
        kind: 'Role',
        name: 'idle',
        causes: [
          cause(
            'rules[0].verbs',
            'Required value: verbs must contain at least one value',
            'FieldValueRequired',
          ),
        ],
      }),
    );
  });

  it('refuses a Secret that is not in base64', async () => {
    const answer = await cluster.admin.post(
      '/api/v1/namespaces/kinds/secrets',
      { metadata: { name: 'x' }, data: { a: '!!' } },
    );
    expect(answer.body).toEqual(
      refusal({
        code: 400,
        reason: 'BadRequest',
        message:
          'Secret in version "v1" cannot be handled as a Secret: illegal base64 data at input byte 0',
      }),
    );
  });
});
