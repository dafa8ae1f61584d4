import type {
  ClusterState,
  Topology,
  TopologyNode,
} from '@vanstage/backstage-plugin-van-common';
import type { GroupBy, TopologyModel } from './types';

const PROPERTIES = ['context', 'provider', 'region'] as const;

/** What stands for "has no such tag". */
const NO_VALUE = 'other';

function byName(a: TopologyNode, b: TopologyNode) {
  return a.cluster.localeCompare(b.cluster, 'en', { numeric: true });
}

function groupValue(node: TopologyNode, groupBy: GroupBy): string {
  const property = PROPERTIES.find(name => name === groupBy);
  if (property) {
    return node[property] ?? NO_VALUE;
  }
  const prefix = `${groupBy.replace(/^tag:/, '')}:`;
  const values = node.tags
    .filter(tag => tag.startsWith(prefix))
    .map(tag => tag.slice(prefix.length));
  return values.join(', ') || NO_VALUE;
}

/**
 * What the edges can be grouped by: properties that some edge has, and the keys of their tags.
 */
export function groupings(topology: Topology): GroupBy[] {
  const edges = topology.nodes.filter(node => node.role === 'edge');
  const keys = new Set<string>();
  for (const edge of edges) {
    for (const tag of edge.tags) {
      const [key, value] = tag.split(':');
      const isProperty = PROPERTIES.some(name => name === key);
      if (value && key !== 'role' && !isProperty) {
        keys.add(key);
      }
    }
  }
  return [
    'none',
    ...PROPERTIES.filter(name => edges.some(edge => edge[name])),
    ...[...keys].sort().map(key => `tag:${key}`),
  ];
}

/**
 * The state of each cluster, by its name.
 */
export function clusterStatesOf(
  topology: Topology,
): ReadonlyMap<string, ClusterState> {
  return new Map(topology.nodes.map(({ cluster, state }) => [cluster, state]));
}

/** From so many edges on, a picture without groups is hard to read. */
const GROUP_ABOVE = 24;

/**
 * How to group edges unless the viewer says so: not at all while there are few.
 */
export function defaultGrouping(topology: Topology): GroupBy {
  const edges = topology.nodes.filter(node => node.role === 'edge');
  if (edges.length <= GROUP_ABOVE) {
    return 'none';
  }
  const telling = (['region', 'context', 'provider'] as const).find(name => {
    const values = new Set(edges.map(edge => edge[name]));
    return values.size > 1 && values.size <= edges.length / 3;
  });
  return telling ?? 'none';
}

/**
 * Hub, groups of edges and links. The order depends on names only, not on states or on the order of the answer, so that
 * what happens to a cluster does not move it.
 */
export function topologyModel(
  topology: Topology,
  groupBy: GroupBy,
): TopologyModel {
  const hub = topology.nodes.find(node => node.role === 'hub');
  const edges = topology.nodes.filter(node => node !== hub).sort(byName);

  const groups = new Map<string, TopologyNode[]>();
  for (const edge of edges) {
    const value = groupBy === 'none' ? '' : groupValue(edge, groupBy);
    groups.set(value, [...(groups.get(value) ?? []), edge]);
  }
  const sorted = [...groups].sort(
    ([a], [b]) =>
      Number(a === NO_VALUE) - Number(b === NO_VALUE) ||
      a.localeCompare(b, 'en', { numeric: true }),
  );
  return {
    hub,
    groups: sorted.map(([label, nodes]) => ({
      label: label || undefined,
      nodes,
    })),
    links: topology.links,
  };
}
