import { Text } from '@backstage/ui';
import type { ClusterView } from '@vanstage/backstage-plugin-van-common';
import { Details } from '../Details';
import { FactList } from '../FactList';
import { RelativeTime } from '../RelativeTime';
import { ClusterStateBadge, NotDeclaredBadge } from '../StateBadge';
import { clusterFacts, connectionFacts } from './clusterFacts';
import styles from './ClusterPage.module.css';

/** Props of {@link ClusterDetails}. */
export interface ClusterDetailsProps {
  cluster: ClusterView;
}

/**
 * State, diagnosis and facts of a cluster.
 */
export function ClusterDetails(props: ClusterDetailsProps) {
  const { cluster } = props;
  const connection = connectionFacts(cluster).filter(fact => fact.value);
  return (
    <div className={styles.stack}>
      <div className={styles.stateLine}>
        <ClusterStateBadge state={cluster.state} since={cluster.since} />
        {!cluster.declared && <NotDeclaredBadge />}
        {cluster.since && (
          <Text variant="body-small" color="secondary">
            <RelativeTime at={cluster.since} />
          </Text>
        )}
      </div>
      <Text as="p" className={styles.paragraph}>
        {cluster.diagnosis}
      </Text>
      {cluster.description && (
        <Text as="p" color="secondary" className={styles.paragraph}>
          {cluster.description}
        </Text>
      )}
      <FactList facts={clusterFacts(cluster)} />
      {connection.length > 0 && (
        <Details summary="How it is connected">
          <FactList facts={connection} />
        </Details>
      )}
    </div>
  );
}
