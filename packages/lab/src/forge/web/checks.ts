import {
  type CheckState,
  stateOfCheckRun,
  stateOfStatus,
} from '../checks/checkState';
import { type Html, html } from './html';
import type { PullPageOptions } from './pullPage';

const words: Record<CheckState, [symbol: string, word: string]> = {
  success: ['✓', 'passed'],
  failure: ['✕', 'failed'],
  pending: ['○', 'waiting'],
};

/**
 * Statuses and check runs of a pull request's newest commit; nothing when there are none.
 *
 * @internal
 */
export function checks(
  options: Pick<PullPageOptions, 'statuses' | 'checkRuns'>,
): Html | undefined {
  const rows = [
    ...options.statuses.map(status => ({
      state: stateOfStatus(status),
      name: status.context,
      text: status.description,
      href: status.targetUrl,
    })),
    ...options.checkRuns.map(run => ({
      state: stateOfCheckRun(run),
      name: run.name,
      text: run.title,
      href: run.detailsUrl,
    })),
  ];
  if (rows.length === 0) {
    return undefined;
  }
  return html`<h2>Checks</h2>
    <ul class="panel list">
      ${rows.map(({ state, name, text, href }) => {
        const [symbol, word] = words[state];
        return html`<li>
          <span class="outcome ${state}"
            ><span aria-hidden="true">${symbol}</span> ${word}</span
          >
          ${isWebAddress(href) ? html`<a href="${href}">${name}</a>` : name}
          <span class="muted">${text}</span>
        </li>`;
      })}
    </ul>`;
}

/** Anyone may write anything there. */
function isWebAddress(href: string | undefined): href is string {
  return href !== undefined && /^https?:\/\//.test(href);
}
