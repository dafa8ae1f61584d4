import type {
  FleetFiles,
  FleetProblem,
} from '@vanstage/backstage-plugin-van-common';
import { count } from './count';
import { problemReport } from './problemReport';
import type { Terminal } from './Terminal';

/** Reports problems one below the other, and counts them. */
export function sayProblems(options: {
  problems: readonly FleetProblem[];
  files: FleetFiles;
  terminal: Terminal;
}): void {
  const { problems, files, terminal } = options;
  for (const problem of problems) {
    const text = files.get(problem.location.path);
    terminal.complain(`${problemReport({ problem, text, terminal })}\n`);
  }
  const paths = new Set(problems.map(({ location }) => location.path));
  terminal.complain(
    terminal.paint(
      'error',
      `${count(problems.length, 'problem')} in ${count(paths.size, 'file')}`,
    ),
  );
}
