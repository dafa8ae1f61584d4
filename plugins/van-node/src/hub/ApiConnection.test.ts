import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { answer, TestApiServer } from './__testUtils__/TestApiServer';
import { ApiConnection } from './ApiConnection';

describe('ApiConnection', () => {
  let server: TestApiServer;
  let connection: ApiConnection;

  beforeEach(async () => {
    server = await TestApiServer.start();
    connection = await ApiConnection.connect(server.endpoint());
  });

  afterEach(async () => {
    connection.close();
    await server.stop();
  });

  it('sends many requests with the token over one connection', async () => {
    server.handler = ({ path }, stream) => answer(stream, 200, { path });
    const schema = z.object({ path: z.string() });

    const answers = await Promise.all(
      ['/a', '/b', '/c'].map(path => connection.getJson(path, schema)),
    );

    expect(answers.map(({ path }) => path)).toEqual(['/a', '/b', '/c']);
    expect(server.sockets.size).toBe(1);
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(
      Array(3).fill('Bearer s3cr3t-token'),
    );
  });

  it('sends a body and hands over any answer', async () => {
    server.handler = ({ method }, stream) => {
      stream.respond({ ':status': 418, 'x-method': method });
      stream.pipe(stream);
    };

    const response = await connection.request({
      path: '/echo',
      method: 'POST',
      body: 'hällo',
    });

    expect(response.status).toBe(418);
    expect(response.headers['x-method']).toBe('POST');
    expect(await text(response.body)).toBe('hällo');
  });

  it("wraps a server's Status without showing the token", async () => {
    server.handler = (_request, stream) =>
      answer(stream, 403, {
        kind: 'Status',
        reason: 'Forbidden',
        message: 'nodes is forbidden',
      });

    const error: Error = await connection
      .getJson('/api/v1/nodes?limit=1', z.object({}))
      .then(
        () => new Error('it was answered'),
        reason => reason,
      );

    expect(error).toMatchObject({
      name: 'ApiStatusError',
      code: 403,
      reason: 'Forbidden',
      message:
        'GET /api/v1/nodes of cluster paris was answered with 403: nodes is forbidden',
    });
    expect(error).not.toHaveProperty('status');
    expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain('s3cr3t');
  });

  it.each([
    ['is no JSON', 'hello', 'invalid JSON'],
    ['has another form', '{"a":{"b":1}}', 'unexpected a.b'],
  ])('refuses an answer that %s', async (_, body, message) => {
    server.handler = (_request, stream) => {
      stream.respond({ ':status': 200 });
      stream.end(body);
    };

    await expect(
      connection.getJson('/a', z.object({ a: z.object({ b: z.string() }) })),
    ).rejects.toThrow(message);
  });

  it('refuses an answer that is too long', async () => {
    server.handler = (_request, stream) => {
      stream.respond({ ':status': 200 });
      stream.end('x'.repeat(5_000));
    };

    await expect(
      connection.getJson('/long', z.unknown(), { maxBytes: 1_000 }),
    ).rejects.toThrow('The answer to GET /long of cluster paris was cut off');
  });

  it('pings', async () => {
    await expect(connection.ping()).resolves.toBeGreaterThanOrEqual(0);
  });

  it('gives up on a request that is not answered, and on nothing else', async () => {
    server.handler = ({ path }, stream) => {
      if (path !== '/never') {
        answer(stream, 200, {});
      }
    };

    await expect(
      connection.request({ path: '/never?a=b', timeoutMs: 20 }),
    ).rejects.toMatchObject({
      outcome: 'silent',
      message: 'GET /never of cluster paris was not answered within 20 ms',
    });
    await expect(connection.getJson('/other', z.object({}))).resolves.toEqual(
      {},
    );
  });

  it('ends a body when its caller aborts', async () => {
    const closed = new Promise<void>(resolve => {
      server.handler = (_request, stream) => {
        stream.respond({ ':status': 200 });
        stream.write('first');
        stream.once('close', () => resolve());
      };
    });
    const controller = new AbortController();
    const response = await connection.request({
      path: '/watch',
      signal: controller.signal,
    });

    controller.abort();

    await closed;
    expect(response.body.destroyed).toBe(true);
    expect(connection.isOpen).toBe(true);
  });

  it('rejects what is under way when the connection is lost, and everything after', async () => {
    const arrived = new Promise<void>(resolve => {
      server.handler = () => resolve();
    });
    const ended = new Promise<void>(resolve => {
      connection.onClose(resolve);
    });
    const pending = connection.request({ path: '/slow' });
    arrived.then(() => server.cut());

    await expect(pending).rejects.toMatchObject({
      name: 'DialError',
      outcome: 'closed',
    });
    await ended;
    expect(connection.isOpen).toBe(false);
    await expect(connection.request({ path: '/' })).rejects.toMatchObject({
      outcome: 'closed',
    });
    await expect(connection.ping()).rejects.toMatchObject({
      outcome: 'closed',
    });
  });

  it('refuses a server that another CA signed', async () => {
    const other = await TestApiServer.start();
    try {
      await expect(
        ApiConnection.connect(
          server.endpoint({
            tls: async () => ({
              ca: other.caPem,
              servername: 'kubernetes.default.svc',
            }),
          }),
        ),
      ).rejects.toMatchObject({ outcome: 'wrongCertificate' });
      expect(server.requests).toEqual([]);
    } finally {
      await other.stop();
    }
  });
});
