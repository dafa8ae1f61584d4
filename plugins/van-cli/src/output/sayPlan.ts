import type { Plan, Placement } from '@vanstage/backstage-plugin-van-common';
import type { Paint, Terminal } from './Terminal';

/** Writes what arrives, leaves and changes, in columns, then what to think of. */
export function sayPlan(plan: Plan, terminal: Terminal): void {
  const rows = [
    ...plan.added.map(placement => ({
      ...placement,
      sign: '+',
      paint: 'good' as Paint,
      words: reasons(placement),
    })),
    ...plan.removed.map(placement => ({
      ...placement,
      sign: '-',
      paint: 'error' as Paint,
      words: `was there by ${reasons(placement)}`,
    })),
    ...plan.changed.map(change => ({
      ...change,
      sign: '~',
      paint: 'warning' as Paint,
      words: change.differences.join(', '),
    })),
  ];
  const widest = (field: 'application' | 'cluster') =>
    Math.max(0, ...rows.map(row => row[field].length));
  const [applications, clusters] = [widest('application'), widest('cluster')];
  for (const { sign, paint, application, cluster, words } of rows) {
    const line = `${sign} ${application.padEnd(applications)}  ${cluster.padEnd(
      clusters,
    )}`;
    terminal.say(`  ${terminal.paint(paint, line)}  ${words}`);
  }
  for (const { message, hint } of plan.errors) {
    terminal.say(
      `  ${terminal.paint('error', 'error:')} ${sentence(message, hint)}`,
    );
  }
  for (const { message, hint } of plan.warnings) {
    terminal.say(
      `  ${terminal.paint('warning', 'warning:')} ${sentence(message, hint)}`,
    );
  }
}

function reasons({ why }: Placement): string {
  return why
    .map(
      ({ rule, applicationMatch, clusterMatch }) =>
        `rule ${rule}: ${tags(applicationMatch)} → ${tags(clusterMatch)}`,
    )
    .join(', ');
}

function tags(match: string[]): string {
  return match.length > 0 ? match.join(' ') : 'the rest';
}

function sentence(message: string, hint: string | undefined): string {
  return hint ? `${message} ${hint}` : message;
}
