import { renderedFolder } from '../fleet/layout';
import type { Fleet, FleetFiles } from '../fleet/types';
import { changedFiles } from './changedFiles';
import { render } from './render';

/**
 * Where `rendered/` of a repository is not what its declarations say: two pull requests that merge cleanly can leave it so,
 * and so can a hand that edits it.
 *
 * @returns what to write, by path, so that it follows; undefined where a file goes. Empty when it does.
 * @public
 */
export function renderChanges(
  files: FleetFiles,
  fleet: Fleet,
): Map<string, string | undefined> {
  return changedFiles({
    files,
    folder: renderedFolder(fleet.network.name),
    wanted: render(fleet),
  });
}
