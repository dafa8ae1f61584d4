import { forwardRef, type KeyboardEvent } from 'react';
import { RiOrganizationChart } from '@remixicon/react';
import type { TopologyNode } from '@vanstage/backstage-plugin-van-common';
import { useNow } from '../../hooks/useNow';
import { clockTime } from '../../sentences/time';
import { clusterStates } from '../../state';
import type { Box } from '../../topology';
import styles from './TopologyView.module.css';

/** Id of the pattern that hatches what may no longer be true. */
export const HATCH = 'van-hatch';

/** Pixels between the card's border and what is in it. */
const INSET = 10;

/** Props of {@link NodeCard}. */
export interface NodeCardProps {
  node: TopologyNode;
  box: Box;
  compact: boolean;
  isSelected: boolean;
  /** Whether the Tab key stops here. */
  isTabStop: boolean;
  onFocus(): void;
  onKeyDown(event: KeyboardEvent): void;
  onSelect(): void;
}

function stateInWords(node: TopologyNode, now: number): string {
  const { word, since } = clusterStates[node.state];
  const full =
    since && node.since ? `${word} since ${clockTime(node.since, now)}` : word;
  return node.declared ? full : `${full} · not declared`;
}

/** There is room for one thing on a card: what is wrong. */
function wordsOnCard(node: TopologyNode, words: string): string {
  if (node.state === 'reachable' && !node.declared) {
    return 'Not declared';
  }
  return clusterStates[node.state].shortWord ?? words;
}

function attentionInWords(count: number): string {
  return count === 1
    ? '1 application needs attention'
    : `${count} applications need attention`;
}

/** SVG text does not end in an ellipsis by itself; `width` in pixels. */
function shorten(text: string, width: number, perCharacter: number): string {
  const most = Math.floor(width / perCharacter);
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/**
 * A cluster in the picture: name, and state as icon, word and tone.
 */
export const NodeCard = forwardRef<SVGGElement, NodeCardProps>((props, ref) => {
  const { node, box, compact, isSelected, isTabStop } = props;
  const now = useNow();
  const face = clusterStates[node.state];
  const Icon = node.role === 'hub' ? RiOrganizationChart : face.icon;
  const words = stateInWords(node, now);
  const { attentionCount } = node;
  const iconSize = compact ? 16 : 20;
  const textX = INSET + iconSize + 8;
  const textWidth = box.width - textX - INSET;
  const nameWidth = textWidth - (attentionCount > 0 ? 20 : 0);
  const label = [
    node.role === 'hub' ? `${node.cluster}, hub` : node.cluster,
    words,
    attentionCount > 0 ? attentionInWords(attentionCount) : undefined,
  ]
    .filter(Boolean)
    .join(', ');

  return (
    <g
      ref={ref}
      role="button"
      aria-label={label}
      aria-pressed={isSelected}
      tabIndex={isTabStop ? 0 : -1}
      className={styles.node}
      data-tone={face.tone}
      data-hatched={face.hatched}
      data-role={node.role}
      data-selected={isSelected}
      style={{
        transform: `translate(${box.x - box.width / 2}px, ${
          box.y - box.height / 2
        }px)`,
      }}
      onClick={props.onSelect}
      onFocus={props.onFocus}
      onKeyDown={props.onKeyDown}
    >
      <title>{label}</title>
      <rect
        className={styles.card}
        width={box.width}
        height={box.height}
        rx={6}
      />
      {face.hatched && (
        <rect
          className={styles.hatch}
          width={box.width}
          height={box.height}
          rx={6}
          fill={`url(#${HATCH})`}
        />
      )}
      <rect
        className={styles.stripe}
        width={4}
        height={box.height - 12}
        x={0}
        y={6}
        rx={2}
      />
      <g
        className={styles.icon}
        transform={`translate(${INSET} ${(box.height - iconSize) / 2})`}
      >
        <Icon aria-hidden="true" size={iconSize} />
      </g>
      <text
        className={styles.name}
        x={textX}
        y={box.height / 2 - (compact ? 3 : 4)}
        data-compact={compact}
      >
        {shorten(node.cluster, nameWidth, compact ? 7.2 : 8.2)}
      </text>
      <text
        className={styles.words}
        x={textX}
        y={box.height / 2 + (compact ? 11 : 13)}
        data-compact={compact}
      >
        {shorten(wordsOnCard(node, words), textWidth, compact ? 6 : 6.6)}
      </text>
      {attentionCount > 0 && (
        <g
          className={styles.attention}
          transform={`translate(${box.width - 17} ${box.height / 2 - 9})`}
        >
          <rect x={-9} y={-8} width={18} height={16} rx={8} />
          <text textAnchor="middle" y={4}>
            {attentionCount > 99 ? '99' : attentionCount}
          </text>
        </g>
      )}
    </g>
  );
});

NodeCard.displayName = 'NodeCard';
