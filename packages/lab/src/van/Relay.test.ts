import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, connect, type Server, type Socket } from 'node:net';
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
    relay.onChange(lost => changes.push(lost));

    await relay.cut();
    await relay.cut();
    await relay.restore();

    const socket = connect({ host: '127.0.0.1', port });
    await once(socket, 'connect');
    socket.destroy();
    expect(relay.port).toBe(port);
    expect(changes).toEqual([true, false]);
  });

  it('carries what is slow late, in order and whole', async () => {
    const sent = randomBytes(300_000);
    await relay.become({
      kind: 'slow',
      latencyMilliseconds: 20,
      bytesPerSecond: 4_000_000,
    });
    const socket = await relay.connect();
    socket.write(sent);

    expect((await read(socket, sent.length)).equals(sent)).toBe(true);
    socket.destroy();
  });

  it.each(['silent', 'halfOpen'] as const)(
    'keeps every byte back while it is %s, and carries them when it is good again',
    async kind => {
      const open = await relay.connect();
      open.write('before');
      await once(open, 'data');
      await relay.become({ kind, noticedAfterMilliseconds: 60_000 });

      const late = await relay.connect();
      const arrived: string[] = [];
      for (const socket of [open, late]) {
        socket.write('after');
        socket.on('data', data => arrived.push(String(data)));
      }
      // Both writes have long reached the relay when a third connection was made and closed.
      await relay.connect().then(socket => socket.destroy());
      expect(arrived).toEqual([]);

      await relay.restore();
      await Promise.all([once(open, 'data'), once(late, 'data')]);
      expect(arrived).toEqual(['after', 'after']);
      open.destroy();
      late.destroy();
    },
  );

  it('refuses a silent link once that was noticed, and ends what hung', async () => {
    const changes: boolean[] = [];
    relay.onChange(lost => changes.push(lost));
    await relay.become({ kind: 'silent', noticedAfterMilliseconds: 50 });
    expect({ isCut: relay.isCut, isLost: relay.isLost }).toEqual({
      isCut: false,
      isLost: true,
    });
    const socket = await relay.connect();
    socket.resume();

    await once(socket, 'end');
    await expect(relay.connect()).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
    await relay.restore();
    await relay.connect().then(again => again.destroy());
    expect(changes).toEqual([true, false]);
  });

  it('ends a connection after its first bytes when nothing listens behind it', async () => {
    await relay.become({ kind: 'closed' });
    expect(relay.isLost).toBe(false);
    const socket = await relay.connect();
    socket.resume();
    socket.write('hello');

    // A reset would be an error, which `once` rejects with.
    await once(socket, 'end');
  });

  it('resets a connection after so many bytes of answer', async () => {
    await relay.become({ kind: 'resetting', afterBytes: 100_000 });
    const socket = await relay.connect();
    let received = 0;
    socket.on('data', data => {
      received += data.length;
    });
    socket.write(randomBytes(400_000));

    const [error] = await once(socket, 'error');
    expect(error).toMatchObject({ code: 'ECONNRESET' });
    expect(received).toBeGreaterThanOrEqual(100_000);
    expect(received).toBeLessThan(400_000);
  });

  it('knows since when it is lost', async () => {
    const since = new Date('2026-01-02T03:04:05Z');
    await relay.cut({ since });
    expect(relay.since).toEqual(since);
    await relay.restore();
    expect(relay.since.getTime()).toBeGreaterThan(since.getTime());
  });

  it('leads somewhere else, and ends what ran', async () => {
    const other = createServer(socket => socket.end('other'));
    other.listen({ host: '127.0.0.1', port: 0 });
    await once(other, 'listening');
    const address = other.address();
    const before = await relay.connect();
    before.resume();
    const ended = once(before, 'close');

    relay.leadTo(typeof address === 'object' && address ? address.port : 0);

    await ended;
    const socket = await relay.connect();
    expect(String(await read(socket, 5))).toBe('other');
    other.close();
  });
});

async function read(socket: Socket, length: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  while (Buffer.concat(chunks).length < length) {
    const [chunk] = await once(socket, 'data');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
