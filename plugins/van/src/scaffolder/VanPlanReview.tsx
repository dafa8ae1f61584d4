import { useEffect, useMemo, useRef } from 'react';
import { Skeleton } from '@backstage/ui';
import { toError } from '@backstage/errors';
import { DataBoundary } from '../components/DataBoundary';
import { ErrorNotice } from '../components/ErrorNotice';
import { ProgressBar } from '../components/ProgressBar';
import { useVanData } from '../hooks/useVanData';
import { FieldFrame } from './FieldFrame';
import { askedPlan, type AskedPlan } from './formData';
import { PlanSummary } from './PlanSummary';
import type { planReviewSchema } from './schemas';
import styles from './scaffolder.module.css';

function ask(formData: unknown) {
  try {
    return { asked: askedPlan(formData) };
  } catch (error) {
    return { error: toError(error) };
  }
}

function Planning() {
  return (
    <div className={styles.plan}>
      <p className={styles.sum}>Working out what changes…</p>
      <ProgressBar label="Working out the plan" />
      <Skeleton height={140} width="100%" />
    </div>
  );
}

function PlanOf(props: {
  asked: AskedPlan;
  onPlan(plan: { base: string; digest: string } | undefined): void;
}) {
  const { asked } = props;
  const { network, change } = asked;
  const data = useVanData({
    network,
    subject: JSON.stringify(asked),
    load: api => api.plan(network, { change }),
  });

  // What goes on is the plan on the screen: none while it loads or has errors, and another one when it was planned anew.
  const planned =
    data.error || data.value?.plan.errors.length ? undefined : data.value;
  const base = planned?.base;
  const digest = planned?.plan.digest;
  const onPlan = useRef(props.onPlan);
  onPlan.current = props.onPlan;
  useEffect(() => {
    onPlan.current(base && digest ? { base, digest } : undefined);
  }, [base, digest]);

  return (
    <DataBoundary data={data} what="The plan" skeleton={<Planning />}>
      {response => <PlanSummary response={response} change={change} />}
    </DataBoundary>
  );
}

/**
 * The scaffolder field that shows what the change will do. Its value binds the pull request to the plan that was seen.
 */
export function VanPlanReview(props: typeof planReviewSchema.TProps) {
  const { formContext, onChange } = props;
  const answers: unknown = formContext?.formData;
  const { asked, error } = useMemo(() => ask(answers), [answers]);

  const key = asked && JSON.stringify(asked);
  const hasError = error !== undefined;
  const change = useRef(onChange);
  change.current = onChange;
  useEffect(() => {
    if (hasError) {
      change.current({});
    }
  }, [hasError]);

  return (
    <FieldFrame field={props}>
      {error && (
        <ErrorNotice title="The plan cannot be made yet" error={error} />
      )}
      {asked && (
        <PlanOf key={key} asked={asked} onPlan={plan => onChange(plan ?? {})} />
      )}
    </FieldFrame>
  );
}
