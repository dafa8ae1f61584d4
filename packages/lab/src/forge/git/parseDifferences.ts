import type { FileDifference } from './types';

const statuses: Record<string, FileDifference['status']> = {
  A: 'added',
  D: 'removed',
  R: 'renamed',
};

/**
 * Reads what `git diff-tree` prints: with `-z --raw --numstat`, and with `-p`. Both name the files in the same order.
 *
 * @internal
 */
export function parseDifferences(
  summary: string,
  patches: string,
): FileDifference[] {
  const fields = summary.split('\0');
  const differences: FileDifference[] = [];
  let position = 0;
  const next = () => fields[position++] ?? '';

  while (fields[position]?.startsWith(':')) {
    const [, , before, after, letters] = next().split(' ');
    const letter = letters[0];
    const first = next();
    const renamed = letter === 'R';
    differences.push({
      status: statuses[letter] ?? 'modified',
      path: renamed ? next() : first,
      previousPath: renamed ? first : undefined,
      sha: letter === 'D' ? before : after,
      additions: 0,
      deletions: 0,
    });
  }
  const texts = splitPatches(patches);
  for (const [index, difference] of differences.entries()) {
    const [additions, deletions, path] = next().split('\t');
    if (!path) {
      // A renamed file: both names follow.
      position += 2;
    }
    // Binary files have dashes.
    difference.additions = Number(additions) || 0;
    difference.deletions = Number(deletions) || 0;
    difference.patch = hunks(texts[index] ?? '');
  }
  return differences;
}

/** Lines of a file's content never begin with a letter, so `diff --git` at a line's start is always a header. */
function splitPatches(patches: string): string[] {
  return patches.split(/^(?=diff --git )/m).filter(Boolean);
}

function hunks(patch: string): string | undefined {
  const start = patch.search(/^@@ /m);
  return start < 0 ? undefined : patch.slice(start).replace(/\n$/, '');
}
