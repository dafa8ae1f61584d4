import { Card, CardBody } from '@backstage/ui';
import { usePaths } from '../../hooks/usePaths';
import { useVanData } from '../../hooks/useVanData';
import { DataBoundary } from '../DataBoundary';
import { FreshnessNotice } from '../FreshnessNotice';
import { PlacementList } from '../PlacementList';
import { ClusterStateBadge } from '../StateBadge';
import { ThingPage } from '../ThingPage';
import layout from '../ThingPage/ThingPage.module.css';
import { ClusterDetails } from './ClusterDetails';
import { useClusterPlacements } from './useClusterPlacements';

/** Props of {@link ClusterPage}. */
export interface ClusterPageProps {
  network: string;
  cluster: string;
}

/**
 * One cluster of a network.
 */
export function ClusterPage(props: ClusterPageProps) {
  const { network, cluster } = props;
  const paths = usePaths();
  const data = useVanData({
    network,
    subject: `${network}/clusters/${cluster}`,
    load: api => api.getCluster(network, cluster),
  });
  const placements = useClusterPlacements(network, cluster);
  return (
    <ThingPage
      network={network}
      kind="cluster"
      title={cluster}
      href={paths.cluster(network, cluster)}
      error={data.error}
      refreshing={data.refreshing || placements.refreshing}
      list={{ label: 'Clusters', href: paths.tab(network, 'clusters') }}
      state={
        data.value && (
          <ClusterStateBadge
            state={data.value.state}
            since={data.value.since}
          />
        )
      }
    >
      {placements.value && (
        <FreshnessNotice freshness={placements.value.freshness} />
      )}
      <div className={layout.columns}>
        <Card>
          <CardBody>
            <DataBoundary data={data} what={`The cluster ${cluster}`}>
              {value => <ClusterDetails cluster={value} />}
            </DataBoundary>
          </CardBody>
        </Card>
        <Card>
          <CardBody>
            <DataBoundary data={placements} what={`What runs on ${cluster}`}>
              {({ items }) => (
                <PlacementList
                  title="Runs here"
                  placements={items}
                  nameOf={placement => placement.application}
                  hrefOf={placement =>
                    paths.application(network, placement.application)
                  }
                  emptyText={`No application is placed on ${cluster}.`}
                />
              )}
            </DataBoundary>
          </CardBody>
        </Card>
      </div>
    </ThingPage>
  );
}
