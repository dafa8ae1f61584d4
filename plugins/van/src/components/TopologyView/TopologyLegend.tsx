import { Link } from '@backstage/ui';
import type {
  ClusterState,
  Topology,
} from '@vanstage/backstage-plugin-van-common';
import { usePaths } from '../../hooks/usePaths';
import { linkFace, linkMeanings, type LinkFace } from '../../sentences/links';
import { CLUSTER_STATES } from '../../state';
import { clusterStatesOf } from '../../topology';
import { ClusterStateBadge } from '../StateBadge';
import styles from './TopologyView.module.css';

const LINK_FACES: LinkFace[] = ['up', 'unproven', 'down', 'lost'];

/** Props of {@link StateCounts}. */
export interface StateCountsProps {
  network: string;
  topology: Topology;
}

/**
 * How many clusters are in which state. The numbers lead to the list.
 */
export function StateCounts(props: StateCountsProps) {
  const { network, topology } = props;
  const paths = usePaths();
  const counts = new Map<ClusterState, number>();
  for (const { state } of topology.nodes) {
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  return (
    <div className={styles.legend}>
      <ul aria-label="Clusters by state">
        {CLUSTER_STATES.filter(state => counts.has(state)).map(state => (
          <li key={state}>
            <Link
              href={paths.tab(network, 'clusters', { state: [state] })}
              className={styles.legendCount}
              aria-label={`${counts.get(state)} in this state: show them`}
            >
              {counts.get(state)}
            </Link>
            <ClusterStateBadge state={state} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Props of {@link LinkLegend}. */
export interface LinkLegendProps {
  topology: Topology;
}

/**
 * What the lines of the picture mean.
 */
export function LinkLegend(props: LinkLegendProps) {
  const { topology } = props;
  const states = clusterStatesOf(topology);
  const drawn = new Set(topology.links.map(link => linkFace(link, states)));
  return (
    <div className={styles.legend}>
      <ul aria-label="Links">
        {LINK_FACES.filter(face => drawn.has(face)).map(face => (
          <li key={face}>
            <svg width="36" height="10" aria-hidden="true">
              <g className={styles.link} data-face={face}>
                <line x1="0" y1="5" x2="36" y2="5" />
                <path d="M 22 5 l -9 4.5 v -9 Z" />
              </g>
            </svg>
            {linkMeanings[face]}
          </li>
        ))}
      </ul>
    </div>
  );
}
