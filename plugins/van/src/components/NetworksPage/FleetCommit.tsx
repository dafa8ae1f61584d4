import { Link, Text } from '@backstage/ui';
import { RiGitCommitLine } from '@remixicon/react';
import type { NetworkSummary } from '@vanstage/backstage-plugin-van-common';
import { RelativeTime } from '../RelativeTime';
import styles from './NetworksPage.module.css';

/** Props of {@link FleetCommit}. */
export interface FleetCommitProps {
  network: NetworkSummary;
}

/**
 * Which commit of the fleet repository the portal speaks of, and when it last asked.
 */
export function FleetCommit(props: FleetCommitProps) {
  const { fleetUrl, fleetCommit, freshness } = props.network;
  if (!fleetCommit) {
    return null;
  }
  const short = fleetCommit.slice(0, 7);
  return (
    <Text
      as="p"
      variant="body-small"
      color="secondary"
      className={styles.commit}
    >
      <RiGitCommitLine aria-hidden="true" size={16} />
      {'Fleet repository at '}
      {fleetUrl ? (
        <Link
          href={`${fleetUrl.replace(/\/$/, '')}/commit/${fleetCommit}`}
          target="_blank"
          variant="body-small"
        >
          <code>{short}</code>
        </Link>
      ) : (
        <code>{short}</code>
      )}
      {freshness.fleet.asOf && (
        <>
          {', read '}
          <RelativeTime at={freshness.fleet.asOf} />
        </>
      )}
    </Text>
  );
}
