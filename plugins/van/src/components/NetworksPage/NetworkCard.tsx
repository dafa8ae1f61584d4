import { Card, CardBody, Link, Text } from '@backstage/ui';
import type { NetworkSummary } from '@vanstage/backstage-plugin-van-common';
import { usePaths } from '../../hooks/usePaths';
import { ATTENTION_STATES, REACHABLE_STATES } from '../../state';
import { FreshnessNotice } from '../FreshnessNotice';
import { ClusterStateBadge } from '../StateBadge';
import { FleetCommit } from './FleetCommit';
import styles from './NetworksPage.module.css';

function Count(props: {
  label: string;
  value: string;
  href: string;
  tone?: 'bad' | 'warning';
}) {
  const { label, value, href, tone } = props;
  return (
    <li className={styles.count} data-tone={tone}>
      <Link href={href} className={styles.countLink} standalone>
        <span className={styles.countValue}>{value}</span>
        <span className={styles.countLabel}>{label}</span>
      </Link>
    </li>
  );
}

/** Props of {@link NetworkCard}. */
export interface NetworkCardProps {
  network: NetworkSummary;
}

/**
 * One network: is anything wrong, and where to look. Each number leads to exactly what it counts.
 */
export function NetworkCard(props: NetworkCardProps) {
  const { network } = props;
  const { name, edgeCount, reachableEdgeCount, attentionCount } = network;
  const paths = usePaths();
  const unreachable = edgeCount - reachableEdgeCount;
  return (
    <Card className={styles.card}>
      <CardBody className={styles.body}>
        <div className={styles.title}>
          <h2 className={styles.name}>
            <Link href={paths.network(name)} variant="title-x-small" standalone>
              {network.title ?? name}
            </Link>
          </h2>
          <span className={styles.hub}>
            <Text variant="body-small" color="secondary">
              Hub
            </Text>
            <ClusterStateBadge state={network.hubState} />
          </span>
          {network.description && (
            <Text as="p" color="secondary" className={styles.description}>
              {network.description}
            </Text>
          )}
        </div>
        <ul
          className={styles.counts}
          data-stale={network.freshness.hub.stale}
          aria-label={`${name} in numbers`}
        >
          <Count
            label={`of ${edgeCount} ${
              edgeCount === 1 ? 'edge' : 'edges'
            } reachable`}
            value={String(reachableEdgeCount)}
            href={paths.tab(name, 'clusters', {
              tag: ['role:edge'],
              state: REACHABLE_STATES,
            })}
            tone={unreachable > 0 ? 'bad' : undefined}
          />
          <Count
            label={
              attentionCount === 1
                ? 'application needs attention'
                : 'applications need attention'
            }
            value={String(attentionCount)}
            href={paths.tab(name, 'applications', { state: ATTENTION_STATES })}
            tone={attentionCount > 0 ? 'warning' : undefined}
          />
          <Count
            label={
              network.applicationCount === 1 ? 'application' : 'applications'
            }
            value={String(network.applicationCount)}
            href={paths.tab(name, 'applications')}
          />
          <Count
            label={network.ruleCount === 1 ? 'rule' : 'rules'}
            value={String(network.ruleCount)}
            href={paths.tab(name, 'rules')}
          />
        </ul>
        <FleetCommit network={network} />
        <FreshnessNotice freshness={network.freshness} />
      </CardBody>
    </Card>
  );
}
