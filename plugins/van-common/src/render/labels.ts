/**
 * Network that a rendered object belongs to.
 *
 * @public
 */
export const LABEL_NETWORK = 'vanstage.io/network';

/**
 * Application that a rendered object is part of.
 *
 * @public
 */
export const LABEL_APPLICATION = 'vanstage.io/application';

/**
 * Cluster that a rendered object is for.
 *
 * @public
 */
export const LABEL_CLUSTER = 'vanstage.io/cluster';

/**
 * Who writes an object: a common label of Kubernetes.
 *
 * @public
 */
export const LABEL_MANAGED_BY = 'app.kubernetes.io/managed-by';

/**
 * Value of {@link LABEL_MANAGED_BY} on everything that Vanstage renders.
 *
 * @public
 */
export const MANAGED_BY_VANSTAGE = 'vanstage';
