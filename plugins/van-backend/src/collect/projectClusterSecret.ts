import type { ClusterSecret } from '@vanstage/backstage-plugin-van-node';
import type { ClusterSecretRow } from '../store/rows';

/**
 * What is stored of a cluster Secret: not its credential.
 *
 * @internal
 */
export function projectClusterSecret(
  secret: ClusterSecret,
  usedBy: ClusterSecretRow['usedBy'],
): ClusterSecretRow {
  return {
    kind: 'clusterSecret',
    key: `${secret.namespace}/${secret.name}`,
    usedBy,
    cluster: secret.cluster,
    server: secret.server,
    labels: secret.labels,
  };
}
