import type { FleetProblem } from '@vanstage/backstage-plugin-van-common';
import type { Terminal } from './Terminal';

/**
 * A problem as a compiler would tell it: what and where, the line with a mark below, how to mend it.
 */
export function problemReport(options: {
  problem: FleetProblem;
  /** Content of the file, where it could be read. */
  text: string | undefined;
  terminal: Pick<Terminal, 'paint'>;
}): string {
  const { problem, text, terminal } = options;
  const { location, message, hint } = problem;
  const { path, line, column } = location;
  const place = [path, line, line && column].filter(Boolean).join(':');
  return [
    `${terminal.paint('name', `${place}:`)} ${terminal.paint(
      'error',
      'error:',
    )} ${message}`,
    ...frame({ text, line, column, terminal }),
    ...(hint ? [`  ${terminal.paint('good', 'help:')} ${hint}`] : []),
  ].join('\n');
}

function frame(options: {
  text: string | undefined;
  line: number | undefined;
  column: number | undefined;
  terminal: Pick<Terminal, 'paint'>;
}): string[] {
  const { text, line, column = 1, terminal } = options;
  const lines = text?.split(/\r?\n/) ?? [];
  if (line === undefined || lines[line - 1] === undefined) {
    return [];
  }
  const gutter = String(line).length;
  const shown = (number: number) =>
    `  ${terminal.paint('faint', `${String(number).padStart(gutter)} |`)} ${cut(
      lines[number - 1],
    )}`;
  const mark = `${' '.repeat(gutter + 5)}${' '.repeat(column - 1)}`;
  return [
    ...(line > 1 ? [shown(line - 1)] : []),
    shown(line),
    `${mark}${terminal.paint('error', '^')}`,
  ];
}

/** Files may hold anything; a terminal should not obey it. */
function cut(text: string): string {
  return text
    .slice(0, 160)
    .replace(/\t/g, ' ')
    .replace(/\p{Cc}/gu, '·');
}
