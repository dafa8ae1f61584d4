import {
  useEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
} from 'react';
import type { Topology } from '@vanstage/backstage-plugin-van-common';
import {
  clusterStatesOf,
  isArrowKey,
  layout,
  neighbour,
  topologyModel,
  type GroupBy,
} from '../../topology';
import { linkFace } from '../../sentences/links';
import { GroupFrame } from './GroupFrame';
import { LinkLine } from './LinkLine';
import { HATCH, NodeCard } from './NodeCard';
import styles from './TopologyView.module.css';

/** The picture is not drawn smaller than this; it scrolls instead. */
const SMALLEST_SCALE = 0.75;
/** …and not larger than this, so that three clusters do not look like a poster. */
const LARGEST_SCALE = 1.2;

/** Props of {@link TopologyGraph}. */
export interface TopologyGraphProps {
  network: string;
  topology: Topology;
  groupBy: GroupBy;
  selected?: string;
  onSelect(cluster: string | undefined): void;
}

/**
 * The network as a picture: hub in the centre, edges around it, links with their direction. Tab enters it, arrows move,
 * Enter opens the panel.
 */
export function TopologyGraph(props: TopologyGraphProps) {
  const { network, topology, groupBy, selected, onSelect } = props;
  const placed = useMemo(
    () => layout(topologyModel(topology, groupBy)),
    [topology, groupBy],
  );
  const { nodes, groups, links, width, height, compact } = placed;
  const states = clusterStatesOf(topology);

  const [focused, setFocused] = useState<string>();
  const elements = useRef(new Map<string, SVGGElement>());
  const scroller = useRef<HTMLDivElement>(null);

  // The hub is what one looks for first, also where the picture is wider than the page.
  useEffect(() => {
    const element = scroller.current;
    if (element) {
      element.scrollLeft = (element.scrollWidth - element.clientWidth) / 2;
    }
  }, [width]);

  // One stop for the Tab key: where one was, else what is selected, else the first.
  const names = nodes.map(({ node }) => node.cluster);
  const stop =
    [focused, selected].find(name => name && names.includes(name)) ?? names[0];

  function onKeyDown(event: KeyboardEvent, name: string) {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onSelect(name);
      return;
    }
    if (event.key === 'Escape' && selected) {
      onSelect(undefined);
      return;
    }
    const current = nodes.find(({ node }) => node.cluster === name);
    if (current && isArrowKey(event.key)) {
      event.preventDefault();
      const next = neighbour(nodes, current, event.key);
      if (next) {
        elements.current.get(next.node.cluster)?.focus();
      }
    }
  }

  return (
    <div ref={scroller} className={styles.scroller}>
      <svg
        className={styles.graph}
        role="group"
        aria-label={`Topology of ${network}: arrow keys move between clusters, Enter opens one. The same as a table is one button away.`}
        viewBox={`${-width / 2} ${-height / 2} ${width} ${height}`}
        style={{
          minWidth: width * SMALLEST_SCALE,
          maxWidth: width * LARGEST_SCALE,
        }}
      >
        <defs>
          <pattern
            id={HATCH}
            width="7"
            height="7"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <line className={styles.hatchLine} x1="0" y1="0" x2="0" y2="7" />
          </pattern>
        </defs>
        {groups.map(group => (
          <GroupFrame key={group.label} group={group} />
        ))}
        <g aria-hidden="true">
          {links.map(link => (
            <LinkLine
              key={`${link.link.from} ${link.link.to}`}
              placed={link}
              face={linkFace(link.link, states)}
              faint={links.length > 24}
            />
          ))}
        </g>
        {nodes.map(({ node, box }) => (
          <NodeCard
            key={node.cluster}
            ref={element => {
              if (element) {
                elements.current.set(node.cluster, element);
              } else {
                elements.current.delete(node.cluster);
              }
            }}
            node={node}
            box={box}
            compact={compact && node.role === 'edge'}
            isSelected={node.cluster === selected}
            isTabStop={node.cluster === stop}
            onFocus={() => setFocused(node.cluster)}
            onKeyDown={event => onKeyDown(event, node.cluster)}
            onSelect={() =>
              onSelect(node.cluster === selected ? undefined : node.cluster)
            }
          />
        ))}
      </svg>
    </div>
  );
}
