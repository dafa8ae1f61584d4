import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, connect, type Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { PodPortGateway } from './PodPortGateway';
import { realFolder } from './realFolder';

describe('PodPortGateway', () => {
  let echo: Server;
  let gateway: PodPortGateway;
  const asked: object[] = [];

  beforeAll(async () => {
    echo = createServer(socket => {
      socket.on('error', () => socket.destroy());
      socket.pipe(socket);
    });
    echo.listen({ host: '127.0.0.1', port: 0 });
    await once(echo, 'listening');
    gateway = await PodPortGateway.start({
      async connect(options) {
        asked.push(options);
        if (options.port !== 1024) {
          throw new Error(`dial tcp4 127.0.0.1:${options.port}: refused`);
        }
        const address = echo.address();
        const socket = connect(
          typeof address === 'object' && address ? address.port : 0,
          '127.0.0.1',
        );
        await once(socket, 'connect');
        return socket;
      },
    });
  });

  afterAll(async () => {
    await gateway?.stop();
    echo?.close();
  });

  /** As kwok does for each connection. */
  function forward(port: number) {
    return spawn(process.execPath, [
      realFolder('podPort.cjs'),
      String(gateway.port),
      'van',
      'router-0',
      String(port),
    ]);
  }

  it('carries both ways what kwok forwards', async () => {
    const child = forward(1024);
    child.stdin.write('ping');

    const [data] = await once(child.stdout, 'data');
    expect(String(data)).toBe('ping');
    expect(asked).toContainEqual({
      namespace: 'van',
      pod: 'router-0',
      port: 1024,
    });
    const exited = once(child, 'exit');
    child.stdin.end();
    expect(await exited).toEqual([0, null]);
  });

  it('refuses with the words of what refused', async () => {
    const child = forward(1025);
    const exited = once(child, 'exit');

    expect(await text(child.stderr)).toBe('dial tcp4 127.0.0.1:1025: refused');
    expect(await exited).toEqual([1, null]);
  });
});
