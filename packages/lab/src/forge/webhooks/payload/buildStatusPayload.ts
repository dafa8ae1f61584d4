import { serialiseCommit } from '../../api/serialise/commit';
import { serialiseStatus } from '../../api/serialise/status';
import type { View } from '../../api/View';
import type { ForgeRepository } from '../../ForgeRepository';
import type { CommitStatus } from '../../records/types';

const prefix = 'refs/heads/';

/** @internal */
export async function buildStatusPayload(
  status: CommitStatus,
  place: { repository: ForgeRepository; view: View },
): Promise<Record<string, unknown>> {
  const { repository, view } = place;
  const { git } = repository;
  const shown = serialiseStatus({ ...place, status });
  const refs = await git.refs(prefix);
  const commit = await git.readCommit(status.sha);
  return {
    id: status.id,
    sha: status.sha,
    name: repository.fullName,
    avatar_url: shown.avatar_url,
    target_url: shown.target_url,
    context: shown.context,
    description: shown.description,
    state: shown.state,
    commit: serialiseCommit({ ...place, commit }),
    branches: refs
      .filter(({ sha }) => sha === status.sha)
      .map(({ name, sha }) => ({
        name: name.slice(prefix.length),
        commit: { sha, url: `${view.links.apiOf(repository)}/commits/${sha}` },
        protected:
          repository.protectionOf(name.slice(prefix.length)) !== undefined,
      })),
    created_at: shown.created_at,
    updated_at: shown.updated_at,
  };
}
