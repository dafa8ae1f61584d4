import { planSummary } from './sentences';
import type { Plan, PlanError, PlanWarning } from './types';
import type { RuleMatch } from '../placement/types';

/** GitHub refuses a body of more than 65,536 characters. */
const MAX_LENGTH = 60_000;
const MAX_NOTICES = 50;

/**
 * What {@link planMarkdown} says besides the plan. All of it may hold anything: it is shown as text, never as markup.
 *
 * @public
 */
export interface PlanMarkdownOptions {
  /** What the change is for. */
  description?: string;
  /** Entity reference of who asked for the change. */
  requestedBy?: string;
  /** Commit that the plan starts from. */
  base?: string;
}

/**
 * A plan as the text of a pull request: the summary first, then a table of what arrives, leaves and changes, by application,
 * then the warnings. At most 60,000 characters: rows that do not fit are counted.
 *
 * @public
 */
export function planMarkdown(
  plan: Plan,
  options: PlanMarkdownOptions = {},
): string {
  const head = [`**${planSummary(plan)}** on network ${code(plan.network)}.`];
  if (options.description?.trim()) {
    head.push(escapeText(options.description.trim().slice(0, 2000)));
  }
  const tail = [
    ...noticeLines('Errors', plan.errors),
    ...noticeLines('Warnings', plan.warnings),
    footer(plan, options),
  ];
  const rows = [
    ...plan.added.map(({ application, cluster, why }) =>
      row('arrives', application, cluster, whyWords(why)),
    ),
    ...plan.removed.map(({ application, cluster, why }) =>
      row('leaves', application, cluster, `was there by ${whyWords(why)}`),
    ),
    ...plan.changed.map(({ application, cluster, differences }) =>
      row(
        'changes',
        application,
        cluster,
        differences.map(escapeCell).join('<br>'),
      ),
    ),
  ].sort(byApplication);

  const fixed = [...head, ...tail].join('\n\n').length;
  const table = tableOf(rows, MAX_LENGTH - fixed - 200);
  return `${[...head, ...table, ...tail].join('\n\n')}\n`;
}

interface Row {
  application: string;
  line: string;
}

function row(
  move: string,
  application: string,
  cluster: string,
  words: string,
): Row {
  return {
    application,
    line: `| ${code(application)} | ${move} | ${code(cluster)} | ${words} |`,
  };
}

function byApplication(a: Row, b: Row): number {
  if (a.application === b.application) {
    return 0;
  }
  return a.application < b.application ? -1 : 1;
}

function tableOf(rows: Row[], budget: number): string[] {
  if (rows.length === 0) {
    return [];
  }
  const lines = [
    '| Application | | Cluster | Why |',
    '| --- | --- | --- | --- |',
  ];
  let left = budget - lines.join('\n').length;
  let shown = 0;
  for (const { line } of rows) {
    left -= line.length + 1;
    if (left < 0) {
      break;
    }
    lines.push(line);
    shown += 1;
  }
  const hidden = rows.length - shown;
  return [
    lines.join('\n'),
    ...(hidden > 0
      ? [`…and ${hidden} more, which do not fit here: see the changed files.`]
      : []),
  ];
}

function noticeLines(
  title: string,
  notices: readonly (PlanError | PlanWarning)[],
): string[] {
  if (notices.length === 0) {
    return [];
  }
  const lines = notices
    .slice(0, MAX_NOTICES)
    .map(
      ({ code: id, message, hint }) =>
        `- ${code(id)}: ${escapeText(hint ? `${message} ${hint}` : message)}`,
    );
  if (notices.length > MAX_NOTICES) {
    lines.push(`- …and ${notices.length - MAX_NOTICES} more`);
  }
  return [`### ${title}`, lines.join('\n')];
}

function footer(plan: Plan, options: PlanMarkdownOptions): string {
  const facts = [
    ...(options.requestedBy
      ? [`asked for by ${code(options.requestedBy)}`]
      : []),
    ...(options.base ? [`planned on ${code(options.base.slice(0, 12))}`] : []),
    `plan ${code(plan.digest.slice(0, 12))}`,
    `${plan.unchangedCount} stay as they are`,
  ];
  return facts.join(' · ');
}

function whyWords(why: RuleMatch[]): string {
  return why
    .map(
      ({ rule, applicationMatch, clusterMatch }) =>
        `rule ${code(rule)}: ${codes(applicationMatch)} → ${codes(
          clusterMatch,
        )}`,
    )
    .join('<br>');
}

function codes(items: string[]): string {
  return items.length > 0 ? items.map(code).join(' ') : 'the rest';
}

/** A code span: neither mention, link nor table can start in it. */
function code(text: string): string {
  return `\`${text
    .replace(/`/g, "'")
    .replace(/\|/g, '\\|')
    .replace(/\s+/g, ' ')}\``;
}

/**
 * As entities, so that no character of it is markup. GitHub looks for mentions and references after it has read the
 * entities, so `@` and `#` are cut off from what follows.
 */
function escapeText(text: string): string {
  return text
    .replace(
      /[&<>\\`*_{}[\]()|~!]/g,
      character => `&#${character.charCodeAt(0)};`,
    )
    .replace(/(?<!&)[@#]/g, character => `${character}&#8203;`)
    .replace(/^(\s*)([-+=]|\d+[.])/gm, '$1&#8203;$2')
    .replace(/:\/\//g, ':&#47;&#47;')
    .replace(/www\./gi, 'www&#46;');
}

function escapeCell(text: string): string {
  return escapeText(text).replace(/\s+/g, ' ');
}
