import {
  plan,
  planMarkdown,
  planSummary,
  type Fleet,
  type Plan,
} from '@vanstage/backstage-plugin-van-common';
import { readFleets } from '../files/readFleets';
import { readFolder } from '../files/readFolder';
import { readRevision } from '../files/readRevision';
import { sayPlan } from '../output/sayPlan';
import { sayProblems } from '../output/sayProblems';
import { exitCodes, type CommandContext, type ExitCode } from './Command';

/** Says what the files of the folder do, compared with those of a revision. */
export async function planChanges(
  context: CommandContext & { base: string; markdown: boolean },
): Promise<ExitCode> {
  const { terminal, directory, json, base, markdown } = context;
  const repository = await readFolder(directory);
  const after = readFleets(repository, context);
  if (after.problems.length > 0) {
    sayProblems({
      problems: after.problems,
      files: repository.files,
      terminal,
    });
    return exitCodes.problems;
  }
  const before = readFleets(await readRevision({ directory, revision: base }), {
    network: context.network,
    mayBeEmpty: true,
  });
  const unread = before.problems.filter(({ location }) =>
    repository.files.has(location.path),
  );
  if (unread.length > 0) {
    terminal.complain(
      terminal.paint(
        'warning',
        `${base} has files that cannot be read, so the plan shows what they declare as new: ${unread
          .map(({ location }) => location.path)
          .join(', ')}`,
      ),
    );
  }
  const plans = networksOf(before.fleets, after.fleets).map(
    ([old, now]): Plan => plan(old, now),
  );
  if (json) {
    terminal.say(JSON.stringify({ base, plans }, undefined, 2));
  } else if (markdown) {
    terminal.say(plans.map(item => planMarkdown(item)).join('\n'));
  } else {
    for (const item of plans) {
      terminal.say(
        terminal.paint('name', `Network ${item.network}: ${planSummary(item)}`),
      );
      sayPlan(item, terminal);
    }
  }
  return plans.some(({ errors }) => errors.length > 0)
    ? exitCodes.problems
    : exitCodes.ok;
}

/** Each network before and after; one that is new, or goes, as an empty one on the other side. */
function networksOf(
  before: ReadonlyMap<string, Fleet>,
  after: ReadonlyMap<string, Fleet>,
): [Fleet, Fleet][] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .flatMap(name => {
      const old = before.get(name);
      const now = after.get(name);
      if (old && now) {
        return [[old, now]];
      }
      const only = old ?? now;
      if (!only) {
        return [];
      }
      return [old ? [only, emptied(only)] : [emptied(only), only]];
    });
}

function emptied({ network }: Fleet): Fleet {
  return { network, clusters: [], applications: [], rules: [] };
}
