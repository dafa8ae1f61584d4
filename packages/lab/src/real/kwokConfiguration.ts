import { stringify } from 'yaml';
import type { PortForwardBackend } from '../kube';
import { realFolder } from './realFolder';
import { kwokStages, type KwokStagesOptions } from './kwokStages';

/** An object of kwok's configuration; see https://kwok.sigs.k8s.io/docs/user/configuration/. */
export type KwokObject = { kind: string; [field: string]: unknown };

/**
 * Ports of Pods that a port-forward leads to.
 *
 * @public
 */
export interface RealPortForward {
  backend: PortForwardBackend;
  namespace: string;
  /** How the backend is told of a Pod of the namespace: kwok does not say which it was. */
  pod: string;
  ports: readonly number[];
}

/** The text of kwok's configuration file: what its kubelets do, and where port-forwards lead. */
export function kwokConfiguration(
  options: KwokStagesOptions & {
    portForward?: RealPortForward;
    /** Port of the {@link PodPortGateway}. */
    gatewayPort?: number;
  },
): string {
  const { portForward, gatewayPort } = options;
  const objects: KwokObject[] = kwokStages(options);
  if (portForward && gatewayPort !== undefined) {
    objects.push(clusterPortForward(portForward, gatewayPort));
  }
  // kwok reads YAML 1.1, in which words such as `yes` and `True` are not text unless they are quoted.
  return objects
    .map(object => stringify(object, { version: '1.1' }))
    .join('---\n');
}

function clusterPortForward(
  { namespace, pod, ports }: RealPortForward,
  gatewayPort: number,
): KwokObject {
  return {
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'ClusterPortForward',
    metadata: { name: namespace },
    spec: {
      selector: { matchNamespaces: [namespace] },
      forwards: ports.map(port => ({
        ports: [port],
        command: [
          process.execPath,
          realFolder('podPort.cjs'),
          String(gatewayPort),
          namespace,
          pod,
          String(port),
        ],
      })),
    },
  };
}
