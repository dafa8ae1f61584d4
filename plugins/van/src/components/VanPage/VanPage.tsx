import { Container } from '@backstage/ui';
import { Navigate, Route, Routes, useParams } from 'react-router-dom';
import { usePaths, type NetworkTab } from '../../hooks/usePaths';
import { ApplicationPage } from '../ApplicationPage';
import { ClusterPage } from '../ClusterPage';
import { EmptyState } from '../EmptyState';
import { NetworkPage } from '../NetworkPage';
import { NetworksPage } from '../NetworksPage';

function NetworkRoute(props: { tab: NetworkTab }) {
  const { network = '' } = useParams();
  return <NetworkPage key={network} network={network} tab={props.tab} />;
}

function ClusterRoute() {
  const { network = '', cluster = '' } = useParams();
  return <ClusterPage network={network} cluster={cluster} />;
}

function ApplicationRoute() {
  const { network = '', application = '' } = useParams();
  return <ApplicationPage network={network} application={application} />;
}

function UnknownRoute() {
  const paths = usePaths();
  return (
    <Container>
      <EmptyState
        title="There is no such page"
        description="The address may be mistyped, or from another version."
        action={{ label: 'Show all networks', href: paths.networks() }}
      />
    </Container>
  );
}

/**
 * All of Vanstage's pages, below the path at which the app mounts them.
 */
export function VanPage() {
  return (
    <Routes>
      <Route path="/" element={<NetworksPage />} />
      <Route path="/:network" element={<Navigate to="topology" replace />} />
      <Route
        path="/:network/topology"
        element={<NetworkRoute tab="topology" />}
      />
      <Route
        path="/:network/clusters"
        element={<NetworkRoute tab="clusters" />}
      />
      <Route path="/:network/clusters/:cluster" element={<ClusterRoute />} />
      <Route
        path="/:network/applications"
        element={<NetworkRoute tab="applications" />}
      />
      <Route
        path="/:network/applications/:application"
        element={<ApplicationRoute />}
      />
      <Route path="/:network/rules" element={<NetworkRoute tab="rules" />} />
      <Route path="*" element={<UnknownRoute />} />
    </Routes>
  );
}
