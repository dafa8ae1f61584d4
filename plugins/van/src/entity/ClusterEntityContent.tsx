import { Card, CardBody } from '@backstage/ui';
import { useClusterPlacements } from '../components/ClusterPage';
import { DataBoundary } from '../components/DataBoundary';
import { FreshnessNotice } from '../components/FreshnessNotice';
import { PlacementList } from '../components/PlacementList';
import { usePaths } from '../hooks/usePaths';
import { useClusterEntity } from './useClusterEntity';

/**
 * What runs on the cluster that a catalog entity stands for, and why.
 *
 * @public
 */
export function ClusterEntityContent() {
  const { network, cluster } = useClusterEntity();
  const paths = usePaths();
  const data = useClusterPlacements(network, cluster);
  return (
    <Card>
      <CardBody>
        <DataBoundary data={data} what={`What runs on ${cluster}`}>
          {({ items, freshness }) => (
            <>
              <FreshnessNotice freshness={freshness} />
              <PlacementList
                title="Runs here"
                placements={items}
                nameOf={placement => placement.application}
                hrefOf={placement =>
                  paths.application(network, placement.application)
                }
                emptyText={`No application is placed on ${cluster}.`}
              />
            </>
          )}
        </DataBoundary>
      </CardBody>
    </Card>
  );
}
