import { isError } from '@backstage/errors';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const largestOutputBytes = 64 * 1024 * 1024;
const longestRunMilliseconds = 90_000;
const passedOn = [
  'PATH',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'NO_PROXY',
  'SSL_CERT_FILE',
];

/** Options of {@link runProgram}. */
export interface RunProgramOptions {
  /** Name of the program, which is looked for on `PATH`. */
  program: string;
  parameters: readonly string[];
  directory: string;
  /** A folder of its own for what the program keeps: nothing of the person's configuration is read. */
  home: string;
}

/** Runs one of the programs that make manifests. Rejects in Argo CD's words when it is missing or fails. */
export async function runProgram(options: RunProgramOptions): Promise<string> {
  const { program, parameters, directory, home } = options;
  const environment: NodeJS.ProcessEnv = { HOME: home };
  for (const name of passedOn) {
    environment[name] = process.env[name];
  }
  try {
    const { stdout } = await run(program, [...parameters], {
      cwd: directory,
      env: environment,
      maxBuffer: largestOutputBytes,
      timeout: longestRunMilliseconds,
    });
    return stdout;
  } catch (error) {
    throw new Error(
      problemOf(error, `${program} ${parameters.join(' ')}`, program),
    );
  }
}

function problemOf(error: unknown, command: string, program: string): string {
  if (!isError(error)) {
    return String(error);
  }
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') {
    return `exec: "${program}": executable file not found in $PATH`;
  }
  const said =
    'stderr' in error && typeof error.stderr === 'string'
      ? error.stderr.trim()
      : error.message;
  return `\`${command}\` failed exit status ${code ?? 1}: ${said}`;
}
