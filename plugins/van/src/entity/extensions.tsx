import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import {
  ANNOTATION_VAN_CLUSTER,
  ANNOTATION_VAN_NETWORK,
} from '@vanstage/backstage-plugin-van-common';

/** The catalog's entities that stand for a cluster of a network. */
const isVanCluster = {
  kind: 'Resource',
  'spec.type': 'kubernetes-cluster',
  [`metadata.annotations.${ANNOTATION_VAN_NETWORK}`]: { $exists: true },
  [`metadata.annotations.${ANNOTATION_VAN_CLUSTER}`]: { $exists: true },
};

/**
 * The card on a cluster's entity page.
 */
export const clusterCard = EntityCardBlueprint.make({
  name: 'cluster',
  params: {
    filter: isVanCluster,
    // Beside the facts of the catalog, where it is seen without scrolling.
    type: 'content',
    loader: () =>
      import('./ClusterEntityCard').then(module => (
        <module.ClusterEntityCard />
      )),
  },
});

/**
 * The tab on a cluster's entity page.
 */
export const clusterContent = EntityContentBlueprint.make({
  name: 'cluster',
  params: {
    path: '/van',
    title: 'Applications',
    group: 'operation',
    filter: isVanCluster,
    loader: () =>
      import('./ClusterEntityContent').then(module => (
        <module.ClusterEntityContent />
      )),
  },
});
