import { renderChanges } from '@vanstage/backstage-plugin-van-common';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readFleets } from '../files/readFleets';
import { readFolder } from '../files/readFolder';
import { count } from '../output/count';
import { sayProblems } from '../output/sayProblems';
import { exitCodes, type CommandContext, type ExitCode } from './Command';

/**
 * Writes `rendered/` as the declarations say; with `check` only tells whether it follows. Nothing is written while a file has
 * a problem: what it declares would be rendered away.
 */
export async function render(
  context: CommandContext & { check: boolean },
): Promise<ExitCode> {
  const { terminal, directory, json, check } = context;
  const { paint } = terminal;
  const repository = await readFolder(directory);
  const { fleets, problems } = readFleets(repository, context);
  const { files } = repository;
  if (problems.length > 0) {
    if (json) {
      terminal.say(JSON.stringify({ problems }, undefined, 2));
    } else {
      sayProblems({ problems, files, terminal });
    }
    return exitCodes.problems;
  }
  const changes = [...fleets.values()].flatMap(fleet => [
    ...renderChanges(files, fleet),
  ]);
  if (!check) {
    for (const [path, text] of changes) {
      await writeOrDelete(join(directory, path), text);
    }
  }
  if (json) {
    terminal.say(
      JSON.stringify({ changed: changes.map(([path]) => path) }, undefined, 2),
    );
  } else {
    for (const [path, text] of changes) {
      terminal.say(`${moveOf(files.has(path), text)} ${path}`);
    }
    terminal.say(
      changes.length === 0
        ? paint('good', 'rendered/ follows the declarations')
        : `${count(changes.length, 'file')} ${
            check
              ? `of rendered/ ${
                  changes.length === 1 ? 'does' : 'do'
                } not follow the declarations. Run van render and commit the result.`
              : 'written'
          }`,
    );
  }
  return check && changes.length > 0 ? exitCodes.problems : exitCodes.ok;
}

function moveOf(existed: boolean, text: string | undefined): string {
  if (text === undefined) {
    return '-';
  }
  return existed ? '~' : '+';
}

async function writeOrDelete(
  file: string,
  text: string | undefined,
): Promise<void> {
  if (text === undefined) {
    await rm(file);
  } else {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}
