import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  applyChange,
  changeTitle,
  planMarkdown,
  planSummary,
  whySentence,
  type FleetChange,
  type Plan,
  type PlanError,
  type PlanWarning,
} from '@vanstage/backstage-plugin-van-common';
import { checkReview, type Reviewed } from './checkReview';
import type { ProposingRepository } from './types';

const MAX_LOGGED = 20;

/**
 * A change of a network that somebody asked for.
 *
 * @internal
 */
export interface ChangeProposal {
  repository: ProposingRepository;
  logger: LoggerService;
  network: string;
  change: FleetChange;
  branch: string;
  reviewed?: Reviewed;
  requestedBy?: string;
}

/**
 * What came of a change. A type, not an interface: what goes through a checkpoint must be JSON.
 *
 * @internal
 */
export type ChangeResult = {
  summary: string;
  /** Markdown. */
  plan: string;
  digest: string;
  pullRequest?: { url: string; number: number };
};

/**
 * A change, planned on the newest commit.
 *
 * @internal
 */
export interface PlannedChange {
  base: string;
  files: ReadonlyMap<string, string | undefined>;
  result: ChangeResult;
}

/**
 * Plans a change and writes nothing.
 *
 * @throws ConflictError when the plan is not the one that was reviewed.
 * @throws InputError when the plan has errors; it names them all.
 * @internal
 */
export async function planChange(
  proposal: ChangeProposal,
): Promise<PlannedChange> {
  const { repository, network, change, reviewed, requestedBy } = proposal;
  const { commit: base, files: current } = await repository.snapshot();
  const { files, plan } = applyChange(current, network, change);
  if (reviewed) {
    await checkReview({ repository, network, change, plan, reviewed });
  }
  logPlan(proposal.logger, plan);
  if (plan.errors.length > 0) {
    throw new InputError(
      `The change cannot be made: ${plan.errors.map(sentenceOf).join(' ')}`,
    );
  }
  return {
    base,
    files,
    result: {
      summary: planSummary(plan),
      plan: planMarkdown(plan, {
        description: change.application.description,
        requestedBy,
        base,
      }),
      digest: plan.digest,
    },
  };
}

/**
 * Plans a change and opens its pull request, or finds the one that is open.
 *
 * @throws ConflictError when the plan is not the one that was reviewed.
 * @internal
 */
export async function proposeChange(
  proposal: ChangeProposal,
): Promise<ChangeResult> {
  const { repository, logger, change, branch } = proposal;
  const { base, files, result } = await planChange(proposal);
  const title = changeTitle(change);
  const { url, number, created } = await repository.propose({
    base,
    branch,
    title,
    message: title,
    body: result.plan,
    files,
  });
  logger.info(
    created
      ? `Opened pull request ${number}: ${url}`
      : `Pull request ${number} with this change is open already: ${url}`,
  );
  return { ...result, pullRequest: { url, number } };
}

function logPlan(logger: LoggerService, plan: Plan): void {
  logger.info(`${planSummary(plan)} on network ${plan.network}.`);
  const lines = [
    ...plan.added.map(placement => `Arrives: ${whySentence(placement)}`),
    ...plan.removed.map(
      ({ application, cluster }) => `Leaves: ${application} from ${cluster}`,
    ),
    ...plan.changed.map(
      ({ application, cluster, differences }) =>
        `Changes: ${application} on ${cluster}: ${differences.join(', ')}`,
    ),
  ];
  for (const line of lines.slice(0, MAX_LOGGED)) {
    logger.info(line);
  }
  if (lines.length > MAX_LOGGED) {
    logger.info(`…and ${lines.length - MAX_LOGGED} more`);
  }
  for (const warning of plan.warnings) {
    logger.warn(sentenceOf(warning));
  }
}

function sentenceOf({ message, hint }: PlanError | PlanWarning): string {
  return hint ? `${message} ${hint}` : message;
}
