import {
  plan,
  type Fleet,
  type FleetProblem,
} from '@vanstage/backstage-plugin-van-common';
import { readFleets } from '../files/readFleets';
import { readFolder } from '../files/readFolder';
import { sayProblems } from '../output/sayProblems';
import { count } from '../output/count';
import { exitCodes, type CommandContext, type ExitCode } from './Command';

/** Says everything that is wrong with the files, with where and how to mend it. */
export async function validate(context: CommandContext): Promise<ExitCode> {
  const { terminal, directory, json } = context;
  const repository = await readFolder(directory);
  const read = readFleets(repository, context);
  const problems = [
    ...read.problems,
    ...[...read.fleets.values()].flatMap(placementProblems),
  ];
  if (json) {
    terminal.say(JSON.stringify({ problems }, undefined, 2));
  } else if (problems.length > 0) {
    sayProblems({ problems, files: repository.files, terminal });
  } else {
    terminal.say(
      terminal.paint(
        'good',
        `${count(read.fleets.size, 'network')}, no problems`,
      ),
    );
  }
  return problems.length > 0 ? exitCodes.problems : exitCodes.ok;
}

/** What only shows when applications are placed: overrides in each other's way, variables that a cluster lacks. */
function placementProblems(fleet: Fleet): FleetProblem[] {
  const locations = new Map(
    fleet.applications.map(({ name, location }) => [name, location]),
  );
  return plan(fleet, fleet).errors.map(({ subject, message, hint }) => ({
    location: locations.get(subject) ?? fleet.network.location,
    message: message.replace(/\.$/, ''),
    hint,
  }));
}
