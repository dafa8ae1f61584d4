import { KubeObject, listAt, objectAt, textAt, valueAt } from '../kubeObject';
import { age } from './age';
import { column, conditionOf, textOrNone, wideColumn } from './column';
import { ageColumn, nameColumn } from './genericColumns';
import { TableColumn } from './TableColumn';

const nodeStates = new Map([
  ['True', 'Ready'],
  ['', 'Unknown'],
]);

function nodeStatus(node: KubeObject): string {
  const ready = textAt(conditionOf(node, 'Ready'), 'status');
  const states = [nodeStates.get(ready) ?? 'NotReady'];
  if (valueAt(node, 'spec', 'unschedulable') === true) {
    states.push('SchedulingDisabled');
  }
  return states.join(',');
}

const rolePrefix = 'node-role.kubernetes.io/';

function nodeRoles(node: KubeObject): string {
  const roles = Object.entries(node.metadata.labels ?? {}).flatMap(
    ([key, value]) => {
      if (key.startsWith(rolePrefix)) {
        return [key.slice(rolePrefix.length)];
      }
      return key === 'kubernetes.io/role' && value ? [value] : [];
    },
  );
  return [...new Set(roles)].sort().join(',') || '<none>';
}

function nodeAddress(node: KubeObject, type: string): string {
  const address = listAt(node, 'status', 'addresses').find(
    entry => textAt(entry, 'type') === type,
  );
  return textAt(address, 'address') || '<none>';
}

function nodeInfo(name: string, field: string): TableColumn {
  return wideColumn(
    name,
    node => textAt(node, 'status', 'nodeInfo', field) || '<unknown>',
  );
}

/** The columns of Nodes. */
export const nodeColumns: readonly TableColumn[] = [
  nameColumn,
  column('Status', nodeStatus),
  column('Roles', nodeRoles),
  ageColumn,
  column('Version', node =>
    textAt(node, 'status', 'nodeInfo', 'kubeletVersion'),
  ),
  wideColumn('Internal-IP', node => nodeAddress(node, 'InternalIP')),
  wideColumn('External-IP', node => nodeAddress(node, 'ExternalIP')),
  nodeInfo('OS-Image', 'osImage'),
  nodeInfo('Kernel-Version', 'kernelVersion'),
  nodeInfo('Container-Runtime', 'containerRuntimeVersion'),
];

/** The columns of Namespaces. */
export const namespaceColumns: readonly TableColumn[] = [
  nameColumn,
  column('Status', object => textAt(object, 'status', 'phase')),
  ageColumn,
];

function eventSource(event: KubeObject): string {
  const component =
    textAt(event, 'source', 'component') || textAt(event, 'reportingComponent');
  const host =
    textAt(event, 'source', 'host') || textAt(event, 'reportingInstance');
  return host ? `${component}, ${host}` : component;
}

function eventTime(event: KubeObject, now: Date, first: boolean): string {
  const firstTime =
    textAt(event, 'firstTimestamp') || textAt(event, 'eventTime');
  const lastTime =
    textAt(event, 'series', 'lastObservedTime') ||
    textAt(event, 'lastTimestamp') ||
    firstTime;
  return age(first ? firstTime : lastTime, now);
}

/** The columns of Events. */
export const eventColumns: readonly TableColumn[] = [
  column('Last Seen', (event, now) => eventTime(event, now, false)),
  column('Type', event => textAt(event, 'type')),
  column('Reason', event => textAt(event, 'reason')),
  column(
    'Object',
    event =>
      `${textAt(event, 'involvedObject', 'kind').toLowerCase()}/${textAt(
        event,
        'involvedObject',
        'name',
      )}`,
  ),
  wideColumn('Subobject', event =>
    textAt(event, 'involvedObject', 'fieldPath'),
  ),
  wideColumn('Source', eventSource),
  column('Message', event => textAt(event, 'message').trim()),
  wideColumn('First Seen', (event, now) => eventTime(event, now, true)),
  wideColumn('Count', event => {
    const seen = valueAt(event, 'series', 'count') ?? valueAt(event, 'count');
    return Number(seen) || 1;
  }),
  { ...nameColumn, priority: 1 },
];

/** The columns of Leases. */
export const leaseColumns: readonly TableColumn[] = [
  nameColumn,
  column('Holder', object => textAt(object, 'spec', 'holderIdentity')),
  ageColumn,
];

function quotaText(quota: KubeObject, isLimit: boolean): string {
  const used = objectAt(quota, 'status', 'used');
  return Object.entries(objectAt(quota, 'status', 'hard'))
    .filter(([name]) => name.startsWith('limits.') === isLimit)
    .sort()
    .map(([name, hard]) => `${name}: ${used[name] ?? 0}/${hard}`)
    .join(', ');
}

/** The columns of ResourceQuotas. */
export const resourceQuotaColumns: readonly TableColumn[] = [
  nameColumn,
  column('Request', object => quotaText(object, false)),
  column('Limit', object => quotaText(object, true)),
  ageColumn,
];

function subjects(binding: KubeObject, kind: string): string {
  return listAt(binding, 'subjects')
    .filter(subject => textAt(subject, 'kind') === kind)
    .map(subject => {
      const namespace = textAt(subject, 'namespace');
      const name = textAt(subject, 'name');
      return kind === 'ServiceAccount' ? `${namespace}/${name}` : name;
    })
    .join(', ');
}

/** The columns of RoleBindings and ClusterRoleBindings. */
export const roleBindingColumns: readonly TableColumn[] = [
  nameColumn,
  column(
    'Role',
    object =>
      `${textAt(object, 'roleRef', 'kind')}/${textAt(
        object,
        'roleRef',
        'name',
      )}`,
  ),
  ageColumn,
  wideColumn('Users', object => subjects(object, 'User')),
  wideColumn('Groups', object => subjects(object, 'Group')),
  wideColumn('ServiceAccounts', object => subjects(object, 'ServiceAccount')),
];

const accessModes: Record<string, string> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};

function modes(object: KubeObject, ...path: string[]): string {
  return listAt(object, ...path)
    .map(mode => accessModes[String(mode)] ?? String(mode))
    .join(',');
}

function orUnset(object: KubeObject, ...path: string[]): string {
  return textAt(object, ...path) || '<unset>';
}

/** The columns of PersistentVolumeClaims. */
export const volumeClaimColumns: readonly TableColumn[] = [
  nameColumn,
  column('Status', object =>
    object.metadata.deletionTimestamp
      ? 'Terminating'
      : textAt(object, 'status', 'phase'),
  ),
  column('Volume', object => textAt(object, 'spec', 'volumeName')),
  column('Capacity', object => textAt(object, 'status', 'capacity', 'storage')),
  column('Access Modes', object => modes(object, 'status', 'accessModes')),
  column('StorageClass', object => textAt(object, 'spec', 'storageClassName')),
  column('VolumeAttributesClass', object =>
    orUnset(object, 'spec', 'volumeAttributesClassName'),
  ),
  ageColumn,
  wideColumn('VolumeMode', object => orUnset(object, 'spec', 'volumeMode')),
];

/** The columns of PersistentVolumes. */
export const volumeColumns: readonly TableColumn[] = [
  nameColumn,
  column('Capacity', object => textAt(object, 'spec', 'capacity', 'storage')),
  column('Access Modes', object => modes(object, 'spec', 'accessModes')),
  column('Reclaim Policy', object =>
    textAt(object, 'spec', 'persistentVolumeReclaimPolicy'),
  ),
  column('Status', object =>
    object.metadata.deletionTimestamp
      ? 'Terminating'
      : textAt(object, 'status', 'phase'),
  ),
  column('Claim', object => {
    const claim = objectAt(object, 'spec', 'claimRef');
    return claim.name
      ? `${textAt(claim, 'namespace')}/${textAt(claim, 'name')}`
      : '';
  }),
  column('StorageClass', object => textAt(object, 'spec', 'storageClassName')),
  column('VolumeAttributesClass', object =>
    orUnset(object, 'spec', 'volumeAttributesClassName'),
  ),
  column('Reason', object => textAt(object, 'status', 'reason')),
  ageColumn,
  wideColumn('VolumeMode', object => orUnset(object, 'spec', 'volumeMode')),
];

/** The columns of StorageClasses. */
export const storageClassColumns: readonly TableColumn[] = [
  nameColumn,
  column('Provisioner', object => textAt(object, 'provisioner')),
  column(
    'ReclaimPolicy',
    object => textAt(object, 'reclaimPolicy') || 'Delete',
  ),
  column('VolumeBindingMode', object =>
    textOrNone(object, 'volumeBindingMode'),
  ),
  column(
    'AllowVolumeExpansion',
    object => valueAt(object, 'allowVolumeExpansion') === true,
  ),
  ageColumn,
];

function size(value: unknown): number {
  return Array.isArray(value)
    ? value.length
    : Object.keys(objectAt(value)).length;
}

/** A real server declares these columns as texts and fills them with numbers. */
function count(name: string, ...fields: string[]): TableColumn {
  return column(name, object => {
    const sizes = fields.map(field => size(object[field]));
    return sizes.reduce((sum, next) => sum + next, 0);
  });
}

/** The columns of ConfigMaps. */
export const configMapColumns: readonly TableColumn[] = [
  nameColumn,
  count('Data', 'data', 'binaryData'),
  ageColumn,
];

/** The columns of Secrets. */
export const secretColumns: readonly TableColumn[] = [
  nameColumn,
  column('Type', object => textAt(object, 'type')),
  count('Data', 'data'),
  ageColumn,
];

/** The columns of ServiceAccounts. */
export const serviceAccountColumns: readonly TableColumn[] = [
  nameColumn,
  ageColumn,
];
