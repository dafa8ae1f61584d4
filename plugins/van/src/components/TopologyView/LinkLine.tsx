import { linkMeanings, type LinkFace } from '../../sentences/links';
import type { PlacedLink } from '../../topology';
import styles from './TopologyView.module.css';

/** Length of the arrow, pixels. */
const ARROW = 9;

/** Props of {@link LinkLine}. */
export interface LinkLineProps {
  placed: PlacedLink;
  face: LinkFace;
  /** Among many links, each is drawn lighter. */
  faint: boolean;
}

/**
 * A link with an arrow from the site that dials to the site that accepts.
 */
export function LinkLine(props: LinkLineProps) {
  const { face, faint, placed } = props;
  const { link, from, to } = placed;
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const angle = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
  // The arrow stands near the site that dials: near the hub, arrows would cover each other.
  const along = Math.min(0.5, 24 / length);
  const x = from.x + (to.x - from.x) * along;
  const y = from.y + (to.y - from.y) * along;
  return (
    <g className={styles.link} data-face={face} data-faint={faint}>
      <title>{`${link.from} → ${link.to}: ${linkMeanings[face]}`}</title>
      <line x1={from.x} y1={from.y} x2={to.x} y2={to.y} />
      <path
        d={`M 0 0 l ${-ARROW} ${ARROW / 2} v ${-ARROW} Z`}
        transform={`translate(${x} ${y}) rotate(${angle}) translate(${
          ARROW / 2
        } 0)`}
      />
    </g>
  );
}
