import { serialiseCheckRun } from '../../api/serialise/checkRun';
import { serialiseComment } from '../../api/serialise/comment';
import { serialiseIssue } from '../../api/serialise/issue';
import { serialiseOrganization } from '../../api/serialise/organization';
import { serialisePull } from '../../api/serialise/pull';
import { serialiseRepository } from '../../api/serialise/repository';
import { serialiseReview } from '../../api/serialise/review';
import { serialiseUser } from '../../api/serialise/user';
import { serialiseWebhook } from '../../api/serialise/webhook';
import type { View } from '../../api/View';
import type { ForgeEvent } from '../../ForgeEvents';
import type { ForgeRepository } from '../../ForgeRepository';
import { buildPullPayload } from './buildPullPayload';
import { buildPushPayload } from './buildPushPayload';
import { buildStatusPayload } from './buildStatusPayload';

/**
 * What GitHub tells a webhook of an event:
 * https://docs.github.com/webhooks/webhook-events-and-payloads
 *
 * @internal
 */
export async function buildPayload(
  repository: ForgeRepository,
  options: { event: ForgeEvent; view: View },
): Promise<Record<string, unknown>> {
  const { event, view } = options;
  const isOrganization =
    view.accounts.typeOf(repository.owner) === 'Organization';
  return {
    repository: serialiseRepository(repository, view),
    ...(isOrganization && {
      organization: serialiseOrganization(repository.owner, view),
    }),
    sender: serialiseUser(event.by.login, view),
    ...(await buildDetails(repository, { event, view })),
  };
}

async function buildDetails(
  repository: ForgeRepository,
  { event, view }: { event: ForgeEvent; view: View },
): Promise<Record<string, unknown>> {
  const place = { repository, view };
  switch (event.name) {
    case 'ping':
      return {
        zen: 'Keep it logically awesome.',
        hook_id: event.webhook.id,
        hook: serialiseWebhook({
          ...place,
          webhook: event.webhook,
          last: undefined,
        }),
      };
    case 'push':
      return await buildPushPayload(event, place);
    case 'status':
      return await buildStatusPayload(event.status, place);
    case 'pull_request':
      return await buildPullPayload(event, place);
    case 'pull_request_review': {
      const { action, pull, review, bodyBefore } = event;
      const shown = serialiseReview({ ...place, review });
      return {
        action,
        ...(bodyBefore !== undefined && {
          changes: { body: { from: bodyBefore } },
        }),
        review: { ...shown, state: review.state.toLowerCase() },
        pull_request: serialisePull({ ...place, pull }),
      };
    }
    case 'issue_comment': {
      const { action, pull, comment, bodyBefore } = event;
      return {
        action,
        ...(bodyBefore !== undefined && {
          changes: { body: { from: bodyBefore } },
        }),
        issue: serialiseIssue({ ...place, pull }),
        comment: serialiseComment({ ...place, comment }),
      };
    }
    default:
      return {
        action: event.action,
        check_run: serialiseCheckRun({ ...place, checkRun: event.checkRun }),
      };
  }
}
