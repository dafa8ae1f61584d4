/** @public */
export const LABEL_NETWORK = 'vanstage.io/network';

/** @public */
export const LABEL_APPLICATION = 'vanstage.io/application';

/** @public */
export const LABEL_CLUSTER = 'vanstage.io/cluster';

/** @public */
export const LABEL_MANAGED_BY = 'app.kubernetes.io/managed-by';

/**
 * Value of {@link LABEL_MANAGED_BY} on everything that Vanstage renders.
 *
 * @public
 */
export const MANAGED_BY_VANSTAGE = 'vanstage';
