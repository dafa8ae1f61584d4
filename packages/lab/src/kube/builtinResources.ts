import { defaultsOf, initialStatusOf } from './builtinDefaults';
import { builtinFieldType } from './openApi/builtinSchemas';
import { NameRule, ResourceDefinition, ScalePaths } from './ResourceDefinition';
import { columnsOf } from './table/builtinColumns';
import { validationOf } from './validation/builtinValidation';
import { changeValidationOf } from './validation/updateErrors';

interface Builtin {
  group?: string;
  version?: string;
  kind: string;
  resource: string;
  shortNames?: string[];
  categories?: string[];
  clusterScoped?: boolean;
  status?: boolean;
  scale?: ScalePaths;
  generation?: boolean;
  nameRule?: NameRule;
  returnsDeleted?: boolean;
  orphansDependents?: boolean;
  fields?: string[];
}

const replicas: ScalePaths = {
  specReplicas: ['spec', 'replicas'],
  statusReplicas: ['status', 'replicas'],
  selector: ['spec', 'selector'],
};

const eventFields = [
  'involvedObject.kind',
  'involvedObject.namespace',
  'involvedObject.name',
  'involvedObject.uid',
  'involvedObject.apiVersion',
  'involvedObject.resourceVersion',
  'involvedObject.fieldPath',
  'reason',
  'reportingComponent',
  'source',
  'type',
];

const podFields = [
  'spec.nodeName',
  'spec.restartPolicy',
  'spec.schedulerName',
  'spec.serviceAccountName',
  'spec.hostNetwork',
  'status.phase',
  'status.podIP',
  'status.podIPs',
  'status.nominatedNodeName',
];

const rbac = { group: 'rbac.authorization.k8s.io', nameRule: 'path' } as const;
const all = ['all'];

const builtins: Builtin[] = [
  { kind: 'ConfigMap', resource: 'configmaps', shortNames: ['cm'] },
  { kind: 'Endpoints', resource: 'endpoints', shortNames: ['ep'] },
  {
    kind: 'Event',
    resource: 'events',
    shortNames: ['ev'],
    fields: eventFields,
  },
  {
    kind: 'LimitRange',
    resource: 'limitranges',
    shortNames: ['limits'],
  },
  {
    kind: 'Namespace',
    resource: 'namespaces',
    shortNames: ['ns'],
    clusterScoped: true,
    status: true,
    nameRule: 'label',
    fields: ['status.phase'],
    returnsDeleted: true,
  },
  {
    kind: 'Node',
    resource: 'nodes',
    shortNames: ['no'],
    clusterScoped: true,
    status: true,
    fields: ['spec.unschedulable'],
  },
  {
    kind: 'PersistentVolumeClaim',
    resource: 'persistentvolumeclaims',
    shortNames: ['pvc'],
    status: true,
    returnsDeleted: true,
  },
  {
    kind: 'PersistentVolume',
    resource: 'persistentvolumes',
    shortNames: ['pv'],
    clusterScoped: true,
    status: true,
    returnsDeleted: true,
  },
  {
    kind: 'Pod',
    resource: 'pods',
    shortNames: ['po'],
    categories: all,
    status: true,
    generation: true,
    fields: podFields,
    returnsDeleted: true,
  },
  {
    kind: 'ResourceQuota',
    resource: 'resourcequotas',
    shortNames: ['quota'],
    status: true,
    returnsDeleted: true,
  },
  {
    kind: 'Secret',
    resource: 'secrets',
    fields: ['type'],
  },
  {
    kind: 'ServiceAccount',
    resource: 'serviceaccounts',
    shortNames: ['sa'],
    returnsDeleted: true,
  },
  {
    kind: 'Service',
    resource: 'services',
    shortNames: ['svc'],
    categories: all,
    status: true,
    nameRule: 'label',
    fields: ['spec.clusterIP', 'spec.type'],
    returnsDeleted: true,
  },
  {
    group: 'apps',
    kind: 'DaemonSet',
    resource: 'daemonsets',
    shortNames: ['ds'],
    categories: all,
    status: true,
    generation: true,
  },
  {
    group: 'apps',
    kind: 'Deployment',
    resource: 'deployments',
    shortNames: ['deploy'],
    categories: all,
    status: true,
    scale: replicas,
    generation: true,
  },
  {
    group: 'apps',
    kind: 'ReplicaSet',
    resource: 'replicasets',
    shortNames: ['rs'],
    categories: all,
    status: true,
    scale: replicas,
    generation: true,
  },
  {
    group: 'apps',
    kind: 'StatefulSet',
    resource: 'statefulsets',
    shortNames: ['sts'],
    categories: all,
    status: true,
    scale: replicas,
    generation: true,
  },
  {
    group: 'batch',
    kind: 'CronJob',
    resource: 'cronjobs',
    shortNames: ['cj'],
    categories: all,
    status: true,
    generation: true,
  },
  {
    group: 'batch',
    kind: 'Job',
    resource: 'jobs',
    categories: all,
    status: true,
    generation: true,
    orphansDependents: true,
    fields: ['status.successful'],
  },
  {
    group: 'networking.k8s.io',
    kind: 'Ingress',
    resource: 'ingresses',
    shortNames: ['ing'],
    status: true,
    generation: true,
  },
  {
    group: 'networking.k8s.io',
    kind: 'IngressClass',
    resource: 'ingressclasses',
    clusterScoped: true,
    generation: true,
  },
  {
    group: 'networking.k8s.io',
    kind: 'NetworkPolicy',
    resource: 'networkpolicies',
    shortNames: ['netpol'],
    generation: true,
  },
  {
    ...rbac,
    kind: 'ClusterRoleBinding',
    resource: 'clusterrolebindings',
    clusterScoped: true,
  },
  {
    ...rbac,
    kind: 'ClusterRole',
    resource: 'clusterroles',
    clusterScoped: true,
  },
  { ...rbac, kind: 'RoleBinding', resource: 'rolebindings' },
  { ...rbac, kind: 'Role', resource: 'roles' },
  {
    group: 'storage.k8s.io',
    kind: 'StorageClass',
    resource: 'storageclasses',
    shortNames: ['sc'],
    clusterScoped: true,
  },
  { group: 'coordination.k8s.io', kind: 'Lease', resource: 'leases' },
  {
    group: 'discovery.k8s.io',
    kind: 'EndpointSlice',
    resource: 'endpointslices',
    generation: true,
  },
  {
    group: 'apiextensions.k8s.io',
    kind: 'CustomResourceDefinition',
    resource: 'customresourcedefinitions',
    shortNames: ['crd', 'crds'],
    categories: ['api-extensions'],
    clusterScoped: true,
    status: true,
    generation: true,
    returnsDeleted: true,
  },
];

function selectableFields(fields: string[]): Record<string, string[]> {
  const paths: Record<string, string[]> = {};
  for (const field of fields) {
    paths[field] =
      field === 'source' ? ['source', 'component'] : field.split('.');
  }
  return paths;
}

function toDefinition(builtin: Builtin): ResourceDefinition {
  const { group = '', version = 'v1', kind, resource } = builtin;
  return {
    group,
    resource,
    kind,
    singular: kind.toLowerCase(),
    listKind: `${kind}List`,
    shortNames: builtin.shortNames ?? [],
    categories: builtin.categories ?? [],
    namespaced: !builtin.clusterScoped,
    versions: [
      {
        name: version,
        fieldType: () => builtinFieldType({ group, version, kind }),
        columns: columnsOf(kind),
        subresources: {
          status: builtin.status ?? false,
          scale: builtin.scale,
        },
      },
    ],
    preferredVersion: version,
    custom: false,
    generation: builtin.generation ?? false,
    nameRule: builtin.nameRule ?? 'subdomain',
    returnsDeleted: builtin.returnsDeleted ?? false,
    defaultPropagation: builtin.orphansDependents ? 'Orphan' : 'Background',
    selectableFields: selectableFields(builtin.fields ?? []),
    unconditionalUpdate: kind !== 'Lease',
    initialStatus: initialStatusOf(kind),
    applyDefaults: defaultsOf(kind),
    validate: validationOf(kind),
    validateChange: changeValidationOf(kind),
  };
}

/** The kinds that every server has, in discovery's order. */
export const builtinResources: readonly ResourceDefinition[] =
  builtins.map(toDefinition);
