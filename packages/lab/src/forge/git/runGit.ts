import { spawn } from 'child_process';

/** @internal */
export interface GitOptions {
  /** What the program reads. */
  input?: string | Buffer;
  environment?: Record<string, string>;
  /** Exit codes that count as success. Default: 0 only. */
  successCodes?: number[];
}

/** @internal */
export interface GitResult {
  output: Buffer;
  code: number;
}

/**
 * A `git` that failed, with what it said.
 *
 * @internal
 */
export class GitError extends Error {
  constructor(
    command: string,
    readonly code: number | null,
    readonly output: string,
  ) {
    super(`git ${command} failed with code ${code}: ${output.trim()}`);
    this.name = 'GitError';
  }
}

/**
 * The environment of every `git`: nothing of the person's own settings takes part, so that the forge behaves alike on
 * every machine.
 *
 * @internal
 */
export function gitEnvironment(): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: '/nonexistent',
    LC_ALL: 'C.UTF-8',
    TZ: 'UTC',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    // The directory may belong to someone else, e.g. when it is mounted into a container.
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'safe.directory',
    GIT_CONFIG_VALUE_0: '*',
  };
}

/**
 * Runs `git` and gathers what it prints.
 *
 * @throws GitError when it exits with another code than expected
 * @internal
 */
export async function runGit(
  directory: string,
  args: string[],
  options: GitOptions = {},
): Promise<GitResult> {
  const child = spawn('git', args, {
    cwd: directory,
    env: { ...gitEnvironment(), ...options.environment },
    stdio: 'pipe',
  });
  const output: Buffer[] = [];
  const problems: Buffer[] = [];
  child.stdout.on('data', chunk => output.push(chunk));
  child.stderr.on('data', chunk => problems.push(chunk));
  // A program that ends before it has read everything is told of by its exit code.
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');

  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code === null || !(options.successCodes ?? [0]).includes(code)) {
    throw new GitError(args[0], code, Buffer.concat(problems).toString());
  }
  return { output: Buffer.concat(output), code };
}

/**
 * Checks that `git` is there and knows what the forge needs.
 *
 * @throws when it is missing or too old to merge without a working tree
 * @internal
 */
export async function requireGit(): Promise<void> {
  const { output } = await runGit('.', ['version']).catch(error => {
    throw new Error(`The forge needs Git 2.38 or newer: ${error.message}`);
  });
  const version = output
    .toString()
    .trim()
    .replace(/^git version /, '');
  const [major, minor] = version.split('.').map(Number);
  if (major < 2 || (major === 2 && minor < 38)) {
    throw new Error(
      `The forge needs Git 2.38 or newer, this is ${version}: install a newer one`,
    );
  }
}
