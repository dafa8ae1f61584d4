import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { superviseChild } from './superviseChild';

const common = { cwd: process.cwd(), env: process.env };

describe('superviseChild', () => {
  it('tells the exit code', async () => {
    const child = superviseChild({
      command: '/bin/sh',
      args: ['-c', 'exit 7'],
      ...common,
    });
    await expect(child.exited).resolves.toBe(7);
    await child.stop();
  });

  it('says so when there is no such program', async () => {
    const child = superviseChild({
      command: '/no/such/program',
      args: [],
      ...common,
    });
    await expect(child.exited).resolves.toBe(127);
  });

  it('ends the child and what the child started', async () => {
    const child = superviseChild({
      command: '/bin/sh',
      args: ['-c', 'sleep 600 & wait'],
      ...common,
    });
    await child.stop();
    await expect(child.exited).resolves.not.toBe(0);
  });

  it('ends the child when its parent is killed', async () => {
    const script = `
      const { superviseChild } = require(${JSON.stringify(
        require.resolve('./superviseChild'),
      )});
      superviseChild({ command: '/bin/sh', args: ['-c', 'echo $$; sleep 600'], cwd: '/', env: process.env });
    `;
    const parent = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        '--eval',
        script,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const output = createInterface({ input: parent.stdout });
    const [pid] = await once(output, 'line');
    const ended = once(output, 'close');
    parent.kill('SIGKILL');

    // The child holds the other end of this pipe for as long as it runs.
    await ended;
    expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH');
  });
});
