import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  superviseQuietChild,
  type SupervisedChild,
} from '../cli/superviseChild';

const patienceMilliseconds = 120_000;

/** Options of {@link RealProgram.start}. */
export interface RealProgramOptions {
  /** In messages and as the name of its log: `kube-apiserver`. */
  name: string;
  path: string;
  args: readonly string[];
  /** Working directory and place of its log. */
  directory: string;
  env?: NodeJS.ProcessEnv;
  /** It ended although nobody had stopped it. */
  onError?: (what: string, error: unknown) => void;
}

/** A real server as a child process: it says into a log what it does, and ends with this process. */
export class RealProgram {
  private readonly options: RealProgramOptions;
  private readonly child: SupervisedChild;
  private stopped = false;
  private ended = false;

  private constructor(options: RealProgramOptions, child: SupervisedChild) {
    this.options = options;
    this.child = child;
    child.exited.then(async code => {
      this.ended = true;
      if (!this.stopped) {
        options.onError?.(options.name, await this.failure(code));
      }
    });
  }

  static async start(options: RealProgramOptions): Promise<RealProgram> {
    const { path, args, directory, env } = options;
    return new RealProgram(
      options,
      await superviseQuietChild({
        command: path,
        args,
        cwd: directory,
        env: env ?? process.env,
        log: logPath(options),
      }),
    );
  }

  /** Resolves as soon as `isReady` says so. Rejects with the end of the log when the program ends before or takes minutes. */
  async untilReady(isReady: () => Promise<boolean>): Promise<void> {
    const giveUp = AbortSignal.timeout(patienceMilliseconds);
    while (!(await isReady().catch(() => false))) {
      if (this.ended || giveUp.aborted) {
        throw await this.failure(this.ended ? await this.child.exited : null);
      }
      await delay(50);
    }
  }

  /** Ends it at once: nothing that it could still write outlives the lab. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.child.kill();
  }

  private async failure(code: number | null): Promise<Error> {
    const { name } = this.options;
    const log = logPath(this.options);
    const said = await readFile(log, 'utf8').catch(() => '');
    const how = this.ended ? `ended with code ${code}` : 'does not get ready';
    return new ServiceUnavailableError(
      `${name} ${how}. Its log is ${log}; the end of it:\n${said
        .trimEnd()
        .split('\n')
        .slice(-8)
        .join('\n')}`,
    );
  }
}

function logPath(options: RealProgramOptions): string {
  return join(options.directory, `${options.name}.log`);
}
