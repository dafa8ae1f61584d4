import type { KubeObject } from '../controller';
import { ownedBy } from './routerObjects';
import { routerGroups, type Site } from './siteStatus';

const apiVersion = 'skupper.io/v2alpha1';

/** The roles in which routers accept links, with the ports for them. */
export const linkRoles = [
  { name: 'inter-router' as const, port: 55671 },
  { name: 'edge' as const, port: 45671 },
];

/** Names of what makes the routers of a site reachable from outside, one for each group of routers. */
export function accessNames(site: Site): { group: string; name: string }[] {
  return routerGroups(site).map(group => ({ group, name: group }));
}

/** The wish to accept links. */
export function routerAccess(site: Site): KubeObject {
  const accessType = site.spec?.linkAccess;
  return {
    apiVersion,
    kind: 'RouterAccess',
    metadata: {
      name: 'skupper-router',
      namespace: site.metadata.namespace,
      annotations: { 'internal.skupper.io/controlled': 'true' },
      ownerReferences: [ownedBy(site)],
    },
    spec: {
      ...(accessType === 'default' ? {} : { accessType }),
      generateTlsCredentials: true,
      issuer: 'skupper-site-ca',
      roles: linkRoles,
      tlsCredentials: 'skupper-site-server',
    },
  };
}

/** What leads from outside to the routers of one group. */
export function securedAccess(
  access: KubeObject,
  options: { name: string; group: string },
): KubeObject {
  return {
    apiVersion,
    kind: 'SecuredAccess',
    metadata: {
      name: options.name,
      namespace: access.metadata.namespace,
      annotations: {
        'internal.skupper.io/controlled': 'true',
        'internal.skupper.io/routeraccess': access.metadata.name,
      },
      ownerReferences: [referenceTo(access)],
    },
    spec: {
      accessType: 'loadbalancer',
      certificate: 'skupper-site-server',
      issuer: 'skupper-site-ca',
      ports: linkRoles.map(({ name, port }) => ({
        name,
        port,
        protocol: 'TCP',
        targetPort: port,
      })),
      selector: {
        'skupper.io/component': 'router',
        'skupper.io/group': options.group,
      },
    },
  };
}

/** The Service of type LoadBalancer of a SecuredAccess. */
export function accessService(
  access: KubeObject,
  options: {
    ports: readonly { name: string; port: number }[];
    selector: Record<string, string>;
  },
): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: access.metadata.name,
      namespace: access.metadata.namespace,
      annotations: { 'internal.skupper.io/controlled': 'true' },
      labels: { 'internal.skupper.io/secured-access': 'true' },
      ownerReferences: [referenceTo(access)],
    },
    spec: {
      type: 'LoadBalancer',
      ports: options.ports.map(({ name, port }) => ({
        name,
        port,
        protocol: 'TCP',
        targetPort: port,
      })),
      selector: options.selector,
    },
  };
}

/** The reference with which an object owns another. */
export function referenceTo(object: KubeObject) {
  const { name, uid = '' } = object.metadata;
  return { apiVersion: object.apiVersion, kind: object.kind, name, uid };
}
