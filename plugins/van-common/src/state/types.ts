/**
 * How a fresh connect through the VAN, with the cluster's CA pinned, ended.
 * `answered` HTTP; `refused` no listener or no consumer; `silent` accepted, no answer in time; `closed` ended before a
 * byte (the API server behind the edge is down); `wrongCertificate`; `unauthorized` 401 or 403; `hubUnreachable` the hub
 * itself did not answer, so nothing is known of the cluster.
 *
 * @public
 */
export type ProbeOutcome =
  | 'answered'
  | 'refused'
  | 'silent'
  | 'closed'
  | 'wrongCertificate'
  | 'unauthorized'
  | 'hubUnreachable';

/**
 * What the probe and Skupper's objects, read together, say of a cluster.
 * `unknown`: not probed yet, or the hub itself cannot be reached. `waitingToJoin`: declared, never seen.
 *
 * @public
 */
export type ClusterState =
  | 'reachable'
  | 'adaptorDown'
  | 'gone'
  | 'apiServerDown'
  | 'wrongCluster'
  | 'credentialRefused'
  | 'waitingToJoin'
  | 'unknown';

/**
 * The state of one application on one cluster: the first of these that holds (`design/ui.md`).
 *
 * @public
 */
export type PlacementState =
  | 'unknown'
  | 'syncFailed'
  | 'degraded'
  | 'missing'
  | 'arriving'
  | 'leaving'
  | 'outOfSync'
  | 'healing'
  | 'progressing'
  | 'healthy';
