import { usePaths } from '../../hooks/usePaths';
import { useVanData } from '../../hooks/useVanData';
import { DataBoundary } from '../DataBoundary';
import { PlacementList } from '../PlacementList';
import { ClusterDetails } from './ClusterDetails';
import { useClusterPlacements } from './useClusterPlacements';

/** Props of {@link ClusterSummary}. */
export interface ClusterSummaryProps {
  network: string;
  cluster: string;
}

/**
 * A cluster in a panel: its state and facts, and what runs there.
 */
export function ClusterSummary(props: ClusterSummaryProps) {
  const { network, cluster } = props;
  const paths = usePaths();
  const data = useVanData({
    network,
    subject: `${network}/clusters/${cluster}`,
    load: api => api.getCluster(network, cluster),
  });
  const placements = useClusterPlacements(network, cluster);
  return (
    <>
      <DataBoundary data={data} what={`The cluster ${cluster}`}>
        {value => <ClusterDetails cluster={value} />}
      </DataBoundary>
      <DataBoundary data={placements} what={`What runs on ${cluster}`}>
        {({ items }) => (
          <PlacementList
            title="Runs here"
            level={4}
            placements={items}
            nameOf={placement => placement.application}
            hrefOf={placement =>
              paths.application(network, placement.application)
            }
            emptyText={`No application is placed on ${cluster}.`}
          />
        )}
      </DataBoundary>
    </>
  );
}
