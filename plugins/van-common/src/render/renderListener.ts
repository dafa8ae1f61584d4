import type { Cluster, Network } from '../fleet/types';
import {
  LABEL_CLUSTER,
  LABEL_MANAGED_BY,
  LABEL_NETWORK,
  MANAGED_BY_VANSTAGE,
} from './labels';
import { kubeApiName } from './names';
import type { YamlValue } from './toYaml';

/**
 * The hub's way to an edge's API server. The router passes TLS through unread, so it need not look at the protocol.
 *
 * Source: `listeners.skupper.io/v2alpha1`.
 *
 * @internal
 */
export function renderListener(options: {
  network: Network;
  cluster: Cluster;
}): YamlValue {
  const { network, cluster } = options;
  const name = kubeApiName(cluster.name);
  return {
    apiVersion: 'skupper.io/v2alpha1',
    kind: 'Listener',
    metadata: {
      name,
      namespace: network.skupperNamespace,
      labels: {
        [LABEL_MANAGED_BY]: MANAGED_BY_VANSTAGE,
        [LABEL_CLUSTER]: cluster.name,
        [LABEL_NETWORK]: network.name,
      },
    },
    spec: { routingKey: name, host: name, port: 443, observer: 'none' },
  };
}
