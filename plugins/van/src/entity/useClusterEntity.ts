import { useEntity } from '@backstage/plugin-catalog-react';
import {
  ANNOTATION_VAN_CLUSTER,
  ANNOTATION_VAN_NETWORK,
} from '@vanstage/backstage-plugin-van-common';

/**
 * The network and cluster that the entity of this page stands for.
 */
export function useClusterEntity() {
  const { annotations } = useEntity().entity.metadata;
  return {
    network: annotations?.[ANNOTATION_VAN_NETWORK] ?? '',
    cluster: annotations?.[ANNOTATION_VAN_CLUSTER] ?? '',
  };
}
