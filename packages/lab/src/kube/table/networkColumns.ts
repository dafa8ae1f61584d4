import { KubeObject, listAt, objectAt, textAt, valueAt } from '../kubeObject';
import {
  column,
  labelsText,
  selectorText,
  textOrNone,
  wideColumn,
} from './column';
import { ageColumn, nameColumn } from './genericColumns';
import { TableColumn } from './TableColumn';

function loadBalancerAddress(object: KubeObject): string {
  return listAt(object, 'status', 'loadBalancer', 'ingress')
    .map(entry => textAt(entry, 'ip') || textAt(entry, 'hostname'))
    .filter(address => address !== '')
    .join(',');
}

function externalAddress(service: KubeObject): string {
  const external = listAt(service, 'spec', 'externalIPs');
  switch (textAt(service, 'spec', 'type')) {
    case 'ExternalName':
      return textAt(service, 'spec', 'externalName');
    case 'LoadBalancer': {
      const addresses = [loadBalancerAddress(service), ...external].filter(
        address => address !== '',
      );
      return addresses.join(',') || '<pending>';
    }
    default:
      return external.join(',') || '<none>';
  }
}

function servicePorts(service: KubeObject): string {
  const ports = listAt(service, 'spec', 'ports').map(port => {
    const nodePort = valueAt(port, 'nodePort');
    return `${valueAt(port, 'port')}${nodePort ? `:${nodePort}` : ''}/${textAt(
      port,
      'protocol',
    )}`;
  });
  return ports.join(',') || '<none>';
}

/** The columns of Services. */
export const serviceColumns: readonly TableColumn[] = [
  nameColumn,
  column('Type', object => textAt(object, 'spec', 'type')),
  column('Cluster-IP', object => textOrNone(object, 'spec', 'clusterIP')),
  column('External-IP', externalAddress),
  column('Port(s)', servicePorts),
  ageColumn,
  wideColumn('Selector', object =>
    labelsText(objectAt(object, 'spec', 'selector')),
  ),
];

function shortened(values: string[], limit: number): string {
  if (values.length === 0) {
    return '<none>';
  }
  return values.length > limit
    ? `${values.slice(0, limit).join(',')} + ${values.length - limit} more...`
    : values.join(',');
}

function endpointAddresses(endpoints: KubeObject): string {
  const addresses = listAt(endpoints, 'subsets').flatMap(subset => {
    const ports = listAt(subset, 'ports');
    return listAt(subset, 'addresses').flatMap(address =>
      ports.length === 0
        ? [textAt(address, 'ip')]
        : ports.map(
            port => `${textAt(address, 'ip')}:${valueAt(port, 'port')}`,
          ),
    );
  });
  return shortened(addresses, 3);
}

/** The columns of Endpoints. */
export const endpointsColumns: readonly TableColumn[] = [
  nameColumn,
  column('Endpoints', endpointAddresses),
  ageColumn,
];

/** The columns of EndpointSlices. */
export const endpointSliceColumns: readonly TableColumn[] = [
  nameColumn,
  column('AddressType', object => textAt(object, 'addressType')),
  column('Ports', object => {
    const ports = listAt(object, 'ports').map(port =>
      String(valueAt(port, 'port') ?? '*'),
    );
    return ports.length === 0 ? '<unset>' : shortened(ports, 3);
  }),
  column('Endpoints', object => {
    const addresses = listAt(object, 'endpoints').flatMap(endpoint =>
      listAt(endpoint, 'addresses').map(String),
    );
    return addresses.length === 0 ? '<unset>' : shortened(addresses, 3);
  }),
  ageColumn,
];

function ingressHosts(ingress: KubeObject): string {
  const hosts = listAt(ingress, 'spec', 'rules')
    .map(rule => textAt(rule, 'host'))
    .filter(host => host !== '');
  return hosts.length === 0 ? '*' : shortened(hosts, 3);
}

/** The columns of Ingresses. */
export const ingressColumns: readonly TableColumn[] = [
  nameColumn,
  column('Class', object => textOrNone(object, 'spec', 'ingressClassName')),
  column('Hosts', ingressHosts),
  column('Address', loadBalancerAddress),
  column('Ports', object =>
    listAt(object, 'spec', 'tls').length > 0 ? '80, 443' : '80',
  ),
  ageColumn,
];

/** The columns of IngressClasses. */
export const ingressClassColumns: readonly TableColumn[] = [
  nameColumn,
  column('Controller', object => textAt(object, 'spec', 'controller')),
  column('Parameters', object => {
    const kind = textAt(object, 'spec', 'parameters', 'kind');
    const group = textAt(object, 'spec', 'parameters', 'apiGroup');
    return kind
      ? `${kind}${group ? `.${group}` : ''}/${textAt(
          object,
          'spec',
          'parameters',
          'name',
        )}`
      : '<none>';
  }),
  ageColumn,
];

/** The columns of NetworkPolicies. */
export const networkPolicyColumns: readonly TableColumn[] = [
  nameColumn,
  column('Pod-Selector', object =>
    selectorText(objectAt(object, 'spec', 'podSelector')),
  ),
  ageColumn,
];
