import type { ApplicationView } from '@vanstage/backstage-plugin-van-common';
import { usePaths } from '../../hooks/usePaths';
import { PlacementList } from '../PlacementList';

/** Props of {@link ApplicationPlacements}. */
export interface ApplicationPlacementsProps {
  network: string;
  application: ApplicationView;
  /** Level of the title; 3 when absent. */
  level?: 3 | 4;
}

/**
 * Where an application runs, and why there.
 */
export function ApplicationPlacements(props: ApplicationPlacementsProps) {
  const { network, application, level } = props;
  const paths = usePaths();
  return (
    <PlacementList
      title="Runs on"
      level={level}
      placements={application.placements}
      nameOf={placement => placement.cluster}
      hrefOf={placement => paths.cluster(network, placement.cluster)}
      emptyText={`No rule places ${application.name} on a cluster.`}
    />
  );
}
