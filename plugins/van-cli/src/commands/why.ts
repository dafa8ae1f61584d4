import { NotFoundError } from '@backstage/errors';
import {
  explainPlacement,
  missSentence,
  whySentence,
  type Fleet,
  type PlacementExplanation,
} from '@vanstage/backstage-plugin-van-common';
import { readFleets } from '../files/readFleets';
import { readFolder } from '../files/readFolder';
import { sayProblems } from '../output/sayProblems';
import type { Terminal } from '../output/Terminal';
import { exitCodes, type CommandContext, type ExitCode } from './Command';

/** Says why an application is on a cluster, or why not. */
export async function why(
  context: CommandContext & { application: string; cluster: string },
): Promise<ExitCode> {
  const { terminal, directory, json, application, cluster } = context;
  const repository = await readFolder(directory);
  const { fleets, problems } = readFleets(repository, context);
  if (problems.length > 0) {
    sayProblems({ problems, files: repository.files, terminal });
  }
  const fleet = fleetOf([...fleets.values()], context);
  const explanation = explainPlacement(fleet, { application, cluster });
  if (json) {
    terminal.say(JSON.stringify(explanation, undefined, 2));
  } else {
    sayExplanation(explanation, terminal);
  }
  return exitCodes.ok;
}

/** The network that has them both, or the one that has the application. */
function fleetOf(
  fleets: Fleet[],
  names: { application: string; cluster: string },
): Fleet {
  const withApplication = fleets.filter(({ applications }) =>
    applications.some(({ name }) => name === names.application),
  );
  const both = withApplication.filter(({ clusters }) =>
    clusters.some(({ name }) => name === names.cluster),
  );
  const [fleet] = [...both, ...withApplication, ...fleets];
  if (!fleet) {
    throw new NotFoundError('No network can be read.');
  }
  if (both.length > 1) {
    throw new NotFoundError(
      `Several networks have ${names.application} and ${names.cluster}: ${both
        .map(({ network }) => network.name)
        .join(', ')}. Say which with --network.`,
    );
  }
  return fleet;
}

function sayExplanation(
  explanation: PlacementExplanation,
  terminal: Terminal,
): void {
  const { application, cluster, whyNot } = explanation;
  terminal.say(
    explanation.why.length > 0
      ? `${terminal.paint('good', 'Yes:')} ${whySentence(explanation)}.`
      : `${terminal.paint(
          'error',
          'No:',
        )} no rule puts ${application} on ${cluster}.`,
  );
  for (const miss of whyNot) {
    terminal.say(`  ${missSentence(miss, { application, cluster })}.`);
  }
}
