import { once } from 'node:events';
import type { Server } from 'node:net';
import type { ApiEndpoint } from './ApiEndpoint';
import {
  answer,
  closedPort,
  dialPort,
  startTcpServer,
  TestApiServer,
} from './__testUtils__/TestApiServer';
import { DialError } from './DialError';
import { probe } from './probe';

describe('probe', () => {
  let server: TestApiServer;
  const tcpServers: Server[] = [];

  beforeEach(async () => {
    server = await TestApiServer.start();
    server.handler = ({ path }, stream) =>
      answer(stream, 200, path === '/version' ? { gitVersion: 'v1.36.3' } : {});
  });

  afterEach(async () => {
    await server.stop();
    for (const tcp of tcpServers.splice(0)) {
      tcp.close();
      await once(tcp, 'close');
    }
  });

  const through = (port: number): ApiEndpoint =>
    server.endpoint({ open: ({ signal }) => dialPort(port, signal) });

  it('answered: says the version, how long it takes, and keeps the connection', async () => {
    const result = await probe(server.endpoint());

    expect(result).toMatchObject({ outcome: 'answered', version: 'v1.36.3' });
    if (result.outcome !== 'answered') {
      throw new Error('not answered');
    }
    expect(result.latencyMs).toBeGreaterThanOrEqual(0);
    expect(result.connection.isOpen).toBe(true);
    result.connection.close();
  });

  it('answered: also by an API server that has errors of its own', async () => {
    server.handler = (_request, stream) => answer(stream, 500, {});

    const result = await probe(server.endpoint());

    expect(result).toMatchObject({ outcome: 'answered', version: undefined });
    if (result.outcome === 'answered') {
      result.connection.close();
    }
  });

  it('refused: nothing listens', async () => {
    expect(await probe(through(await closedPort()))).toMatchObject({
      outcome: 'refused',
    });
  });

  it('silent: accepted, and then nothing', async () => {
    const { server: tcp, port } = await startTcpServer(() => {});
    tcpServers.push(tcp);
    const sockets = new Promise<void>(resolve => {
      tcp.on('connection', socket => socket.once('close', () => resolve()));
    });

    expect(await probe(through(port), { timeoutMs: 50 })).toMatchObject({
      outcome: 'silent',
      message: 'cluster paris was connected to and did not answer within 50 ms',
    });
    await sockets;
  });

  it('closed: ended before a byte', async () => {
    const { server: tcp, port } = await startTcpServer(socket => socket.end());
    tcpServers.push(tcp);

    expect(await probe(through(port))).toMatchObject({ outcome: 'closed' });
  });

  it('closed: ended after TLS, before an answer', async () => {
    server.handler = () => server.cut();

    expect(await probe(server.endpoint())).toMatchObject({ outcome: 'closed' });
  });

  it('wrongCertificate: signed by another CA, and nothing is sent to it', async () => {
    const other = await TestApiServer.start();
    try {
      expect(await probe(through(other.port))).toMatchObject({
        outcome: 'wrongCertificate',
      });
      expect(other.requests).toEqual([]);
    } finally {
      await other.stop();
    }
  });

  it('wrongCertificate: another name', async () => {
    const endpoint = server.endpoint({
      tls: async () => ({ ca: server.caPem, servername: 'elsewhere.svc' }),
    });

    expect(await probe(endpoint)).toMatchObject({
      outcome: 'wrongCertificate',
    });
    expect(server.requests).toEqual([]);
  });

  it('wrongCertificate: nothing can switch the verification off', async () => {
    const endpoint = server.endpoint({
      tls: async () => ({
        ca: server.caPem,
        servername: 'elsewhere.svc',
        rejectUnauthorized: false,
      }),
    });

    expect(await probe(endpoint)).toMatchObject({
      outcome: 'wrongCertificate',
    });
    expect(server.requests).toEqual([]);
  });

  it('wrongCertificate: the pinned CA is none', async () => {
    const endpoint = server.endpoint({
      tls: async () => ({ ca: 'no PEM', servername: 'kubernetes.default.svc' }),
    });

    expect(await probe(endpoint)).toMatchObject({
      outcome: 'wrongCertificate',
    });
    expect(server.requests).toEqual([]);
  });

  it('wrongCertificate: it does not speak TLS', async () => {
    const { server: tcp, port } = await startTcpServer(socket =>
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    );
    tcpServers.push(tcp);

    expect(await probe(through(port))).toMatchObject({
      outcome: 'wrongCertificate',
    });
  });

  it.each([401, 403])(
    'unauthorized: anyone may read the version, but the credential gets %s',
    async status => {
      server.handler = ({ path }, stream) =>
        path === '/version'
          ? answer(stream, 200, { gitVersion: 'v1.36.3' })
          : answer(stream, status, { message: 'no' });

      const result = await probe(server.endpoint());

      expect(result).toMatchObject({ outcome: 'unauthorized' });
      expect(JSON.stringify(result)).not.toContain('s3cr3t');
    },
  );

  it('hubUnreachable: the dialer could not get to the hub', async () => {
    const endpoint = server.endpoint({
      open: async () => {
        throw new DialError('hubUnreachable', 'the hub is away');
      },
    });

    expect(await probe(endpoint)).toEqual({
      outcome: 'hubUnreachable',
      message: 'the hub is away',
    });
  });

  it('rejects when its caller aborts, and leaves no connection', async () => {
    const controller = new AbortController();
    server.handler = () => controller.abort(new Error('shutting down'));
    let ended: Promise<unknown> | undefined;
    const endpoint = server.endpoint({
      open: async ({ signal }) => {
        const socket = await dialPort(server.port, signal);
        ended = once(socket, 'close');
        return socket;
      },
    });

    await expect(
      probe(endpoint, { signal: controller.signal }),
    ).rejects.toThrow('shutting down');
    await ended;
  });
});
