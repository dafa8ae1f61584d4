import {
  configMapColumns,
  eventColumns,
  leaseColumns,
  namespaceColumns,
  nodeColumns,
  resourceQuotaColumns,
  roleBindingColumns,
  secretColumns,
  serviceAccountColumns,
  storageClassColumns,
  volumeClaimColumns,
  volumeColumns,
} from './clusterColumns';
import {
  endpointsColumns,
  endpointSliceColumns,
  ingressClassColumns,
  ingressColumns,
  networkPolicyColumns,
  serviceColumns,
} from './networkColumns';
import { podColumns } from './podColumns';
import { TableColumn } from './TableColumn';
import {
  cronJobColumns,
  daemonSetColumns,
  deploymentColumns,
  jobColumns,
  replicaSetColumns,
  statefulSetColumns,
} from './workloadColumns';

const columns: Record<string, readonly TableColumn[]> = {
  ClusterRoleBinding: roleBindingColumns,
  ConfigMap: configMapColumns,
  CronJob: cronJobColumns,
  DaemonSet: daemonSetColumns,
  Deployment: deploymentColumns,
  EndpointSlice: endpointSliceColumns,
  Endpoints: endpointsColumns,
  Event: eventColumns,
  Ingress: ingressColumns,
  IngressClass: ingressClassColumns,
  Job: jobColumns,
  Lease: leaseColumns,
  Namespace: namespaceColumns,
  NetworkPolicy: networkPolicyColumns,
  Node: nodeColumns,
  PersistentVolume: volumeColumns,
  PersistentVolumeClaim: volumeClaimColumns,
  Pod: podColumns,
  ReplicaSet: replicaSetColumns,
  ResourceQuota: resourceQuotaColumns,
  RoleBinding: roleBindingColumns,
  Secret: secretColumns,
  Service: serviceColumns,
  ServiceAccount: serviceAccountColumns,
  StatefulSet: statefulSetColumns,
  StorageClass: storageClassColumns,
};

/** The columns that a real server lists of a built-in kind; `undefined` where it lists Name and Created At. */
export function columnsOf(kind: string): readonly TableColumn[] | undefined {
  return columns[kind];
}
