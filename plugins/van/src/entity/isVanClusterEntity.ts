import type { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_VAN_CLUSTER,
  ANNOTATION_VAN_NETWORK,
} from '@vanstage/backstage-plugin-van-common';

/**
 * Whether an entity stands for a cluster of a network. For the entity pages of the legacy frontend system; the new one
 * filters by itself.
 *
 * @public
 */
export function isVanClusterEntity(entity: Entity): boolean {
  const { annotations = {} } = entity.metadata;
  return (
    entity.kind.toLocaleLowerCase('en') === 'resource' &&
    entity.spec?.type === 'kubernetes-cluster' &&
    Boolean(annotations[ANNOTATION_VAN_NETWORK]) &&
    Boolean(annotations[ANNOTATION_VAN_CLUSTER])
  );
}
