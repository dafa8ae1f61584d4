/**
 * Annotation of a catalog entity: the network that it belongs to.
 *
 * @public
 */
export const ANNOTATION_VAN_NETWORK = 'vanstage.io/network';

/**
 * Annotation of a catalog entity: the cluster of that network that it stands for.
 *
 * @public
 */
export const ANNOTATION_VAN_CLUSTER = 'vanstage.io/cluster';
