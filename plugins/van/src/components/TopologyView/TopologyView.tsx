import {
  Select,
  Skeleton,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { usePaths } from '../../hooks/usePaths';
import { useVanData } from '../../hooks/useVanData';
import { defaultGrouping, groupings, type GroupBy } from '../../topology';
import { ClusterSummary } from '../ClusterPage';
import { DataBoundary } from '../DataBoundary';
import { EmptyState } from '../EmptyState';
import { FreshnessNotice } from '../FreshnessNotice';
import { RefreshBar } from '../ProgressBar';
import { SidePanel, WithSidePanel } from '../SidePanel';
import { TopologyGraph } from './TopologyGraph';
import { LinkLegend, StateCounts } from './TopologyLegend';
import { TopologyTable } from './TopologyTable';
import { useTopologyState } from './useTopologyState';
import styles from './TopologyView.module.css';

const GROUPING_WORDS: Record<string, string> = {
  none: 'Not grouped',
  context: 'By context',
  provider: 'By provider',
  region: 'By region',
};

function groupingInWords(groupBy: GroupBy): string {
  return GROUPING_WORDS[groupBy] ?? `By tag ${groupBy.replace(/^tag:/, '')}`;
}

/**
 * How the clusters of a network are connected.
 */
export function TopologyView(props: { network: string }) {
  const { network } = props;
  const paths = usePaths();
  const { selected, groupBy, view, change } = useTopologyState();
  const data = useVanData({
    network,
    subject: `${network}/topology`,
    load: api => api.getTopology(network),
  });

  return (
    <WithSidePanel
      panel={
        selected && (
          <SidePanel
            title={selected}
            href={paths.cluster(network, selected)}
            onClose={() => change({ selected: undefined })}
          >
            <ClusterSummary network={network} cluster={selected} />
          </SidePanel>
        )
      }
    >
      <RefreshBar refreshing={data.refreshing} what="the topology" />
      <DataBoundary
        data={data}
        what="The topology"
        skeleton={<Skeleton height={420} width="100%" />}
      >
        {topology => {
          if (topology.nodes.length === 0) {
            return (
              <EmptyState
                title="No clusters yet"
                description={`The hub stands here in the centre with its edges around it, as soon as the fleet repository has a file for each below networks/${network}/clusters.`}
              />
            );
          }
          const choices = groupings(topology);
          const grouping =
            groupBy && choices.includes(groupBy)
              ? groupBy
              : defaultGrouping(topology);
          return (
            <>
              <FreshnessNotice freshness={topology.freshness} />
              <div className={styles.toolbar}>
                <StateCounts network={network} topology={topology} />
                <div className={styles.controls}>
                  {view === 'graph' && (
                    <Select
                      aria-label="Group edges"
                      className={styles.grouping}
                      options={choices.map(id => ({
                        id,
                        label: groupingInWords(id),
                      }))}
                      size="small"
                      value={grouping}
                      onChange={key => change({ group: String(key) })}
                    />
                  )}
                  <ToggleButtonGroup
                    aria-label="Show as"
                    disallowEmptySelection
                    selectionMode="single"
                    selectedKeys={[view]}
                    onSelectionChange={keys =>
                      change({ view: keys.has('table') ? 'table' : 'graph' })
                    }
                  >
                    <ToggleButton id="graph" size="small">
                      Graph
                    </ToggleButton>
                    <ToggleButton id="table" size="small">
                      Table
                    </ToggleButton>
                  </ToggleButtonGroup>
                </div>
              </div>
              {view === 'table' ? (
                <TopologyTable
                  topology={topology}
                  selected={selected}
                  onSelect={cluster => change({ selected: cluster })}
                />
              ) : (
                <>
                  <TopologyGraph
                    network={network}
                    topology={topology}
                    groupBy={grouping}
                    selected={selected}
                    onSelect={cluster => change({ selected: cluster })}
                  />
                  <LinkLegend topology={topology} />
                </>
              )}
            </>
          );
        }}
      </DataBoundary>
    </WithSidePanel>
  );
}
