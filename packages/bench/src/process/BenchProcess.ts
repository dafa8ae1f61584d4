import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { ServiceUnavailableError } from '@backstage/errors';
import { z } from 'zod';
import { treeUsage, type TreeUsage } from './processTree';

const envelopeSchema = z.object({ ready: z.looseObject({}) });

/** What is measured, in a process of its own: what this process does is not counted. */
export class BenchProcess<T> {
  /** What the script said when it was ready. */
  readonly ready: T;
  /** From the start of the process until it said so, in milliseconds. */
  readonly startMilliseconds: number;
  private readonly child: ChildProcess;

  private constructor(options: {
    child: ChildProcess;
    ready: T;
    startMilliseconds: number;
  }) {
    this.child = options.child;
    this.ready = options.ready;
    this.startMilliseconds = options.startMilliseconds;
  }

  /** Starts a script that sends one message once it is ready, and ends when it is disconnected. */
  static async start<T>(options: {
    script: string;
    input: object;
    read: (message: unknown) => T;
    nodeOptions?: readonly string[];
  }): Promise<BenchProcess<T>> {
    const before = performance.now();
    const child = fork(options.script, [JSON.stringify(options.input)], {
      execArgv: [
        ...(options.nodeOptions ?? []),
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      ],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const message = await new Promise<unknown>((resolve, reject) => {
      // The loader of TypeScript tells the parent of each file that it reads.
      child.on('message', (said: unknown) => {
        const envelope = envelopeSchema.safeParse(said);
        if (envelope.success) {
          resolve(envelope.data.ready);
        }
      });
      child.once('error', reject);
      child.once('exit', code =>
        reject(
          new ServiceUnavailableError(
            `${options.script} ended with ${code} before it was ready. What it said of it stands above.`,
          ),
        ),
      );
    });
    return new BenchProcess({
      child,
      ready: options.read(message),
      startMilliseconds: performance.now() - before,
    });
  }

  /** What the process and those that it started have used so far. */
  async usage(): Promise<TreeUsage> {
    const usage = await treeUsage(this.child.pid ?? 0);
    if (!usage) {
      throw new ServiceUnavailableError(
        'CPU and memory of other processes are read from /proc, which only Linux has.',
      );
    }
    return usage;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null) {
      const ended = once(this.child, 'exit');
      this.child.disconnect();
      await ended;
    }
  }
}
