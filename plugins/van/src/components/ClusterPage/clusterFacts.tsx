import { Link } from '@backstage/ui';
import type { ClusterView } from '@vanstage/backstage-plugin-van-common';
import { placeOf } from '../../sentences/place';
import type { Fact } from '../FactList';
import { RelativeTime } from '../RelativeTime';
import { TagList } from '../TagList';

function nodesInWords(cluster: ClusterView): string | undefined {
  const { nodeCount, readyNodeCount } = cluster;
  if (nodeCount === undefined) {
    return undefined;
  }
  if (readyNodeCount === undefined || readyNodeCount === nodeCount) {
    return `${nodeCount} ${nodeCount === 1 ? 'node' : 'nodes'}`;
  }
  return `${readyNodeCount} of ${nodeCount} nodes ready`;
}

/**
 * What a person wants to know of a cluster first.
 */
export function clusterFacts(cluster: ClusterView): Fact[] {
  return [
    { label: 'Role', value: cluster.role === 'hub' ? 'Hub' : 'Edge' },
    { label: 'Context', value: cluster.context },
    { label: 'Where', value: placeOf(cluster) },
    { label: 'Distribution', value: cluster.distribution },
    { label: 'Kubernetes', value: cluster.kubernetesVersion },
    { label: 'Nodes', value: nodesInWords(cluster) },
    {
      label: 'Latency',
      value:
        cluster.latencyMs === undefined
          ? undefined
          : `${Math.round(cluster.latencyMs)} ms through the VAN`,
    },
    {
      label: 'Last seen',
      value: cluster.lastSeen && <RelativeTime at={cluster.lastSeen} />,
    },
    {
      label: 'Tags',
      value: (
        <TagList
          tags={[...cluster.tags, ...cluster.derivedTags]}
          label={`Tags of ${cluster.name}`}
        />
      ),
    },
    {
      label: 'Declared in',
      value: cluster.sourceUrl && (
        <Link href={cluster.sourceUrl} target="_blank">
          the fleet repository
        </Link>
      ),
    },
  ];
}

/**
 * What Skupper and Argo CD say of a cluster, in their own words.
 */
export function connectionFacts(cluster: ClusterView): Fact[] {
  const { skupper } = cluster;
  return [
    { label: 'Argo CD server', value: code(cluster.server) },
    { label: 'Site', value: code(skupper?.siteName) },
    { label: 'Site id', value: code(skupper?.siteId) },
    { label: 'Skupper', value: skupper?.siteVersion },
    { label: 'Router mode', value: skupper?.routerMode },
    { label: 'Listener', value: code(skupper?.listener) },
    { label: 'Routing key', value: code(skupper?.routingKey) },
    { label: 'Listener status', value: skupper?.listenerStatus },
    { label: 'Listener says', value: skupper?.listenerMessage },
    { label: 'Probe', value: cluster.outcome },
  ];
}

function code(text: string | undefined) {
  return text && <code>{text}</code>;
}
