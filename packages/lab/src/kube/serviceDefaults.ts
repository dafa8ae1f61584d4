import { createHash } from 'node:crypto';
import {
  isJsonObject,
  JsonObject,
  KubeObject,
  listAt,
  objectAt,
  textAt,
} from './kubeObject';

/** A number that stays the same for an object, so that what it is allocated survives its updates. */
function allocation(object: KubeObject, purpose: string): number {
  return createHash('sha256')
    .update(`${object.metadata.uid} ${purpose}`)
    .digest()
    .readUInt32BE();
}

function clusterAddress(service: KubeObject): string {
  const known = textAt(service, 'spec', 'clusterIP');
  if (known) {
    return known;
  }
  const number = allocation(service, 'clusterIP');
  const [second, third, fourth] = [
    96 + (number % 16),
    Math.floor(number / 16) % 256,
    1 + (Math.floor(number / 4096) % 254),
  ];
  return `10.${second}.${third}.${fourth}`;
}

function servicePort(
  service: KubeObject,
  port: JsonObject,
  hasNodePorts: boolean,
): JsonObject {
  return {
    protocol: 'TCP',
    targetPort: port.port,
    ...port,
    ...(hasNodePorts && !port.nodePort
      ? { nodePort: 30_000 + (allocation(service, `port ${port.port}`) % 2768) }
      : {}),
  };
}

/** Fills what a client leaves out of a Service, with an address of 10.96.0.0/12 and node ports. */
export function serviceDefaults(service: KubeObject): KubeObject {
  const type = textAt(service, 'spec', 'type') || 'ClusterIP';
  const clusterIP = clusterAddress(service);
  const isExternal = type === 'LoadBalancer' || type === 'NodePort';
  const ports = listAt(service, 'spec', 'ports').map(port =>
    isJsonObject(port) ? servicePort(service, port, isExternal) : port,
  );
  return {
    ...service,
    spec: {
      sessionAffinity: 'None',
      ...(type === 'ExternalName'
        ? {}
        : {
            clusterIP,
            clusterIPs: [clusterIP],
            ipFamilies: ['IPv4'],
            ipFamilyPolicy: 'SingleStack',
            internalTrafficPolicy: 'Cluster',
          }),
      ...(isExternal ? { externalTrafficPolicy: 'Cluster' } : {}),
      ...(type === 'LoadBalancer'
        ? { allocateLoadBalancerNodePorts: true }
        : {}),
      ...objectAt(service, 'spec'),
      type,
      ...(ports.length > 0 ? { ports } : {}),
    },
  };
}
