/**
 * The fleet repository's command line.
 *
 * @packageDocumentation
 */

import { createTerminal } from './output/Terminal';
import { run } from './run';
import { version } from '../package.json';

void run(process.argv.slice(2), {
  terminal: createTerminal(process),
  directory: process.cwd(),
  version,
  stdin: process.stdin,
}).then(code => {
  process.exitCode = code;
});
