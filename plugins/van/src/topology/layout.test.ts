import fc from 'fast-check';
import type {
  Topology,
  TopologyNode,
} from '@vanstage/backstage-plugin-van-common';
import { overlap } from './geometry';
import { layout } from './layout';
import { neighbour } from './neighbour';
import { groupings, topologyModel } from './topologyModel';

const REGIONS = ['eu-west-1', 'us-east-1', 'ap-south-1', undefined];

function node(cluster: string, part?: Partial<TopologyNode>): TopologyNode {
  return {
    cluster,
    role: 'edge',
    declared: true,
    state: 'reachable',
    tags: [],
    applicationCount: 0,
    attentionCount: 0,
    ...part,
  };
}

function topologyOf(edges: TopologyNode[]): Topology {
  const fresh = { stale: false };
  return {
    nodes: [node('hub', { role: 'hub' }), ...edges],
    links: edges.map(edge => ({
      from: edge.cluster,
      to: 'hub',
      status: 'up' as const,
    })),
    freshness: { fleet: fresh, hub: fresh },
  };
}

const edgesOf = (regions: (string | undefined)[]) =>
  regions.map((region, index) => node(`edge-${index}`, { region }));

const anyEdges = fc
  .array(fc.constantFrom(...REGIONS), { minLength: 1, maxLength: 200 })
  .map(edgesOf);

const anyGrouping = fc.constantFrom('none', 'region');

describe('layout', () => {
  it('never lets two cards overlap and keeps the hub in the centre', () => {
    fc.assert(
      fc.property(anyEdges, anyGrouping, (edges, groupBy) => {
        const { nodes, width, height } = layout(
          topologyModel(topologyOf(edges), groupBy),
        );
        expect(nodes).toHaveLength(edges.length + 1);
        for (const [index, { box }] of nodes.entries()) {
          expect(Math.abs(box.x) + box.width / 2).toBeLessThan(width / 2);
          expect(Math.abs(box.y) + box.height / 2).toBeLessThan(height / 2);
          for (const other of nodes.slice(index + 1)) {
            expect(overlap(box, other.box)).toBe(false);
          }
        }
        expect(nodes[0]).toMatchObject({
          node: { role: 'hub' },
          box: { x: 0, y: 0 },
        });
      }),
      { numRuns: 40 },
    );
  });

  it('moves nothing when an edge goes away, comes back, or is listed in another order', () => {
    fc.assert(
      fc.property(
        anyEdges,
        anyGrouping,
        fc.nat(),
        (edges, groupBy, position) => {
          const before = layout(topologyModel(topologyOf(edges), groupBy));
          const gone = position % edges.length;
          const changed = edges
            .map((edge, index) =>
              index === gone ? { ...edge, state: 'gone' as const } : edge,
            )
            .reverse();
          const after = layout(topologyModel(topologyOf(changed), groupBy));
          const places = (result: typeof before) =>
            new Map(
              result.nodes.map(placed => [placed.node.cluster, placed.box]),
            );
          expect(places(after)).toEqual(places(before));
        },
      ),
      { numRuns: 20 },
    );
  });

  it('keeps groups apart and their cards inside their frames', () => {
    fc.assert(
      fc.property(anyEdges, edges => {
        const { groups, nodes } = layout(
          topologyModel(topologyOf(edges), 'region'),
        );
        for (const [index, group] of groups.entries()) {
          for (const other of groups.slice(index + 1)) {
            expect(overlap(group.box, other.box)).toBe(false);
          }
          const inside = nodes.filter(placed => overlap(group.box, placed.box));
          expect(inside).toHaveLength(group.count);
          expect(
            new Set(inside.map(placed => placed.node.region ?? 'other')),
          ).toEqual(new Set([group.label]));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('draws a link from border to border in the direction of the dial', () => {
    const { links } = layout(
      topologyModel(topologyOf([node('paris')]), 'none'),
    );
    expect(links).toHaveLength(1);
    const [{ link, from, to }] = links;
    expect(link).toMatchObject({ from: 'paris', to: 'hub' });
    // paris is alone, so it stands above the hub.
    expect(from.x).toBeCloseTo(0);
    expect(from.y).toBeLessThan(to.y);
    expect(to.y).toBeLessThan(0);
  });

  it('leaves out links of clusters that are not there', () => {
    const topology = topologyOf([node('paris')]);
    topology.links.push({ from: 'nowhere', to: 'hub', status: 'up' });
    expect(layout(topologyModel(topology, 'none')).links).toHaveLength(1);
  });
});

describe('topologyModel', () => {
  it('groups by a property or by the key of a tag', () => {
    const topology = topologyOf([
      node('paris', { tags: ['team:payments', 'retail'] }),
      node('berlin', { tags: ['team:search'] }),
      node('dallas'),
    ]);
    expect(groupings(topology)).toEqual(['none', 'tag:team']);
    expect(
      topologyModel(topology, 'tag:team').groups.map(group => [
        group.label,
        group.nodes.map(({ cluster }) => cluster),
      ]),
    ).toEqual([
      ['payments', ['paris']],
      ['search', ['berlin']],
      ['other', ['dallas']],
    ]);
  });
});

describe('neighbour', () => {
  it('finds a card in every direction from the hub of a ring and leads back', () => {
    const { nodes } = layout(
      topologyModel(topologyOf(edgesOf(Array(8).fill(undefined))), 'none'),
    );
    const [hub] = nodes;
    const up = neighbour(nodes, hub, 'ArrowUp');
    expect(up?.box.y).toBeLessThan(0);
    expect(up && neighbour(nodes, up, 'ArrowDown')).toBe(hub);
    expect(neighbour(nodes, hub, 'ArrowRight')?.box.x).toBeGreaterThan(0);
    expect(up && neighbour(nodes, up, 'ArrowUp')).toBeUndefined();
  });
});
