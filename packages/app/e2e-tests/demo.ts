import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { DemoAddresses } from '@vanstage/lab';

const root = resolve(__dirname, '../../..');
const program = [
  '--enable-source-maps',
  '--require',
  require.resolve('@backstage/cli/config/nodeTransform.cjs'),
  join(root, 'packages/lab/src/cli/main.ts'),
];

/** A running demo, started and spoken to by the commands that a person uses. */
export class Demo {
  static async start(): Promise<Demo> {
    const directory = await mkdtemp(join(tmpdir(), 'vanstage-demo-'));
    const child = spawn(
      process.execPath,
      [...program, 'demo', '--directory', directory, '--port', '0'],
      { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    // A test that runs out of time never comes to stop it.
    process.once('exit', () => child.kill('SIGTERM'));
    const output: string[] = [];
    child.stderr.on('data', chunk => output.push(String(chunk)));
    const ready = (async () => {
      for await (const line of createInterface({ input: child.stdout })) {
        output.push(`${line}\n`);
        if (line.includes('The portal is ready')) {
          return true;
        }
      }
      return false;
    })();
    if (!(await ready)) {
      throw new Error(`The demo did not start:\n${output.join('')}`);
    }
    child.stdout.resume();
    const addresses = JSON.parse(
      await readFile(join(directory, 'demo.json'), 'utf8'),
    );
    return new Demo(directory, child, addresses);
  }

  private constructor(
    private readonly directory: string,
    private readonly child: ChildProcess,
    readonly addresses: DemoAddresses,
  ) {}

  cut(edge: string): Promise<void> {
    return this.lab('cut', edge);
  }

  restore(edge: string): Promise<void> {
    return this.lab('restore', edge);
  }

  /** What Ctrl-C does. */
  async stop(): Promise<number | null> {
    const exited = once(this.child, 'exit');
    this.child.kill('SIGINT');
    const [code] = await exited;
    await rm(this.directory, { recursive: true, force: true });
    return code;
  }

  private async lab(...args: string[]): Promise<void> {
    const child = spawn(
      process.execPath,
      [...program, ...args, '--directory', this.directory],
      { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] },
    );
    const [code] = await once(child, 'exit');
    if (code !== 0) {
      throw new Error(`lab ${args.join(' ')} ended with ${code}`);
    }
  }
}
