import { isError } from '@backstage/errors';
import { Command, CommanderError, Option } from 'commander';
import { resolve } from 'node:path';
import {
  exitCodes,
  type CommandContext,
  type ExitCode,
} from './commands/Command';
import { importObjects } from './commands/importObjects';
import { planChanges } from './commands/planChanges';
import { render } from './commands/render';
import { validate } from './commands/validate';
import { why } from './commands/why';
import type { Terminal } from './output/Terminal';

/** Options that every command has, as they are written. */
interface CommonOptions {
  directory: string;
  network?: string;
  json?: boolean;
}

/**
 * Runs the command that the arguments ask for.
 *
 * @param args - without the name of the program
 * @returns the exit code
 */
export async function run(
  args: readonly string[],
  options: {
    terminal: Terminal;
    directory: string;
    version: string;
    stdin: NodeJS.ReadableStream;
  },
): Promise<ExitCode> {
  const { terminal, directory } = options;
  let code: ExitCode = exitCodes.ok;
  const contextOf = (common: CommonOptions): CommandContext => ({
    terminal,
    directory: resolve(directory, common.directory),
    network: common.network,
    json: common.json ?? false,
  });
  const program = new Command('van')
    .description('Works on a fleet repository: what runs where, in Git.')
    .version(options.version)
    .exitOverride()
    .configureOutput({
      writeOut: text => terminal.say(text.trimEnd()),
      writeErr: text => terminal.complain(text.trimEnd()),
    })
    .addHelpText(
      'after',
      '\nExit codes: 0 all is well, 1 the fleet has problems, 2 the command could not do its work.',
    );
  const command = (usage: string, description: string) =>
    program
      .command(usage)
      .description(description)
      .option('--directory <folder>', 'root of the fleet repository', '.')
      .option('--network <name>', 'only this network')
      .option('--json', 'write JSON');

  command(
    'validate',
    'say everything that is wrong with the files, and how to mend it',
  ).action(async (common: CommonOptions) => {
    code = await validate(contextOf(common));
  });
  command('plan', 'say what the files do, compared with a branch or commit')
    .requiredOption(
      '--base <revision>',
      'branch, tag or commit to compare with',
    )
    .addOption(
      new Option(
        '--markdown',
        'write Markdown, for the text of a pull request',
      ).conflicts('json'),
    )
    .action(
      async (common: CommonOptions & { base: string; markdown?: boolean }) => {
        code = await planChanges({
          ...contextOf(common),
          base: common.base,
          markdown: common.markdown ?? false,
        });
      },
    );
  command('render', 'write rendered/, which Argo CD reads').action(
    async (common: CommonOptions) => {
      code = await render({ ...contextOf(common), check: false });
    },
  );
  command('check', 'say whether rendered/ is what the declarations say').action(
    async (common: CommonOptions) => {
      code = await render({ ...contextOf(common), check: true });
    },
  );
  command(
    'why <application> <cluster>',
    'say why an application is on a cluster, or why not',
  ).action(
    async (application: string, cluster: string, common: CommonOptions) => {
      code = await why({ ...contextOf(common), application, cluster });
    },
  );
  command(
    'import <file>',
    "write declarations of Argo CD's cluster Secrets and ApplicationSets, as kubectl shows them; - reads standard input",
  ).action(async (file: string, common: CommonOptions) => {
    code = await importObjects({
      ...contextOf(common),
      file,
      stdin: options.stdin,
    });
  });

  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? exitCodes.ok : exitCodes.failure;
    }
    terminal.complain(
      `${terminal.paint('error', 'error:')} ${
        isError(error) ? error.message : String(error)
      }`,
    );
    return exitCodes.failure;
  }
}
