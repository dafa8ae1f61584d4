import type {
  TopologyLink,
  TopologyNode,
} from '@vanstage/backstage-plugin-van-common';

/**
 * What edges are grouped by: `none`, `context`, `provider`, `region`, or `tag:<key>` for tags such as `team:payments`.
 */
export type GroupBy = string;

/** Edges that stand together. */
export interface TopologyGroup {
  /** What they have in common; absent when they are not grouped. */
  label?: string;
  nodes: TopologyNode[];
}

/** A topology, ready to be laid out. */
export interface TopologyModel {
  hub?: TopologyNode;
  groups: TopologyGroup[];
  links: TopologyLink[];
}

/** A rectangle by its centre. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A cluster with its place. */
export interface PlacedNode {
  node: TopologyNode;
  box: Box;
}

/** A group with the frame around its clusters. */
export interface PlacedGroup {
  label: string;
  count: number;
  box: Box;
}

/** A link as a line from border to border. */
export interface PlacedLink {
  link: TopologyLink;
  from: { x: number; y: number };
  to: { x: number; y: number };
}

/** Everything with its place. The hub's centre is at 0, 0 and in the middle of the picture. */
export interface TopologyLayout {
  width: number;
  height: number;
  /** With many edges, cards say less. */
  compact: boolean;
  nodes: PlacedNode[];
  groups: PlacedGroup[];
  links: PlacedLink[];
}
