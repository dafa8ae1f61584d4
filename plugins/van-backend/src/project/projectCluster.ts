import {
  type ClusterView,
  clusterTags,
  derivedTags,
  type SkupperView,
} from '@vanstage/backstage-plugin-van-common';
import type { ClusterIdentity } from '../join/identifyClusters';
import { toOutcome } from './createContext';
import type { ProjectedCluster } from './NetworkContext';

/**
 * A cluster as it is stored. What changes at every ping, and what is counted, is added when it is served.
 *
 * @internal
 */
export interface ClusterRecord {
  name: string;
  /** Its row of reachability. */
  probe?: string;
  /** Declared and derived. */
  allTags: string[];
  diagnosis: string;
  view: Omit<
    ClusterView,
    'lastSeen' | 'latencyMs' | 'applicationCount' | 'attentionCount'
  > & { since: string };
}

/** @internal */
export function projectCluster(
  cluster: ProjectedCluster,
  fileUrl: (path: string) => string | undefined,
): ClusterRecord {
  const { identity, state, since, diagnosis, reachability } = cluster;
  const { name, role, declared } = identity;
  return {
    name,
    probe: reachability?.cluster,
    allTags: declared ? clusterTags(declared) : [`role:${role}`],
    diagnosis,
    view: {
      name,
      description: declared?.description,
      role,
      declared: declared !== undefined,
      context: declared?.context,
      tags: declared?.tags ?? [],
      derivedTags: declared ? derivedTags(declared) : [`role:${role}`],
      provider: declared?.provider,
      distribution: declared?.distribution,
      region: declared?.region,
      state,
      since,
      diagnosis,
      outcome: reachability && toOutcome(reachability.outcome),
      kubernetesVersion: reachability?.kubernetesVersion,
      nodeCount: reachability?.nodeCount,
      readyNodeCount: reachability?.readyNodeCount,
      server: identity.server,
      skupper: viewSkupper(identity),
      sourceUrl: declared && fileUrl(declared.location.path),
    },
  };
}

function viewSkupper(identity: ClusterIdentity): SkupperView | undefined {
  const { siteId, site, listener } = identity;
  if (!siteId && !listener) {
    return undefined;
  }
  return {
    siteId,
    siteName: site?.name,
    siteVersion: site?.version,
    routerMode: site?.routerMode,
    listener: listener?.key,
    routingKey: listener?.routingKey,
    listenerStatus: listener?.status,
    listenerMessage: listener?.message,
  };
}
