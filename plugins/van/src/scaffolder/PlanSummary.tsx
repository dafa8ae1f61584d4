import { Alert } from '@backstage/ui';
import {
  planSummary,
  type FleetChange,
  type PlanError,
  type PlanResponse,
  type PlanWarning,
} from '@vanstage/backstage-plugin-van-common';
import { InlineCode } from '../components/InlineCode';
import { RuleSentence } from '../components/RuleSentence';
import { PlanPlacements } from './PlanPlacements';
import styles from './scaffolder.module.css';

function anyOf(tags: string[]) {
  return { anyOf: tags, allOf: [], noneOf: [], names: [] };
}

function PlanNotice(props: {
  status: 'danger' | 'warning';
  notice: PlanError | PlanWarning;
}) {
  const { message, hint } = props.notice;
  return (
    <Alert
      status={props.status}
      icon
      title={<InlineCode text={message} />}
      description={hint && <InlineCode text={hint} />}
    />
  );
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
      {plan.errors.map(error => (
        <PlanNotice key={error.message} status="danger" notice={error} />
      ))}
      {plan.warnings.map(warning => (
        <PlanNotice key={warning.message} status="warning" notice={warning} />
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
