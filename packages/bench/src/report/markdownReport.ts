import type { BenchReport, BenchTable } from './BenchReport';

/**
 * The report as Markdown: a table of figures for each kind, below the machine that they were measured on.
 *
 * @public
 */
export function markdownReport(report: BenchReport): string {
  const { machine } = report;
  return [
    `# ${report.title}`,
    '',
    `Measured at ${machine.measuredAt} on ${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}, Node.js ${machine.node}; load before: ${machine.loadBefore}.`,
    '',
    ...report.tables.flatMap(tableLines),
  ].join('\n');
}

function tableLines(table: BenchTable): string[] {
  const [, ...figures] = table.columns;
  return [
    `## ${table.title}`,
    '',
    line(table.columns),
    line(['---', ...figures.map(() => '---:')]),
    ...table.rows.map(line),
    '',
    ...table.notes.flatMap(note => [`- ${note}`]),
    '',
  ];
}

function line(cells: ReadonlyArray<string | number>): string {
  return `| ${cells.map(cellText).join(' | ')} |`;
}

/** Three figures are as many as these measurements are good for. */
function cellText(cell: string | number): string {
  if (typeof cell === 'string') {
    return cell;
  }
  return Math.abs(cell) >= 100
    ? Math.round(cell).toLocaleString('en')
    : String(Number(cell.toPrecision(3)));
}
