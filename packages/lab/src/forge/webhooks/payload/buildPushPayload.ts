import { serialiseRepository } from '../../api/serialise/repository';
import { seconds } from '../../api/serialise/seconds';
import { serialiseUser } from '../../api/serialise/user';
import type { View } from '../../api/View';
import { signatureOf } from '../../accounts/signatureOf';
import type { ForgeEvent } from '../../ForgeEvents';
import type { ForgeRepository } from '../../ForgeRepository';
import type { GitCommit, Signature } from '../../git/types';

const nothing = '0'.repeat(40);
/** So many commits are told of at most. */
const mostCommits = 2048;

/** @internal */
export async function buildPushPayload(
  event: Extract<ForgeEvent, { name: 'push' }>,
  place: { repository: ForgeRepository; view: View },
): Promise<Record<string, unknown>> {
  const { repository, view } = place;
  const { git } = repository;
  const { ref, before, after, forced, by } = event;
  // A tag may stand before its commit.
  const tip = after && (await git.resolve(after));
  const commits = await commitsOf(repository, event);
  const web = view.links.webOf(repository);
  const shown = await Promise.all(
    commits.map(commit => serialiseCommit(commit, place)),
  );
  const head = tip && (await git.readCommit(tip));
  const createdAt = Math.floor(Date.parse(repository.createdAt) / 1000);
  const pushedAt = Math.floor(Date.now() / 1000);
  const { email } = signatureOf(repository.owner);
  return {
    ref,
    before: before ?? nothing,
    after: after ?? nothing,
    // This event alone has these times as numbers, and the owner with name and address.
    repository: {
      ...serialiseRepository(repository, view),
      owner: {
        ...serialiseUser(repository.owner, view),
        name: repository.owner,
        email,
      },
      created_at: createdAt,
      pushed_at: pushedAt,
      stargazers: 0,
      master_branch: repository.defaultBranch,
    },
    pusher: { name: by.login, email: signatureOf(by.login).email },
    created: before === undefined,
    deleted: after === undefined,
    forced,
    base_ref: null,
    compare:
      before && after
        ? `${web}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`
        : `${web}/commit/${(after ?? nothing).slice(0, 12)}`,
    commits: shown,
    head_commit: head ? await serialiseCommit(head, place) : null,
  };
}

async function commitsOf(
  { git, defaultBranch }: ForgeRepository,
  event: Extract<ForgeEvent, { name: 'push' }>,
): Promise<GitCommit[]> {
  const { ref, before, after } = event;
  if (after === undefined) {
    return [];
  }
  const isDefault = ref === `refs/heads/${defaultBranch}`;
  const from =
    before ?? (isDefault ? undefined : await git.resolve(defaultBranch));
  const commits = await git.log({ from, to: after });
  return commits.slice(0, mostCommits).reverse();
}

async function serialiseCommit(
  commit: GitCommit,
  { repository, view }: { repository: ForgeRepository; view: View },
) {
  const files = await repository.git.changes(commit);
  const paths = (...statuses: string[]) =>
    files
      .filter(({ status }) => statuses.includes(status))
      .map(({ path }) => path);
  const person = ({ name, email }: Signature) => {
    const user = view.accounts.findUser(name);
    return { name, email, ...(user && { username: user.login }) };
  };
  const gone = files.flatMap(({ previousPath }) =>
    previousPath === undefined ? [] : [previousPath],
  );
  return {
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message.trimEnd(),
    timestamp: seconds(commit.committer.date),
    url: `${view.links.webOf(repository)}/commit/${commit.sha}`,
    author: person(commit.author),
    committer: person(commit.committer),
    added: paths('added', 'renamed'),
    removed: [...paths('removed'), ...gone],
    modified: paths('modified'),
  };
}
