import { usePaths } from '../../hooks/usePaths';
import { useTagOptions } from '../../hooks/useTagOptions';
import { CLUSTER_STATES, clusterStates } from '../../state';
import { ClusterSummary } from '../ClusterPage';
import { ListView } from '../ListView';
import { clusterColumns } from './clusterColumns';

const stateOptions = CLUSTER_STATES.map(id => ({
  id,
  label: clusterStates[id].word,
}));

const secondaryColumns = ['provider', 'tags', 'latencyMs'];

/**
 * The clusters of a network.
 */
export function ClustersView(props: { network: string }) {
  const { network } = props;
  const paths = usePaths();
  const tagOptions = useTagOptions(network, 'clusters');
  return (
    <ListView
      network={network}
      words={['cluster', 'clusters']}
      columns={clusterColumns}
      secondaryColumns={secondaryColumns}
      load={(api, query) => api.getClusters(network, query)}
      nameOf={cluster => cluster.name}
      defaultOrderBy="name"
      stateOptions={stateOptions}
      tagOptions={tagOptions}
      empty={{
        title: 'No clusters are declared',
        description: `Clusters of ${network} stand here with their state, as soon as the fleet repository has a file for each below networks/${network}/clusters.`,
      }}
      panel={{
        hrefOf: name => paths.cluster(network, name),
        render: name => <ClusterSummary network={network} cluster={name} />,
      }}
    />
  );
}
