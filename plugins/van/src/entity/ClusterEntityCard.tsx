import { Link } from '@backstage/ui';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { ClusterDetails } from '../components/ClusterPage';
import { DataBoundary } from '../components/DataBoundary';
import { usePaths } from '../hooks/usePaths';
import { useVanData } from '../hooks/useVanData';
import { useClusterEntity } from './useClusterEntity';

/**
 * State and facts of the cluster that a catalog entity stands for.
 *
 * @public
 */
export function ClusterEntityCard() {
  const { network, cluster } = useClusterEntity();
  const paths = usePaths();
  const data = useVanData({
    network,
    subject: `${network}/clusters/${cluster}`,
    load: api => api.getCluster(network, cluster),
  });
  return (
    <EntityInfoCard
      title="Virtual application network"
      headerActions={
        <Link href={paths.cluster(network, cluster)}>{network}</Link>
      }
    >
      <DataBoundary data={data} what={`The cluster ${cluster}`}>
        {value => <ClusterDetails cluster={value} />}
      </DataBoundary>
    </EntityInfoCard>
  );
}
