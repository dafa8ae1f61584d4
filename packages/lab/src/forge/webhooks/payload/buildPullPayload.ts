import { serialiseLabel } from '../../api/serialise/label';
import { serialiseFullPull } from '../../api/serialise/pull';
import { serialiseUser } from '../../api/serialise/user';
import type { View } from '../../api/View';
import type { ForgeEvent } from '../../ForgeEvents';
import type { ForgeRepository } from '../../ForgeRepository';
import { describePull } from '../../pulls/describePull';

type PullEvent = Extract<ForgeEvent, { name: 'pull_request' }>;

/** @internal */
export async function buildPullPayload(
  event: PullEvent,
  place: { repository: ForgeRepository; view: View },
): Promise<Record<string, unknown>> {
  const { action, pull } = event;
  const details = await describePull(place.repository, pull);
  return {
    action,
    number: pull.number,
    pull_request: serialiseFullPull({
      ...place,
      pull,
      details,
      // GitHub has not found out yet when it tells.
      mergeable: undefined,
      state: 'unknown',
    }),
    ...buildExtras(event, place),
  };
}

function buildExtras(
  event: PullEvent,
  { repository, view }: { repository: ForgeRepository; view: View },
): Record<string, unknown> {
  switch (event.action) {
    case 'synchronize':
      return { before: event.before.headSha, after: event.pull.headSha };
    case 'edited':
      return {
        changes: {
          ...(event.before.title !== event.pull.title && {
            title: { from: event.before.title },
          }),
          ...(event.before.body !== event.pull.body && {
            body: { from: event.before.body ?? '' },
          }),
        },
      };
    case 'labeled':
    case 'unlabeled':
      return {
        label: serialiseLabel({ label: event.label, repository, view }),
      };
    case 'review_requested':
    case 'review_request_removed':
      return { requested_reviewer: serialiseUser(event.reviewer, view) };
    default:
      return {};
  }
}
