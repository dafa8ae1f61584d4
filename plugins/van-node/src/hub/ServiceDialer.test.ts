import { once } from 'node:events';
import { closedPort, startTcpServer } from './__testUtils__/TestApiServer';
import { ServiceDialer } from './ServiceDialer';

describe('ServiceDialer', () => {
  const names: string[] = [];
  const dialer = ServiceDialer.create({
    lookup: (host, _options, callback) => {
      names.push(host);
      callback(null, [{ address: '127.0.0.1', family: 4 }]);
    },
  });
  const { signal } = new AbortController();

  it('connects to the Service by its name', async () => {
    const { server, port } = await startTcpServer(socket =>
      socket.end('hello'),
    );

    const stream = await dialer.dial(
      { namespace: 'van', service: 'paris-kube-api', port },
      { signal },
    );

    expect(await stream.setEncoding('utf8').toArray()).toEqual(['hello']);
    expect(names).toContain('paris-kube-api.van.svc');
    server.close();
    await once(server, 'close');
  });

  it('says refused when nothing listens', async () => {
    const port = await closedPort();

    await expect(
      dialer.dial(
        { namespace: 'van', service: 'paris-kube-api', port },
        { signal },
      ),
    ).rejects.toMatchObject({
      name: 'DialError',
      outcome: 'refused',
      message: expect.stringContaining(`paris-kube-api.van.svc:${port}`),
    });
  });

  it('does not connect when aborted', async () => {
    const aborted = AbortSignal.abort(new Error('shutting down'));

    await expect(
      dialer.dial(
        { namespace: 'van', service: 'paris-kube-api', port: 443 },
        { signal: aborted },
      ),
    ).rejects.toThrow('shutting down');
  });
});
