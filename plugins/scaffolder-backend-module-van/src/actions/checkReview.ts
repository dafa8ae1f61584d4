import { ConflictError } from '@backstage/errors';
import {
  applyChange,
  planSummary,
  type FleetChange,
  type Placement,
  type Plan,
} from '@vanstage/backstage-plugin-van-common';
import type { ProposingRepository } from './types';

const MAX_SHOWN = 10;

/**
 * What a person saw in the form's review step.
 *
 * @internal
 */
export interface Reviewed {
  /** Commit that the plan started from. */
  base: string;
  digest: string;
}

/**
 * Refuses a plan that is not the one that was reviewed, and says what is different.
 *
 * @throws ConflictError
 * @internal
 */
export async function checkReview(options: {
  repository: ProposingRepository;
  network: string;
  change: FleetChange;
  plan: Plan;
  reviewed: Reviewed;
}): Promise<void> {
  const { plan, reviewed } = options;
  if (plan.digest === reviewed.digest) {
    return;
  }
  const then = await reviewedPlan(options);
  const difference = then
    ? `Reviewed was: ${planSummary(then)}. Now it would be: ${planSummary(
        plan,
      )}.${newMoves(then, plan)}`
    : 'The form was changed after its review.';
  throw new ConflictError(
    `The plan is not the one that was reviewed. ${difference} Nothing was written. Open the form again and review the plan.`,
  );
}

/** The plan as the person saw it; undefined when it cannot have been this one. */
async function reviewedPlan(options: {
  repository: ProposingRepository;
  network: string;
  change: FleetChange;
  reviewed: Reviewed;
}): Promise<Plan | undefined> {
  const { repository, network, change, reviewed } = options;
  try {
    const { files } = await repository.snapshot(reviewed.base);
    const { plan } = applyChange(files, network, change);
    return plan.digest === reviewed.digest ? plan : undefined;
  } catch {
    // The commit may be gone from the repository: what was reviewed cannot be told any more.
    return undefined;
  }
}

function newMoves(then: Plan, now: Plan): string {
  const moves = [
    ...describe('arrives on', then.added, now.added),
    ...describe('leaves', then.removed, now.removed),
    ...describe('no longer arrives on', now.added, then.added),
    ...describe('no longer leaves', now.removed, then.removed),
  ];
  const shown = moves.slice(0, MAX_SHOWN).join(', ');
  const more =
    moves.length > MAX_SHOWN ? ` and ${moves.length - MAX_SHOWN} more` : '';
  return shown && ` New since the review: ${shown}${more}.`;
}

function describe(
  verb: string,
  known: Placement[],
  placements: Placement[],
): string[] {
  const keys = new Set(
    known.map(({ application, cluster }) => `${application}/${cluster}`),
  );
  return placements
    .filter(
      ({ application, cluster }) => !keys.has(`${application}/${cluster}`),
    )
    .map(({ application, cluster }) => `${application} ${verb} ${cluster}`);
}
