import type { ForgeRepository } from '../../ForgeRepository';
import type { FileDifference, GitCommit, Signature } from '../../git/types';
import { encodePath } from '../Links';
import type { View } from '../View';
import { nodeId } from './nodeId';
import { serialiseUser } from './user';

const unsigned = {
  verified: false,
  reason: 'unsigned',
  signature: null,
  payload: null,
  verified_at: null,
};

/** @internal */
export interface CommitOptions {
  commit: GitCommit;
  repository: ForgeRepository;
  view: View;
}

/**
 * A commit as `/git/commits` has it.
 *
 * @internal
 */
export function serialiseGitCommit(options: CommitOptions) {
  const { commit, repository, view } = options;
  const { links } = view;
  const url = links.apiOf(repository);
  const web = links.webOf(repository);
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', commit.sha),
    url: `${url}/git/commits/${commit.sha}`,
    html_url: `${web}/commit/${commit.sha}`,
    author: serialiseSignature(commit.author),
    committer: serialiseSignature(commit.committer),
    message: commit.message.trimEnd(),
    tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
    parents: commit.parents.map(sha => ({
      sha,
      url: `${url}/git/commits/${sha}`,
      html_url: `${web}/commit/${sha}`,
    })),
    verification: unsigned,
  };
}

/**
 * A commit as `/commits` has it.
 *
 * @internal
 */
export function serialiseCommit(options: CommitOptions) {
  const { commit, repository, view } = options;
  const { links, accounts } = view;
  const url = links.apiOf(repository);
  const web = links.webOf(repository);
  const account = (signature: Signature) => {
    const user = accounts.findUser(signature.name);
    return user ? serialiseUser(user.login, view) : null;
  };
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', commit.sha),
    commit: {
      author: serialiseSignature(commit.author),
      committer: serialiseSignature(commit.committer),
      message: commit.message.trimEnd(),
      tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
      url: `${url}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: unsigned,
    },
    url: `${url}/commits/${commit.sha}`,
    html_url: `${web}/commit/${commit.sha}`,
    comments_url: `${url}/commits/${commit.sha}/comments`,
    author: account(commit.author),
    committer: account(commit.committer),
    parents: commit.parents.map(sha => ({
      sha,
      url: `${url}/commits/${sha}`,
      html_url: `${web}/commit/${sha}`,
    })),
  };
}

/**
 * A file of a commit, comparison or pull request.
 *
 * @internal
 */
export function serialiseFile(options: {
  difference: FileDifference;
  repository: ForgeRepository;
  view: View;
  revision: string;
}) {
  const { difference, repository, view, revision } = options;
  const { links } = view;
  const { path, previousPath, additions, deletions, patch } = difference;
  const file = { repository, revision, path };
  return {
    sha: difference.sha,
    filename: path,
    status: difference.status,
    additions,
    deletions,
    changes: additions + deletions,
    blob_url: links.file({ ...file, kind: 'blob' }),
    raw_url: links.file({ ...file, kind: 'raw' }),
    contents_url: `${links.apiOf(repository)}/contents/${encodePath(
      path,
    )}?ref=${revision}`,
    ...(patch !== undefined && { patch }),
    ...(previousPath !== undefined && { previous_filename: previousPath }),
  };
}

function serialiseSignature({ name, email, date }: Signature) {
  return { name, email, date: date.toISOString().replace('.000Z', 'Z') };
}
