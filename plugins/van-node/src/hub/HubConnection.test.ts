import { createMockDirectory } from '@backstage/backend-test-utils';
import { z } from 'zod';
import { answer, TestApiServer } from './__testUtils__/TestApiServer';
import { ClusterCredential } from './ClusterCredential';
import type { HubAccess } from './HubConfig';
import { HubConnection } from './HubConnection';

const whoSchema = z.object({ authorization: z.string() });

function connect(hub: HubAccess): HubConnection {
  return HubConnection.fromConfig({
    network: 'acme',
    hub,
    dialer: 'portForward',
    credentials: 'vanstage',
    credentialsNamespace: 'vanstage',
    pingMs: 5_000,
  });
}

describe('HubConnection', () => {
  const directory = createMockDirectory();
  let server: TestApiServer;

  beforeEach(async () => {
    server = await TestApiServer.start();
    server.handler = ({ headers }, stream) =>
      answer(stream, 200, { authorization: headers.authorization });
    directory.setContent({
      'hub.json': JSON.stringify({
        clusters: [
          {
            name: 'hub',
            cluster: {
              server: server.url,
              'certificate-authority-data': Buffer.from(server.caPem).toString(
                'base64',
              ),
            },
          },
          {
            name: 'unverified',
            cluster: { server: server.url, 'insecure-skip-tls-verify': true },
          },
        ],
        users: [{ name: 'portal', user: { token: 's3cr3t' } }],
        contexts: [
          { name: 'hub', context: { cluster: 'hub', user: 'portal' } },
          { name: 'bad', context: { cluster: 'unverified', user: 'portal' } },
        ],
        'current-context': 'hub',
      }),
    });
  });

  afterEach(async () => {
    await server.stop();
  });

  it.each<[string, () => HubAccess]>([
    [
      'a kubeconfig',
      () => ({ type: 'kubeconfig', path: directory.resolve('hub.json') }),
    ],
    [
      'a url and a token',
      () => ({
        type: 'token',
        url: server.url,
        token: () => 's3cr3t',
        caData: Buffer.from(server.caPem).toString('base64'),
      }),
    ],
  ])('calls the hub with %s', async (_, access) => {
    const hub = connect(access());

    await expect(hub.api.getJson('/version', whoSchema)).resolves.toEqual({
      authorization: 'Bearer s3cr3t',
    });
    await hub.close();
  });

  it.each([
    ['a file that is not there', 'missing.json', undefined, 'cannot be read'],
    [
      'an unknown context',
      'hub.json',
      'moon',
      'has no context "moon"; it has: hub, bad',
    ],
    ['no verification', 'hub.json', 'bad', 'asks not to verify'],
  ])('refuses %s', (_, file, context, message) => {
    expect(() =>
      connect({ type: 'kubeconfig', path: directory.resolve(file), context }),
    ).toThrow(message);
  });

  it('reaches an edge through the hub only', async () => {
    const hub = connect({
      type: 'kubeconfig',
      path: directory.resolve('hub.json'),
    });
    server.handler = (_request, stream) => answer(stream, 404, {});
    const edge = hub.edge(
      ClusterCredential.create({
        cluster: 'paris',
        server: 'https://paris-kube-api.van.svc:443',
        token: 'edge-token',
        caPem: server.caPem,
      }),
    );

    await expect(edge.open(new AbortController())).rejects.toMatchObject({
      outcome: 'refused',
      message: expect.stringContaining('no Service van/paris-kube-api'),
    });
    expect(server.requests.map(({ path }) => path)).toEqual([
      '/api/v1/namespaces/van/services/paris-kube-api',
    ]);
    await hub.close();
  });
});
