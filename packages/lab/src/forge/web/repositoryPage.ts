import type { ForgeRepository } from '../ForgeRepository';
import type { FileDifference, GitCommit, TreeEntry } from '../git/types';
import type { PullRequest } from '../pulls/types';
import { encodePath } from '../api/Links';
import { differences } from './diff';
import { type Html, html } from './html';
import { moment, page } from './page';
import { stateBadge } from './pullPage';

/** @internal */
export interface Place {
  repository: ForgeRepository;
  /** Branch or commit. */
  revision: string;
  /** Empty at the top. */
  path: string;
}

/**
 * The page of a repository, or of one of its folders: files, and at the top the pull requests.
 *
 * @internal
 */
export function folderPage(
  options: Place & { entries: TreeEntry[]; pulls: PullRequest[] },
): string {
  const { repository, revision, path, entries, pulls } = options;
  const folders = entries.filter(({ type }) => type === 'tree');
  const files = entries.filter(({ type }) => type !== 'tree');
  const open = pulls.filter(({ state }) => state === 'open');
  const earlier = pulls.filter(({ state }) => state !== 'open');
  return page({
    title: [path, repository.fullName].filter(Boolean).join(' · '),
    trail: trail(options),
    content: html`
      <h1>${path || repository.fullName}</h1>
      ${path
        ? undefined
        : html`<h2>Open pull requests</h2>
            ${pullList(repository, open, 'None is open.')}`}
      <h2>Files <span class="muted">at ${revision}</span></h2>
      <ul class="panel list">
        ${[...folders, ...files].map(entry => {
          const folder = entry.type === 'tree';
          const kind = folder ? 'tree' : 'blob';
          const target = encodePath(
            [revision, path, entry.path].filter(Boolean).join('/'),
          );
          return html`<li>
            <a href="/${repository.fullName}/${kind}/${target}"
              >${entry.path}${folder ? '/' : ''}</a
            >
          </li>`;
        })}
      </ul>
      ${path || earlier.length === 0
        ? undefined
        : html`<h2>Earlier pull requests</h2>
            ${pullList(repository, earlier, '')}`}
    `,
  });
}

/**
 * The page of a file.
 *
 * @internal
 */
export function filePage(options: Place & { content: Buffer }): string {
  const { repository, revision, path, content } = options;
  const raw = `/${repository.fullName}/raw/${encodePath(
    `${revision}/${path}`,
  )}`;
  const lines = content.toString().replace(/\n$/, '').split('\n');
  return page({
    title: `${path} · ${repository.fullName}`,
    trail: trail(options),
    content: html`
      <h1>${path}</h1>
      <p class="facts">
        <span>at <code>${revision}</code></span>
        <a href="${raw}">As plain text</a>
      </p>
      <div class="panel">
        ${content.includes(0)
          ? html`<p class="inside muted">Not a text file.</p>`
          : html`<div
              class="scroll"
              role="region"
              tabindex="0"
              aria-label="${path}"
            >
              <table class="diff">
                ${lines.map(
                  (line, index) =>
                    html`<tr id="L${index + 1}">
                      <td class="line">${index + 1}</td>
                      <td>${line}</td>
                    </tr>`,
                )}
              </table>
            </div>`}
      </div>
    `,
  });
}

/**
 * The page of a commit.
 *
 * @internal
 */
export function commitPage(options: {
  repository: ForgeRepository;
  commit: GitCommit;
  files: FileDifference[];
}): string {
  const { repository, commit, files } = options;
  const [title, ...rest] = commit.message.trim().split('\n');
  return page({
    title: `${title} · ${repository.fullName}`,
    trail: trail({ repository, revision: commit.sha, path: '' }),
    content: html`
      <h1>${title}</h1>
      <p class="facts">
        <code>${commit.sha}</code>
        <span>${commit.author.name}, ${moment(commit.author.date)}</span>
      </p>
      ${rest.length > 0
        ? html`<pre>${rest.join('\n').trim()}</pre>`
        : undefined}
      ${differences(files)}
    `,
  });
}

function pullList(
  repository: ForgeRepository,
  pulls: PullRequest[],
  empty: string,
): Html {
  if (pulls.length === 0) {
    return html`<p class="muted">${empty}</p>`;
  }
  return html`<ul class="panel list">
    ${pulls.map(
      pull => html`<li>
        ${stateBadge(pull)}
        <a href="/${repository.fullName}/pull/${pull.number}"
          >${pull.title} #${pull.number}</a
        >
        <span class="muted">by ${pull.author}, ${moment(pull.createdAt)}</span>
      </li>`,
    )}
  </ul>`;
}

function trail({ repository, revision, path }: Place) {
  const links = [
    { label: 'Repositories', href: '/' },
    { label: repository.fullName, href: `/${repository.fullName}` },
  ];
  const parts = path.split('/').filter(Boolean).slice(0, -1);
  for (const [index, label] of parts.entries()) {
    const folder = encodePath(
      [revision, ...parts.slice(0, index + 1)].join('/'),
    );
    links.push({ label, href: `/${repository.fullName}/tree/${folder}` });
  }
  return links;
}
