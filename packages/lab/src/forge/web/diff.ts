import type { FileDifference } from '../git/types';
import { type Html, html } from './html';

/** Longer changes are folded. */
const shownLines = 400;

const statusWords: Record<FileDifference['status'], string> = {
  added: 'new file',
  removed: 'deleted',
  modified: 'changed',
  renamed: 'renamed',
};

/**
 * The changes of each file, one below the other, in one column with the numbers of the old and the new lines.
 *
 * @internal
 */
export function differences(files: FileDifference[]): Html[] {
  return files.map(file => {
    const open = file.additions + file.deletions <= shownLines ? 'open' : '';
    const renamed = file.previousPath
      ? html` from <code>${file.previousPath}</code>`
      : undefined;
    return html`<details class="panel" ${open}>
      <summary>
        <span class="path">${file.path}</span>
        <span class="muted">${statusWords[file.status]}${renamed}</span>
        ${changedLines(file)}
      </summary>
      ${file.patch === undefined
        ? html`<div class="inside muted">No lines to show.</div>`
        : patch(file.path, file.patch)}
    </details>`;
  });
}

/**
 * How many lines came and went.
 *
 * @internal
 */
export function changedLines(
  counts: Pick<FileDifference, 'additions' | 'deletions'>,
): Html {
  const { additions, deletions } = counts;
  return html`<span
    ><span class="plus" aria-hidden="true">+${additions}</span>
    <span class="minus" aria-hidden="true">−${deletions}</span>
    <span class="hidden"
      >${additions} lines added, ${deletions} removed</span
    ></span
  >`;
}

function patch(path: string, text: string): Html {
  const rows: Html[] = [];
  let before = 0;
  let after = 0;
  for (const line of text.split('\n')) {
    const start = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(line);
    if (start) {
      before = Number(start[1]);
      after = Number(start[2]);
      rows.push(
        html`<tr class="hunk">
          <td colspan="3">${line}</td>
        </tr>`,
      );
    } else if (line.startsWith('+')) {
      rows.push(row({ kind: 'added', after: after++, line }));
    } else if (line.startsWith('-')) {
      rows.push(row({ kind: 'removed', before: before++, line }));
    } else if (line.startsWith('\\')) {
      rows.push(row({ kind: 'note', line }));
    } else {
      rows.push(row({ kind: 'same', before: before++, after: after++, line }));
    }
  }
  return html`<div
    class="scroll"
    role="region"
    tabindex="0"
    aria-label="Changes of ${path}"
  >
    <table class="diff">
      <thead class="hidden">
        <tr>
          <th scope="col">Old line</th>
          <th scope="col">New line</th>
          <th scope="col">Content</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function row(options: {
  kind: 'added' | 'removed' | 'same' | 'note';
  before?: number;
  after?: number;
  line: string;
}): Html {
  const { kind, before, after, line } = options;
  const spoken =
    kind === 'added' || kind === 'removed'
      ? html`<span class="hidden">${kind}: </span>`
      : undefined;
  return html`<tr class="${kind}">
    <td class="line">${before}</td>
    <td class="line">${after}</td>
    <td>${spoken}${line}</td>
  </tr>`;
}
