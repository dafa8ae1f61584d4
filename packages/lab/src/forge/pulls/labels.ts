import type { Actor } from '../accounts/types';
import type { ForgeRepository } from '../ForgeRepository';
import type { PullRequest } from './types';

/**
 * Gives a pull request these labels and no others.
 *
 * @param options - `labels` are ids
 * @internal
 */
export async function setLabels(options: {
  repository: ForgeRepository;
  pull: PullRequest;
  labels: number[];
  by: Actor;
}): Promise<PullRequest> {
  const { repository, pull: before, labels, by } = options;
  const pull = await repository.pulls.update(before, { labels });
  for (const label of repository.labels.list()) {
    const had = before.labels.includes(label.id);
    const has = labels.includes(label.id);
    if (had !== has) {
      const action = has ? 'labeled' : 'unlabeled';
      repository.emit({ name: 'pull_request', action, pull, label, by });
    }
  }
  return pull;
}
