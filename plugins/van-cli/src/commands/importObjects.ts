import { InputError } from '@backstage/errors';
import {
  declarationPath,
  importObject,
  writeDeclaration,
} from '@vanstage/backstage-plugin-van-common';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { readFleets } from '../files/readFleets';
import { readFolder } from '../files/readFolder';
import { sayProblems } from '../output/sayProblems';
import { exitCodes, type CommandContext, type ExitCode } from './Command';

const listSchema = z.object({
  kind: z.templateLiteral([z.string(), 'List']),
  items: z.array(z.unknown()),
});

/**
 * Writes the declarations of what Argo CD runs already, from objects as `kubectl get --output=yaml` shows them. A file that
 * exists is never overwritten, and nothing is written when the fleet would have a problem with it.
 */
export async function importObjects(
  context: CommandContext & { file: string; stdin: NodeJS.ReadableStream },
): Promise<ExitCode> {
  const { terminal, directory, json } = context;
  const repository = await readFolder(directory);
  const network = networkOf(context, [
    ...readFleets(repository, context).fleets.keys(),
  ]);
  const imported = (await readObjects(context)).map(importObject);
  const written = new Map(
    imported
      .flatMap(({ declarations }) => declarations)
      .map(declaration => [
        declarationPath(declaration.kind, { network, name: declaration.name }),
        writeDeclaration(declaration),
      ]),
  );
  const taken = [...written.keys()].filter(path => repository.files.has(path));
  if (taken.length > 0) {
    throw new InputError(
      `Declared already: ${taken.join(', ')}. Nothing was written.`,
    );
  }
  const files = new Map([...repository.files, ...written]);
  const { problems } = readFleets({ files, problems: [] }, { network });
  if (problems.length > 0) {
    sayProblems({ problems, files, terminal });
    terminal.complain('Nothing was written.');
    return exitCodes.problems;
  }
  for (const [path, content] of written) {
    const file = join(directory, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  const notes = imported.flatMap(item => item.notes);
  if (json) {
    const paths = [...written.keys()];
    terminal.say(JSON.stringify({ written: paths, notes }, undefined, 2));
  } else {
    for (const path of written.keys()) {
      terminal.say(`+ ${path}`);
    }
    for (const note of notes) {
      terminal.say(`${terminal.paint('warning', 'note:')} ${note}`);
    }
    terminal.say('Next: van render, and a pull request with both.');
  }
  return exitCodes.ok;
}

function networkOf(
  { network }: Pick<CommandContext, 'network'>,
  networks: string[],
): string {
  if (network === undefined && networks.length > 1) {
    throw new InputError(
      `There are several networks: ${networks.join(
        ', ',
      )}. Say which with --network.`,
    );
  }
  return network ?? networks[0];
}

async function readObjects(options: {
  file: string;
  directory: string;
  stdin: NodeJS.ReadableStream;
}): Promise<unknown[]> {
  const { file, directory, stdin } = options;
  const content =
    file === '-'
      ? await text(stdin)
      : await readFile(resolve(directory, file), 'utf8');
  const documents = parseAllDocuments(content, { logLevel: 'error' });
  const objects: unknown[] = [];
  for (const document of documents) {
    if ('errors' in document && document.errors.length > 0) {
      throw new InputError(
        `${file} is not valid YAML: ${document.errors[0].message}`,
      );
    }
    if ('toJS' in document) {
      const value: unknown = document.toJS({ maxAliasCount: 100 });
      const list = listSchema.safeParse(value).data;
      objects.push(...(list ? list.items : [value]));
    }
  }
  return objects.filter(object => object !== null && object !== undefined);
}
