import { ConflictError, InputError } from '@backstage/errors';
import type { FleetOctokit } from './createFleetOctokit';
import type { FleetConfig } from './FleetConfig';
import { hasStatus, toFleetError } from './githubError';
import type { FleetProposal, ProposedChange } from './types';

const longestTitle = 256;
const longestBody = 60_000;
const bodyCut = '\n\n… The rest is cut. The files show the whole change.';

/** Line at the end of our commits' messages that tells them from commits of others. */
const trailer = 'Vanstage-Change';

interface OpenPullRequest {
  number: number;
  url: string;
  head: string;
}

interface ProposeOptions {
  octokit: FleetOctokit;
  fleet: FleetConfig;
  proposal: FleetProposal;
}

/**
 * Carries a change into a pull request through the Git data API. See `FleetRepository.propose`.
 *
 * @internal
 */
export async function proposeChange(
  options: ProposeOptions,
): Promise<ProposedChange> {
  const { proposal } = options;
  const open = await findPullRequest(options);
  const base = await readCommit(options, proposal.base);
  const tree = await createTree(options, base.tree);
  if (tree === base.tree) {
    throw new InputError(
      `The change "${proposal.title}" alters no file of ${options.fleet.url}: everything is already as it asks for`,
    );
  }

  if (open) {
    const head = await readCommit(options, open.head);
    if (head.tree === tree) {
      return { ...pick(open), created: false, commit: open.head };
    }
    if (!head.message.includes(`\n${trailer}: ${proposal.branch}`)) {
      throw new ConflictError(
        `Pull request #${open.number} (${open.url}) proposes this change already and has commits of others: merge or close it first`,
      );
    }
    const commit = await createCommit(options, tree);
    await updateBranch(options, commit);
    await describe(options, open.number);
    return { ...pick(open), created: false, commit };
  }

  const commit = await createCommit(options, tree);
  await createBranch(options, commit);
  return await createPullRequest(options, commit);
}

function pick({ number, url }: OpenPullRequest) {
  return { number, url };
}

/** Calls GitHub and wraps its error; `operation` completes "Could not … in https://…". */
async function call<T>(
  options: ProposeOptions,
  operation: string,
  request: () => Promise<T>,
): Promise<T> {
  try {
    return await request();
  } catch (error) {
    throw toFleetError({ error, repository: options.fleet.url, operation });
  }
}

function repository({ fleet }: ProposeOptions) {
  return { owner: fleet.owner, repo: fleet.name };
}

async function findPullRequest(
  options: ProposeOptions,
): Promise<OpenPullRequest | undefined> {
  const { octokit, fleet, proposal } = options;
  const { data } = await call(options, 'list the pull requests', () =>
    octokit.rest.pulls.list({
      ...repository(options),
      state: 'open',
      base: fleet.branch,
      head: `${fleet.owner}:${proposal.branch}`,
    }),
  );
  const [pull] = data;
  return (
    pull && { number: pull.number, url: pull.html_url, head: pull.head.sha }
  );
}

async function readCommit(
  options: ProposeOptions,
  commit: string,
): Promise<{ tree: string; message: string }> {
  const { data } = await call(
    options,
    `read the commit ${commit.slice(0, 7)}`,
    () =>
      options.octokit.rest.git.getCommit({
        ...repository(options),
        commit_sha: commit,
      }),
  );
  return { tree: data.tree.sha, message: data.message };
}

async function createTree(
  options: ProposeOptions,
  base: string,
): Promise<string> {
  const { octokit, proposal } = options;
  const { data } = await call(options, 'write the files', () =>
    octokit.rest.git.createTree({
      ...repository(options),
      base_tree: base,
      tree: Array.from(proposal.files, ([path, content]) => ({
        path,
        mode: '100644' as const,
        type: 'blob' as const,
        // GitHub's way to say that a file goes.
        ...(content === undefined ? { sha: null } : { content }),
      })),
    }),
  );
  return data.sha;
}

async function createCommit(
  options: ProposeOptions,
  tree: string,
): Promise<string> {
  const { octokit, proposal } = options;
  const { data } = await call(options, 'commit', () =>
    octokit.rest.git.createCommit({
      ...repository(options),
      message: `${proposal.message.trimEnd()}\n\n${trailer}: ${
        proposal.branch
      }\n`,
      tree,
      parents: [proposal.base],
    }),
  );
  return data.sha;
}

async function createBranch(
  options: ProposeOptions,
  commit: string,
): Promise<void> {
  const { octokit, fleet, proposal } = options;
  try {
    await octokit.rest.git.createRef({
      ...repository(options),
      ref: `refs/heads/${proposal.branch}`,
      sha: commit,
    });
  } catch (error) {
    // 422 is also what GitHub says to a name that no branch may have; then updating fails, too, and tells.
    if (!hasStatus(error, 422)) {
      throw toFleetError({
        error,
        repository: fleet.url,
        operation: `create the branch ${proposal.branch}`,
      });
    }
    await updateBranch(options, commit);
  }
}

async function updateBranch(
  options: ProposeOptions,
  commit: string,
): Promise<void> {
  const { octokit, proposal } = options;
  await call(options, `move the branch ${proposal.branch}`, () =>
    octokit.rest.git.updateRef({
      ...repository(options),
      ref: `heads/${proposal.branch}`,
      sha: commit,
      force: true,
    }),
  );
}

async function describe(
  options: ProposeOptions,
  number: number,
): Promise<void> {
  await call(options, `describe pull request #${number}`, () =>
    options.octokit.rest.pulls.update({
      ...repository(options),
      pull_number: number,
      ...texts(options.proposal),
    }),
  );
}

async function createPullRequest(
  options: ProposeOptions,
  commit: string,
): Promise<ProposedChange> {
  const { octokit, fleet, proposal } = options;
  try {
    const { data } = await octokit.rest.pulls.create({
      ...repository(options),
      base: fleet.branch,
      head: proposal.branch,
      ...texts(proposal),
    });
    return { number: data.number, url: data.html_url, created: true, commit };
  } catch (error) {
    // Someone repeated the change at the same moment and was faster: theirs is the pull request.
    const open = hasStatus(error, 422)
      ? await findPullRequest(options)
      : undefined;
    if (open) {
      return { ...pick(open), created: false, commit };
    }
    throw toFleetError({
      error,
      repository: fleet.url,
      operation: `open a pull request for the branch ${proposal.branch}`,
    });
  }
}

function texts(proposal: FleetProposal): { title: string; body: string } {
  const { title, body } = proposal;
  return {
    title:
      title.length > longestTitle
        ? `${title.slice(0, longestTitle - 1)}…`
        : title,
    body:
      body.length > longestBody
        ? `${body.slice(0, longestBody - bodyCut.length)}${bodyCut}`
        : body,
  };
}
