import { numericId } from '../../accounts/numericId';
import { combine, stateOfStatus } from '../../checks/checkState';
import { latestStatuses } from '../../checks/latestStatuses';
import type { ForgeRepository } from '../../ForgeRepository';
import type { CommitStatus } from '../../records/types';
import type { View } from '../View';
import { nodeId } from './nodeId';
import { serialiseRepository } from './repository';
import { seconds } from './seconds';
import { serialiseUser } from './user';

interface StatusOptions {
  status: CommitStatus;
  repository: ForgeRepository;
  view: View;
}

/** @internal */
export function serialiseStatus(options: StatusOptions) {
  const { status, view } = options;
  return {
    ...serialiseSimpleStatus(options),
    creator: serialiseUser(status.creator, view),
  };
}

function serialiseSimpleStatus({ status, repository, view }: StatusOptions) {
  const { links } = view;
  return {
    url: `${links.apiOf(repository)}/statuses/${status.sha}`,
    avatar_url: `${links.web}/avatars/u/${numericId(status.creator)}`,
    id: status.id,
    node_id: nodeId('StatusContext', status.id),
    state: status.state,
    description: status.description ?? null,
    target_url: status.targetUrl ?? null,
    context: status.context,
    created_at: seconds(status.createdAt),
    updated_at: seconds(status.createdAt),
  };
}

/**
 * All that commit statuses say of a commit, as one.
 *
 * @internal
 */
export function serialiseCombinedStatus(options: {
  sha: string;
  /** Those of this page. */
  page: CommitStatus[];
  repository: ForgeRepository;
  view: View;
}) {
  const { sha, page, repository, view } = options;
  const all = latestStatuses(repository, sha);
  const url = `${view.links.apiOf(repository)}/commits/${sha}`;
  return {
    state: combine(all.map(stateOfStatus)),
    statuses: page.map(status =>
      serialiseSimpleStatus({ status, repository, view }),
    ),
    sha,
    total_count: all.length,
    repository: serialiseRepository(repository, view),
    commit_url: url,
    url: `${url}/status`,
  };
}
