import { JsonObject, listAt, textAt, valueAt } from '../../kube/kubeObject';
import { ContractCluster } from '../__testUtils__/ContractCluster';
import {
  describeServers,
  startTimeout,
} from '../__testUtils__/describeServers';
import { refusal } from '../__testUtils__/refusal';

const headers = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };
const configMaps = '/api/v1/namespaces/tables/configmaps';

/** A column by its name, with its type where that is not text, and a star where it is wide. */
function shown(column: unknown): string {
  const star = valueAt(column, 'priority') ? '*' : '';
  const type = textAt(column, 'type');
  const suffix = type === 'string' ? '' : `:${type}`;
  return `${star}${textAt(column, 'name')}${suffix}`;
}

function columnsOf(table: JsonObject): string {
  return listAt(table, 'columnDefinitions').map(shown).join(' | ');
}

describeServers('tables', servers => {
  let cluster: ContractCluster;

  beforeAll(async () => {
    cluster = await servers.startCluster({ controllers: false });
    await cluster.admin.post('/api/v1/namespaces', {
      metadata: { name: 'tables' },
    });
    await cluster.admin.post(configMaps, {
      metadata: { name: 'a' },
      data: { one: '1', two: '2' },
    });
  }, startTimeout);

  it.each([
    ['/api/v1/configmaps', 'Name | Data | Age'],
    ['/api/v1/endpoints', 'Name | Endpoints | Age'],
    [
      '/api/v1/events',
      'Last Seen | Type | Reason | Object | *Subobject | *Source | Message | *First Seen | *Count | *Name',
    ],
    ['/api/v1/limitranges', 'Name | Created At:date'],
    ['/api/v1/namespaces', 'Name | Status | Age'],
    [
      '/api/v1/nodes',
      'Name | Status | Roles | Age | Version | *Internal-IP | *External-IP | *OS-Image | *Kernel-Version | *Container-Runtime',
    ],
    [
      '/api/v1/persistentvolumeclaims',
      'Name | Status | Volume | Capacity | Access Modes | StorageClass | VolumeAttributesClass | Age | *VolumeMode',
    ],
    [
      '/api/v1/persistentvolumes',
      'Name | Capacity | Access Modes | Reclaim Policy | Status | Claim | StorageClass | VolumeAttributesClass | Reason | Age | *VolumeMode',
    ],
    [
      '/api/v1/pods',
      'Name | Ready | Status | Restarts | Age | *IP | *Node | *Nominated Node | *Readiness Gates',
    ],
    ['/api/v1/resourcequotas', 'Name | Request | Limit | Age'],
    ['/api/v1/secrets', 'Name | Type | Data | Age'],
    ['/api/v1/serviceaccounts', 'Name | Age'],
    [
      '/api/v1/services',
      'Name | Type | Cluster-IP | External-IP | Port(s) | Age | *Selector',
    ],
    [
      '/apis/apps/v1/daemonsets',
      'Name | Desired:integer | Current:integer | Ready:integer | Up-to-date:integer | Available:integer | Node Selector | Age | *Containers | *Images | *Selector',
    ],
    [
      '/apis/apps/v1/deployments',
      'Name | Ready | Up-to-date | Available | Age | *Containers | *Images | *Selector',
    ],
    [
      '/apis/apps/v1/replicasets',
      'Name | Desired:integer | Current:integer | Ready:integer | Age | *Containers | *Images | *Selector',
    ],
    [
      '/apis/apps/v1/statefulsets',
      'Name | Ready | Age | *Containers | *Images',
    ],
    [
      '/apis/batch/v1/cronjobs',
      'Name | Schedule | Timezone | Suspend:boolean | Active:integer | Last Schedule | Age | *Containers | *Images | *Selector',
    ],
    [
      '/apis/batch/v1/jobs',
      'Name | Status | Completions | Duration | Age | *Containers | *Images | *Selector',
    ],
    [
      '/apis/networking.k8s.io/v1/ingresses',
      'Name | Class | Hosts | Address | Ports | Age',
    ],
    [
      '/apis/networking.k8s.io/v1/ingressclasses',
      'Name | Controller | Parameters | Age',
    ],
    ['/apis/networking.k8s.io/v1/networkpolicies', 'Name | Pod-Selector | Age'],
    [
      '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings',
      'Name | Role | Age | *Users | *Groups | *ServiceAccounts',
    ],
    [
      '/apis/rbac.authorization.k8s.io/v1/clusterroles',
      'Name | Created At:date',
    ],
    [
      '/apis/rbac.authorization.k8s.io/v1/rolebindings',
      'Name | Role | Age | *Users | *Groups | *ServiceAccounts',
    ],
    ['/apis/rbac.authorization.k8s.io/v1/roles', 'Name | Created At:date'],
    [
      '/apis/storage.k8s.io/v1/storageclasses',
      'Name | Provisioner | ReclaimPolicy | VolumeBindingMode | AllowVolumeExpansion | Age',
    ],
    [
      '/apis/discovery.k8s.io/v1/endpointslices',
      'Name | AddressType | Ports | Endpoints | Age',
    ],
    ['/apis/coordination.k8s.io/v1/leases', 'Name | Holder | Age'],
    [
      '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
      'Name | Created At:date',
    ],
  ])('lists the columns of %s', async (path, columns) => {
    const { body } = await cluster.admin.get(`${path}?limit=1`, { headers });
    expect(columnsOf(body)).toBe(columns);
  });

  it('writes cells, and as much of the object as is asked for', async () => {
    const rows = async (query: string) => {
      const { body } = await cluster.admin.get(`${configMaps}/a${query}`, {
        headers,
      });
      return listAt(body, 'rows');
    };
    const cells = ['a', 2, expect.stringMatching(/^\d+m?s$/)];
    expect(await rows('')).toMatchObject([
      { cells, object: { kind: 'PartialObjectMetadata' } },
    ]);
    expect(await rows('?includeObject=None')).toEqual([
      { cells, object: null },
    ]);
    expect(await rows('?includeObject=Object')).toMatchObject([
      { cells, object: { kind: 'ConfigMap', data: { one: '1' } } },
    ]);
    const answer = await cluster.admin.get(
      `${configMaps}/a?includeObject=Some`,
      { headers },
    );
    expect(answer.body).toEqual(
      refusal({
        code: 400,
        reason: 'BadRequest',
        message:
          "Unable to convert to Table as requested: includeObject: Invalid value: \"Some\": must be 'Metadata', 'Object', 'None', or empty",
      }),
    );
  });

  it('shows workloads as kubectl lists them', async () => {
    const template = {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'web', image: 'web:1' }] },
    };
    const deployments = '/apis/apps/v1/namespaces/tables/deployments';
    await cluster.admin.post(deployments, {
      metadata: { name: 'web' },
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: 'web' } },
        template,
      },
    });
    const { body } = await cluster.admin.get(deployments, { headers });
    expect(valueAt(listAt(body, 'rows')[0], 'cells')).toEqual([
      'web',
      '0/2',
      0,
      0,
      expect.any(String),
      'web',
      'web:1',
      'app=web',
    ]);
    const services = '/api/v1/namespaces/tables/services';
    await cluster.admin.post(services, {
      metadata: { name: 'web' },
      spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
    });
    const table = await cluster.admin.get(services, { headers });
    expect(valueAt(listAt(table.body, 'rows')[0], 'cells')).toEqual([
      'web',
      'ClusterIP',
      expect.stringMatching(/^10\./),
      '<none>',
      '80/TCP',
      expect.any(String),
      'app=web',
    ]);
  });
});
