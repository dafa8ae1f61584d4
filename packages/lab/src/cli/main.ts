import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { InputError } from '@backstage/errors';
import { controlLab } from './controlLab';
import { demo } from './demo';
import { describeStatus } from './describeStatus';
import type { LabRequest } from './labRequests';
import { buildRealBinaries } from '../real';
import { describePrograms } from './describePrograms';
import { parseLabRequest } from './parseLabRequest';
import { runUntilStopped } from './runUntilStopped';
import { say } from './say';
import { startLab } from './startLab';
import { usage } from './usage';

const root = resolve(
  dirname(require.resolve('@vanstage/lab/package.json')),
  '../..',
);

async function main(parameters: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: parameters,
    allowPositionals: true,
    options: {
      directory: { type: 'string', default: join(root, '.vanstage/lab') },
      port: { type: 'string', default: '7007' },
      'forge-port': { type: 'string', default: '7780' },
      resync: { type: 'string', default: '5' },
      real: {
        type: 'boolean',
        default: process.env.VANSTAGE_REAL_SERVERS === '1',
      },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [command = 'start', ...words] = positionals;
  if (values.help || command === 'help') {
    say(usage());
    return 0;
  }
  const directory = resolve(values.directory);
  const options = {
    directory,
    forgePort: numberOf('forge-port', values['forge-port']),
    resyncSeconds: numberOf('resync', values.resync),
    real: values.real,
  };
  switch (command) {
    case 'demo':
      return demo({ ...options, root, port: numberOf('port', values.port) });
    case 'start':
      return runUntilStopped(async (started, signal) => {
        await startLab({ ...options, signal }, started);
        await sayStatus(directory, { verb: 'status' });
        say('\nCtrl-C stops everything.');
        return { ended: new Promise<number>(() => undefined) };
      });
    case 'programs':
      return runUntilStopped(async (_, signal) => {
        const { paths } = await buildRealBinaries({ say, signal });
        say(describePrograms(paths));
        return { ended: Promise.resolve(0) };
      });
    default: {
      const request = parseLabRequest(command, words);
      if (!request) {
        throw new InputError(`There is no command '${command}'.\n\n${usage()}`);
      }
      await sayStatus(directory, request);
      return 0;
    }
  }
}

async function sayStatus(
  directory: string,
  request: LabRequest,
): Promise<void> {
  const status = await controlLab(directory, request);
  say(describeStatus(status, new Date()));
}

function numberOf(option: string, text: string): number {
  if (!/^\d+$/.test(text)) {
    throw new InputError(`--${option} takes a whole number, not '${text}'.`);
  }
  return Number(text);
}

main(process.argv.slice(2)).then(
  code => {
    process.exitCode = code;
  },
  error => {
    process.stderr.write(
      `${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exitCode = 1;
  },
);
