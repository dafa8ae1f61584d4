import { isError } from '@backstage/errors';
import type { RenderingView } from '@vanstage/backstage-plugin-van-common';
import type { FleetRepository } from '@vanstage/backstage-plugin-van-node';

/** So many files are named in the pull request's text; its files show the rest. */
const NAMED = 50;

/**
 * Opens the pull request that makes `rendered/` follow the declarations of a commit, or brings the one that is open up to
 * date. Never throws: why it could not be is part of the answer.
 *
 * @internal
 */
export async function repairRendered(options: {
  fleet: Pick<FleetRepository, 'propose'>;
  network: string;
  commit: string;
  changes: ReadonlyMap<string, string | undefined>;
}): Promise<RenderingView> {
  const { fleet, network, commit, changes } = options;
  const changedCount = changes.size;
  const title = `Render network ${network} anew`;
  try {
    const { number, url } = await fleet.propose({
      base: commit,
      branch: `vanstage/${network}/render`,
      title,
      message: title,
      body: repairText({ network, commit, paths: [...changes.keys()] }),
      files: changes,
    });
    return { changedCount, pullRequest: { number, url } };
  } catch (error) {
    const problem = isError(error) ? error.message : String(error);
    return { changedCount, problem };
  }
}

function repairText(options: {
  network: string;
  commit: string;
  paths: string[];
}): string {
  const { network, commit, paths } = options;
  const named = paths.slice(0, NAMED).map(path => `- \`${path}\``);
  const more = paths.length - named.length;
  return [
    `At commit \`${commit.slice(
      0,
      12,
    )}\`, what is rendered of network \`${network}\` is not what its declarations say. That happens when two pull requests are merged that were planned apart from one another, or when somebody edits \`rendered/\`. Argo CD deploys what is rendered.`,
    'This pull request makes it follow again. It changes no declaration:',
    [...named, ...(more > 0 ? [`- …and ${more} more`] : [])].join('\n'),
    'Vanstage opened it by itself, and brings it up to date as long as it is open.',
  ].join('\n\n');
}
