import { borderPoint, overlap } from './geometry';
import type {
  Box,
  PlacedGroup,
  PlacedLink,
  PlacedNode,
  TopologyGroup,
  TopologyLayout,
  TopologyModel,
} from './types';

/** Pixels between cards. */
const GAP = 14;
/** Pixels between a group's frame and its cards. */
const PADDING = 12;
/** Height of a group's caption, pixels. */
const CAPTION = 22;
/** Screens are wider than high, and so is the picture. */
const ASPECT = 1.7;
/** What a page leaves for the picture, in the same terms. */
const PAGE_ASPECT = 1.3;
/** Free space around the hub, so that links can be seen, pixels. */
const HUB_CLEARANCE = 56;
/** How many ways of turning the groups around the hub are tried for the one that needs least room. */
const TURNS = 12;
/** More edges than this get smaller cards, and stand in rows instead of in a ring. */
const COMPACT_ABOVE = 24;
/** How fast things are moved outwards in search of a free place, pixels. */
const STEP = 4;

const HUB = { width: 176, height: 56 };
const CARD = { width: 176, height: 46 };
const COMPACT_CARD = { width: 146, height: 40 };

interface Size {
  width: number;
  height: number;
}

function at(angle: number, radius: number, size: Size): Box {
  return {
    x: Math.cos(angle) * radius * ASPECT,
    y: Math.sin(angle) * radius,
    ...size,
  };
}

function isFree(box: Box, taken: Box[]): boolean {
  return taken.every(other => !overlap(box, other, GAP));
}

function ringAt(radius: number, count: number, size: Size): Box[] {
  return Array.from({ length: count }, (_, index) =>
    at((index / count) * 2 * Math.PI - Math.PI / 2, radius, size),
  );
}

function areFree(boxes: Box[], hub: Box): boolean {
  return boxes.every((box, index) =>
    isFree(box, [hub, ...boxes.slice(index + 1)]),
  );
}

/** One ring, starting at the top, as narrow as the cards and the hub allow. */
function inRing(count: number, size: Size, hub: Box): Box[] {
  let radius = STEP;
  let boxes = ringAt(radius, count, size);
  while (!areFree(boxes, hub)) {
    radius += STEP;
    boxes = ringAt(radius, count, size);
  }
  return boxes;
}

/** Rows of cards around the hub: many fit, and names are found in reading order. */
function inRows(count: number, size: Size, hub: Box): Box[] {
  const reach = Math.ceil(Math.sqrt(count)) + 4;
  const boxes: Box[] = [];
  for (let row = -reach; row <= reach; row += 1) {
    for (let column = -reach; column <= reach; column += 1) {
      const box = {
        x: column * (size.width + GAP),
        y: row * (size.height + GAP),
        ...size,
      };
      if (isFree(box, [hub])) {
        boxes.push(box);
      }
    }
  }
  const distance = (box: Box) => Math.hypot(box.x / ASPECT, box.y);
  return boxes
    .sort((one, other) => distance(one) - distance(other))
    .slice(0, count)
    .sort((one, other) => one.y - other.y || one.x - other.x);
}

function groupSize(group: TopologyGroup, card: Size) {
  const cell = { width: card.width + GAP, height: card.height + GAP };
  const ideal = Math.sqrt(
    (group.nodes.length * ASPECT * cell.height) / cell.width,
  );
  const columns = Math.min(group.nodes.length, Math.max(1, Math.round(ideal)));
  const rows = Math.ceil(group.nodes.length / columns);
  return {
    columns,
    width: columns * cell.width - GAP + 2 * PADDING,
    height: rows * cell.height - GAP + 2 * PADDING + CAPTION,
  };
}

function cardsInGroup(
  group: TopologyGroup,
  options: { frame: Box; columns: number; card: Size },
): PlacedNode[] {
  const { frame, columns, card } = options;
  const left = frame.x - frame.width / 2 + PADDING;
  const top = frame.y - frame.height / 2 + PADDING + CAPTION;
  return group.nodes.map((node, index) => ({
    node,
    box: {
      x: left + (index % columns) * (card.width + GAP) + card.width / 2,
      y:
        top +
        Math.floor(index / columns) * (card.height + GAP) +
        card.height / 2,
      ...card,
    },
  }));
}

/** Frames around the hub in the groups' order, each as near as the others allow. Larger ones get more of the circle. */
function framesAround(hub: Box, sizes: Size[], turn: number): Box[] {
  const shares = sizes.map(({ width, height }) => width / ASPECT + height);
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const frames: Box[] = [];
  let passed = 0;
  for (const [index, { width, height }] of sizes.entries()) {
    const middle = passed + shares[index] / 2;
    passed += shares[index];
    const angle = (middle / whole + turn) * 2 * Math.PI - Math.PI / 2;
    let radius = 0;
    let frame: Box;
    do {
      radius += STEP;
      frame = at(angle, radius, { width, height });
    } while (!isFree(frame, [hub, ...frames]));
    frames.push(frame);
  }
  return frames;
}

/** Frames side by side above the hub, and the other half below it. */
function framesInShelves(hub: Box, sizes: Size[]): Box[] {
  const half = Math.ceil(sizes.length / 2);
  return [sizes.slice(0, half), sizes.slice(half)].flatMap((shelf, index) => {
    const width = shelf.reduce((sum, size) => sum + size.width + GAP, -GAP);
    let left = -width / 2;
    return shelf.map(size => {
      const x = left + size.width / 2;
      left += size.width + GAP;
      const distance = (hub.height + size.height) / 2 + GAP;
      return { x, y: index === 0 ? -distance : distance, ...size };
    });
  });
}

/** How far boxes reach from the centre, to the sides and up and down. */
function reachOf(boxes: Box[]) {
  return {
    x: Math.max(...boxes.map(box => Math.abs(box.x) + box.width / 2)),
    y: Math.max(...boxes.map(box => Math.abs(box.y) + box.height / 2)),
  };
}

/** How large a page must be for boxes. It scrolls better downwards than sideways. */
function extent(boxes: Box[]): number {
  const reach = reachOf(boxes);
  return Math.max(reach.x / PAGE_ASPECT, reach.y);
}

function layoutGroups(groups: TopologyGroup[], card: Size, hub: Box) {
  const sizes = groups.map(group => groupSize(group, card));
  let frames = framesInShelves(hub, sizes);
  for (let turn = 0; turn < TURNS; turn += 1) {
    const candidate = framesAround(hub, sizes, turn / TURNS);
    if (extent(candidate) < extent(frames)) {
      frames = candidate;
    }
  }
  const placed: PlacedGroup[] = groups.map((group, index) => ({
    label: group.label ?? '',
    count: group.nodes.length,
    box: frames[index],
  }));
  const nodes = groups.flatMap((group, index) =>
    cardsInGroup(group, {
      frame: frames[index],
      columns: sizes[index].columns,
      card,
    }),
  );
  return { nodes, groups: placed };
}

function placeLinks(model: TopologyModel, nodes: PlacedNode[]): PlacedLink[] {
  const boxes = new Map(nodes.map(({ node, box }) => [node.cluster, box]));
  const links: PlacedLink[] = [];
  for (const link of model.links) {
    const from = boxes.get(link.from);
    const to = boxes.get(link.to);
    if (from && to) {
      links.push({
        link,
        from: borderPoint(from, to),
        to: borderPoint(to, from),
      });
    }
  }
  return links;
}

/**
 * Places for hub, edges and links. The hub is in the centre; no two cards overlap; the same names always get the same
 * places.
 */
export function layout(model: TopologyModel): TopologyLayout {
  const edges = model.groups.flatMap(group => group.nodes);
  const compact = edges.length > COMPACT_ABOVE;
  const card = compact ? COMPACT_CARD : CARD;
  const hubBox: Box = { x: 0, y: 0, ...HUB };
  const clearance: Box = {
    ...hubBox,
    width: HUB.width + 2 * HUB_CLEARANCE,
    height: HUB.height + 2 * HUB_CLEARANCE,
  };

  const grouped = model.groups.length > 1;
  const around = grouped
    ? layoutGroups(model.groups, card, clearance)
    : {
        nodes: (compact ? inRows : inRing)(edges.length, card, clearance).map(
          (box, index) => ({ node: edges[index], box }),
        ),
        groups: [],
      };
  const nodes = model.hub
    ? [{ node: model.hub, box: hubBox }, ...around.nodes]
    : around.nodes;

  const reach = reachOf([
    hubBox,
    ...[...nodes, ...around.groups].map(({ box }) => box),
  ]);
  return {
    width: 2 * (reach.x + GAP),
    height: 2 * (reach.y + GAP),
    compact,
    nodes,
    groups: around.groups,
    links: placeLinks(model, nodes),
  };
}
