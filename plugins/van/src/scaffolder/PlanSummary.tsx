import { Alert } from '@backstage/ui';
import {
  planSummary,
  type FleetChange,
  type PlanResponse,
} from '@vanstage/backstage-plugin-van-common';
import { InlineCode } from '../components/InlineCode';
import { RuleSentence } from '../components/RuleSentence';
import { REACHABLE_STATES } from '../state';
import { PlanPlacements } from './PlanPlacements';
import styles from './scaffolder.module.css';

function anyOf(tags: string[]) {
  return { anyOf: tags, allOf: [], noneOf: [], names: [] };
}

/** Props of {@link PlanSummary}. */
export interface PlanSummaryProps {
  response: PlanResponse;
  change: FleetChange;
}

/**
 * What a change will do: the sum in a sentence, then cluster by cluster with why, then what to think of.
 */
export function PlanSummary(props: PlanSummaryProps) {
  const { response, change } = props;
  const { plan, clusters } = response;
  const states = new Map(clusters.map(({ name, state }) => [name, state]));
  const away = [
    ...new Set([...plan.added, ...plan.removed].map(({ cluster }) => cluster)),
  ].filter(cluster => {
    const state = states.get(cluster);
    return state !== undefined && !REACHABLE_STATES.includes(state);
  });

  return (
    <div className={styles.plan}>
      <p className={styles.sum} role="status">
        {planSummary(plan)}
      </p>
      {change.rule && (
        <p className={styles.rule}>
          <RuleSentence
            rule={{
              applications: anyOf(change.rule.applicationTags),
              clusters: anyOf(change.rule.clusterTags),
            }}
          />
        </p>
      )}
      {away.length > 0 && (
        <Alert
          status="warning"
          icon
          title={`${away.join(', ')} cannot be reached now`}
          description="The pull request can be merged all the same. What it changes there happens once the cluster is back."
        />
      )}
      {plan.warnings.map(({ code, subject, message, hint }) => (
        <Alert
          key={`${code} ${subject}`}
          status="warning"
          icon
          title={<InlineCode text={message} />}
          description={hint && <InlineCode text={hint} />}
        />
      ))}
      <PlanPlacements
        title="Arrive"
        placements={plan.added}
        states={states}
        showWhy
      />
      <PlanPlacements title="Leave" placements={plan.removed} states={states} />
      <PlanPlacements
        title="Change"
        placements={plan.changed}
        states={states}
      />
    </div>
  );
}
