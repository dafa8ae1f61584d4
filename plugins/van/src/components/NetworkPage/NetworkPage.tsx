import type { ReactElement } from 'react';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { Container, Header } from '@backstage/ui';
import { usePaths, type NetworkTab } from '../../hooks/usePaths';
import { useVanData } from '../../hooks/useVanData';
import { ApplicationsView } from '../ApplicationsView';
import { ChangeMenu } from '../ChangeMenu';
import { ClustersView } from '../ClustersView';
import { EmptyState } from '../EmptyState';
import { ErrorNotice } from '../ErrorNotice';
import { RulesView } from '../RulesView';
import { TopologyView } from '../TopologyView';
import { FleetProblems } from './FleetProblems';
import styles from './NetworkPage.module.css';
import { RenderingNotice } from './RenderingNotice';

interface TabContent {
  label: string;
  View: (props: { network: string }) => ReactElement;
}

/** The tabs of a network's page, by what the URL calls them. */
export const networkTabs: Record<NetworkTab, TabContent> = {
  topology: { label: 'Topology', View: TopologyView },
  clusters: { label: 'Clusters', View: ClustersView },
  applications: { label: 'Applications', View: ApplicationsView },
  rules: { label: 'Rules', View: RulesView },
};

const TABS: NetworkTab[] = ['topology', 'clusters', 'applications', 'rules'];

/** Props of {@link NetworkPage}. */
export interface NetworkPageProps {
  network: string;
  tab: NetworkTab;
}

/**
 * One network: topology, clusters, applications and rules.
 */
export function NetworkPage(props: NetworkPageProps) {
  const { network, tab } = props;
  const paths = usePaths();
  const summary = useVanData({
    network,
    subject: network,
    load: api => api.getNetwork(network),
  });
  const { value, error } = summary;
  const { View } = networkTabs[tab];

  if (error?.name === 'NotFoundError') {
    return (
      <Container className={styles.page}>
        <EmptyState
          title={`There is no network ${network}`}
          description="It may have another name now, or you may not read it."
          action={{ label: 'Show all networks', href: paths.networks() }}
        />
      </Container>
    );
  }
  return (
    <BreadcrumbEntry entry={{ label: network, href: paths.network(network) }}>
      <Header
        title={value?.title ?? network}
        description={value?.description}
        customActions={<ChangeMenu network={network} />}
        activeTabId={tab}
        tabs={TABS.map(id => ({
          id,
          label: networkTabs[id].label,
          href: paths.tab(network, id),
        }))}
      />
      <Container className={styles.page}>
        {error && (
          <ErrorNotice
            title="The network’s summary could not be loaded"
            error={error}
            stillWorks="The tabs below load on their own."
            onRetry={summary.retry}
          />
        )}
        {value && <FleetProblems problems={value.problems} />}
        {value && <RenderingNotice rendering={value.rendering} />}
        <View network={network} />
      </Container>
    </BreadcrumbEntry>
  );
}
