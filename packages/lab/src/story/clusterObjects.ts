import type { KubeObject } from '../controller';
import type { StoryCluster, StoryNode } from './story';

const providers: Record<string, string> = {
  aws: 'aws',
  aks: 'azure',
  gke: 'gce',
};

/** The Nodes of a cluster, Ready. */
export function nodeObjects(cluster: StoryCluster, now: string): KubeObject[] {
  return cluster.nodes.map((node, index) =>
    nodeObject(node, { version: cluster.version, index, now }),
  );
}

export function namespaceObject(name: string): KubeObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

/** A Skupper Site; without `linkAccess` it only dials out. */
export function siteObject(options: {
  name: string;
  namespace: string;
  linkAccess?: string;
  edge?: boolean;
}): KubeObject {
  const { name, namespace, linkAccess, edge } = options;
  return {
    apiVersion: 'skupper.io/v2alpha1',
    kind: 'Site',
    metadata: { name, namespace },
    spec: {
      ...(linkAccess === undefined ? {} : { linkAccess }),
      ...(edge ? { edge: true } : {}),
    },
  };
}

/** Offers an edge's own API server to the network. */
export function kubeApiConnector(options: {
  namespace: string;
  routingKey: string;
}): KubeObject {
  return {
    apiVersion: 'skupper.io/v2alpha1',
    kind: 'Connector',
    metadata: { name: 'kube-api', namespace: options.namespace },
    spec: {
      routingKey: options.routingKey,
      host: 'kubernetes.default.svc',
      port: 443,
    },
  };
}

function nodeObject(
  node: StoryNode,
  options: { version: string; index: number; now: string },
): KubeObject {
  const { version, index, now } = options;
  const resources = {
    cpu: node.cpu,
    memory: node.memory,
    pods: '110',
  };
  const condition = (type: string, status: string, reason: string) => ({
    type,
    status,
    reason,
    message: reason,
    lastHeartbeatTime: now,
    lastTransitionTime: now,
  });
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: node.name,
      labels: {
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': node.name,
        'kubernetes.io/os': 'linux',
        'node.kubernetes.io/instance-type': node.instanceType,
        'topology.kubernetes.io/region': node.region,
        'topology.kubernetes.io/zone': node.zone,
      },
    },
    spec: {
      podCIDR: `10.42.${index}.0/24`,
      providerID: `${providerOf(node.name)}:///${node.zone}/${node.name}`,
    },
    status: {
      capacity: resources,
      allocatable: resources,
      addresses: [
        { type: 'InternalIP', address: `192.168.${index}.10` },
        { type: 'Hostname', address: node.name },
      ],
      conditions: [
        condition('MemoryPressure', 'False', 'KubeletHasSufficientMemory'),
        condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure'),
        condition('PIDPressure', 'False', 'KubeletHasSufficientPID'),
        condition('Ready', 'True', 'KubeletReady'),
      ],
      nodeInfo: {
        architecture: 'amd64',
        bootID: '',
        containerRuntimeVersion: 'containerd://2.1.4',
        kernelVersion: '6.12.40',
        kubeProxyVersion: version,
        kubeletVersion: version,
        machineID: '',
        operatingSystem: 'linux',
        osImage: 'Linux',
        systemUUID: '',
      },
    },
  };
}

function providerOf(name: string): string {
  const [prefix] = name.split('-');
  return providers[prefix] ?? 'aws';
}
