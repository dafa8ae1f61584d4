import type { PlacedGroup } from '../../topology';
import styles from './TopologyView.module.css';

/** Props of {@link GroupFrame}. */
export interface GroupFrameProps {
  group: PlacedGroup;
}

/**
 * The frame around edges that stand together, with what they have in common.
 */
export function GroupFrame(props: GroupFrameProps) {
  const { label, count, box } = props.group;
  const left = box.x - box.width / 2;
  const top = box.y - box.height / 2;
  return (
    <g aria-hidden="true">
      <rect
        className={styles.frame}
        x={left}
        y={top}
        width={box.width}
        height={box.height}
        rx={8}
      />
      <text className={styles.caption} x={left + 12} y={top + 19}>
        {label}
        <tspan className={styles.captionCount} dx={6}>
          {count}
        </tspan>
      </text>
    </g>
  );
}
