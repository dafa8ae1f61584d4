import { Card, CardBody, Container, Flex, Skeleton } from '@backstage/ui';
import { useVanData } from '../../hooks/useVanData';
import { DataBoundary } from '../DataBoundary';
import { EmptyState } from '../EmptyState';
import { RefreshBar } from '../ProgressBar';
import { NetworkCard } from './NetworkCard';
import styles from './NetworksPage.module.css';

function CardSkeleton() {
  return (
    <Card className={styles.card}>
      <CardBody className={styles.body}>
        <Skeleton height={24} width="30%" />
        <Flex gap="4">
          <Skeleton height={48} width={140} />
          <Skeleton height={48} width={140} />
          <Skeleton height={48} width={140} />
        </Flex>
        <Skeleton height={16} width="45%" />
      </CardBody>
    </Card>
  );
}

/**
 * All networks that the person may see.
 */
export function NetworksPage() {
  const data = useVanData({
    subject: 'networks',
    load: async api => (await api.getNetworks()).items,
  });
  return (
    <Container className={styles.page}>
      <RefreshBar refreshing={data.refreshing} what="the networks" />
      <DataBoundary data={data} what="The networks" skeleton={<CardSkeleton />}>
        {networks =>
          networks.length === 0 ? (
            <EmptyState
              title="No network is set up"
              description="Each network stands here with its edges and what needs attention. An administrator adds the first one below van.networks of the app's configuration; a network that you may not read is not shown."
            />
          ) : (
            <ul className={styles.networks}>
              {networks.map(network => (
                <li key={network.name}>
                  <NetworkCard network={network} />
                </li>
              ))}
            </ul>
          )
        }
      </DataBoundary>
    </Container>
  );
}
