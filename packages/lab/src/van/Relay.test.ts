import { once } from 'node:events';
import { createServer, connect, type Server } from 'node:net';
import { Relay } from './Relay';

describe('Relay', () => {
  let target: Server;
  let relay: Relay;

  beforeEach(async () => {
    target = createServer(socket => {
      socket.on('error', () => socket.destroy());
      socket.pipe(socket);
    });
    target.listen({ host: '127.0.0.1', port: 0 });
    await once(target, 'listening');
    const address = target.address();
    relay = await Relay.start({
      target: typeof address === 'object' && address ? address.port : 0,
    });
  });

  afterEach(async () => {
    await relay.stop();
    target.close();
    await once(target, 'close');
  });

  it('carries data both ways', async () => {
    const socket = await relay.connect();
    socket.write('ping');

    const [data] = await once(socket, 'data');
    expect(String(data)).toBe('ping');
    socket.destroy();
  });

  it('breaks what runs through it when it is cut, and refuses what is new', async () => {
    const socket = await relay.connect();
    socket.write('ping');
    await once(socket, 'data');
    const closed = once(socket, 'close');
    socket.on('error', () => undefined);

    await relay.cut();

    await closed;
    await expect(relay.connect()).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
    expect(relay.isCut).toBe(true);
  });

  it('is there again on the same port when it is restored', async () => {
    const { port } = relay;
    const changes: boolean[] = [];
    relay.onChange(cut => changes.push(cut));

    await relay.cut();
    await relay.cut();
    await relay.restore();

    const socket = connect({ host: '127.0.0.1', port });
    await once(socket, 'connect');
    socket.destroy();
    expect(relay.port).toBe(port);
    expect(changes).toEqual([true, false]);
  });
});
