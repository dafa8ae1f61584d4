import type { Actor } from '../accounts/types';
import type { ForgeRepository } from '../ForgeRepository';
import type { PullDetails } from '../pulls/describePull';
import type { PullRequest } from '../pulls/types';
import type { CheckRun, Comment, CommitStatus, Review } from '../records/types';
import { checks } from './checks';
import { conversation } from './conversation';
import { changedLines, differences } from './diff';
import { type Html, html } from './html';
import { markdown } from './markdown';
import { moment, page } from './page';

/** @internal */
export interface PullPageOptions extends PullDetails {
  repository: ForgeRepository;
  pull: PullRequest;
  /** Who presses the buttons. */
  actor: Actor;
  /** Whether it can be merged without conflicts; `false` for one that is not open. */
  mergeable: boolean;
  /** Why the protection of its base keeps the actor from merging it. */
  obstacle: string | undefined;
  /** Of the newest commit. */
  statuses: CommitStatus[];
  /** Of the newest commit. */
  checkRuns: CheckRun[];
  /** Those that were handed in. */
  reviews: Review[];
  comments: Comment[];
  /** Why the last button did nothing. */
  problem?: string;
}

/**
 * The page of a pull request.
 *
 * @internal
 */
export function pullPage(options: PullPageOptions): string {
  const { repository, pull, files, commits } = options;
  const home = `/${repository.fullName}`;
  const total = {
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
  };
  return page({
    title: `${pull.title} · #${pull.number} · ${repository.fullName}`,
    trail: [
      { label: 'Repositories', href: '/' },
      { label: repository.fullName, href: home },
    ],
    content: html`
      <h1>${pull.title} <span class="number">#${pull.number}</span></h1>
      <p class="facts">
        ${stateBadge(pull)}
        <span
          >${pull.author} proposes to merge ${count(commits.length, 'commit')}
          from <code>${pull.head}</code> into <code>${pull.base}</code></span
        >
        <span>opened ${moment(pull.createdAt)}</span>
      </p>
      ${options.problem &&
      html`<div class="panel next problem" role="alert">
        <div class="inside"><p>${options.problem}</p></div>
      </div>`}
      ${whatNext(options)}
      <section class="panel" aria-label="Description">
        <div class="inside markdown">
          ${pull.body
            ? markdown(pull.body)
            : html`<p class="muted">No description.</p>`}
        </div>
      </section>
      ${checks(options)} ${conversation(options)}
      <h2>${count(files.length, 'file')} changed ${changedLines(total)}</h2>
      ${differences(files)}
    `,
  });
}

const states = {
  open: ['○', 'Open'],
  merged: ['✓', 'Merged'],
  closed: ['✕', 'Closed'],
};

/**
 * The state of a pull request: symbol, word and colour.
 *
 * @internal
 */
export function stateBadge(pull: PullRequest): Html {
  const state = stateOf(pull);
  const [symbol, word] = states[state];
  return html`<span class="state ${state}"
    ><span aria-hidden="true">${symbol}</span>${word}</span
  >`;
}

function stateOf(pull: PullRequest): keyof typeof states {
  return pull.merged ? 'merged' : pull.state;
}

function whatNext(options: PullPageOptions): Html {
  const { repository, pull, mergeable, obstacle, actor } = options;
  const action = `/${repository.fullName}/pull/${pull.number}`;
  if (pull.merged) {
    return panel(
      'merged',
      html`<p>
          <strong>Merged. Argo CD picks it up within a few seconds.</strong>
        </p>
        <p class="muted">
          ${pull.merged.by} merged it ${moment(pull.merged.at)} as commit
          <a href="/${repository.fullName}/commit/${pull.merged.sha}"
            ><code>${pull.merged.sha.slice(0, 7)}</code></a
          >.
        </p>`,
    );
  }
  if (pull.state === 'closed') {
    return panel(
      'closed',
      html`<p>
        <strong>Closed without merging.</strong> Nothing changes on any cluster.
      </p>`,
    );
  }
  const close = html`<form method="post" action="${action}/close">
    <button type="submit">Close pull request</button>
  </form>`;
  if (!mergeable) {
    return panel(
      'waiting',
      html`<p>
          <strong>Conflicts with ${pull.base}.</strong> ${pull.base} has changed
          in the same place since. Close this pull request and make the change
          again.
        </p>
        <div class="actions">${close}</div>`,
    );
  }
  if (pull.draft) {
    return panel(
      'waiting',
      html`<p>
          <strong>Still a draft.</strong> It can be merged once its author says
          that it is ready.
        </p>
        <div class="actions">${close}</div>`,
    );
  }
  if (obstacle !== undefined) {
    return panel(
      'waiting',
      html`<p>
          <strong>Not to be merged yet.</strong> ${pull.base} is protected:
          ${obstacle}
        </p>
        <div class="actions">${close}</div>`,
    );
  }
  return panel(
    'open',
    html`<p>
        <strong>No conflicts with ${pull.base}.</strong> Merging makes the
        change below take effect.
      </p>
      <div class="actions">
        <form method="post" action="${action}/merge">
          <button class="primary" type="submit">Merge pull request</button>
        </form>
        ${close}
        <span class="muted">as ${actor.login}</span>
      </div>`,
  );
}

function panel(style: keyof typeof states | 'waiting', content: Html): Html {
  return html`<section
    class="panel next ${style}"
    aria-label="What happens next"
  >
    <div class="inside">${content}</div>
  </section>`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
