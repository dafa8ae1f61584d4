import type {
  NetworkFreshness,
  PlacementView,
} from '@vanstage/backstage-plugin-van-common';
import { useVanData, type VanData } from '../../hooks/useVanData';

/** As many applications as one answer can hold. */
const LIMIT = 500;

/**
 * What runs on a cluster.
 */
export interface ClusterPlacements {
  items: PlacementView[];
  freshness: NetworkFreshness;
}

/**
 * What runs on a cluster, by the application's name.
 */
export function useClusterPlacements(
  network: string,
  cluster: string,
): VanData<ClusterPlacements> {
  return useVanData({
    network,
    subject: `${network}/clusters/${cluster}/placements`,
    load: async api => {
      const page = await api.getApplications(network, {
        cluster,
        limit: LIMIT,
        orderBy: 'name',
      });
      return {
        items: page.items.flatMap(application =>
          application.placements.filter(
            placement => placement.cluster === cluster,
          ),
        ),
        freshness: page.freshness,
      };
    },
  });
}
