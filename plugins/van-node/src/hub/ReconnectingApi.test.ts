import { EventEmitter, once } from 'node:events';
import { z } from 'zod';
import { answer, TestApiServer } from './__testUtils__/TestApiServer';
import { DialError } from './DialError';
import { ReconnectingApi } from './ReconnectingApi';

const anything = z.object({});

describe('ReconnectingApi', () => {
  let server: TestApiServer;
  let connects: number;
  let api: ReconnectingApi;
  let failure: Error | undefined;

  beforeEach(async () => {
    server = await TestApiServer.start();
    server.handler = (_request, stream) => answer(stream, 200, {});
    connects = 0;
    failure = undefined;
    const { open } = server.endpoint();
    api = ReconnectingApi.create(
      server.endpoint({
        open: options => {
          connects += 1;
          return failure ? Promise.reject(failure) : open(options);
        },
      }),
    );
  });

  afterEach(async () => {
    await api.close();
    await server.stop();
  });

  it('connects once for callers at the same time', async () => {
    expect(connects).toBe(0);

    await Promise.all([
      api.getJson('/a', anything),
      api.getJson('/b', anything),
      api.ping(),
    ]);

    expect(connects).toBe(1);
  });

  it('connects again at the first call after a loss', async () => {
    await api.getJson('/a', anything);
    server.handler = () => server.cut();
    await expect(api.getJson('/b', anything)).rejects.toMatchObject({
      outcome: 'closed',
    });
    server.handler = (_request, stream) => answer(stream, 200, {});

    await expect(api.getJson('/c', anything)).resolves.toEqual({});
    expect(connects).toBe(2);
  });

  it('tries again after a connect that failed', async () => {
    failure = new DialError('refused', 'not there');
    await expect(api.ping()).rejects.toThrow('not there');
    failure = undefined;

    await expect(api.ping()).resolves.toBeGreaterThanOrEqual(0);
  });

  it('lets a caller go who no longer waits for the connect, and others wait on', async () => {
    const mayConnect = new EventEmitter();
    const { open } = server.endpoint();
    const slow = ReconnectingApi.create(
      server.endpoint({
        open: async options => {
          await once(mayConnect, 'go');
          return open(options);
        },
      }),
    );
    const stopping = new AbortController();
    const gone = slow.request({ path: '/a', signal: stopping.signal });
    const patient = slow.getJson('/b', anything);
    stopping.abort(new Error('stopped'));

    await expect(gone).rejects.toThrow('stopped');
    mayConnect.emit('go');
    await expect(patient).resolves.toEqual({});
    await slow.close();
  });

  it('does not connect any more once it was closed', async () => {
    await api.ping();
    await api.close();

    await expect(api.ping()).rejects.toMatchObject({ outcome: 'closed' });
    expect(connects).toBe(1);
  });
});
