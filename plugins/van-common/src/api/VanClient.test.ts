import { VanClient } from './VanClient';

function clientWith(respond: (url: string, init?: RequestInit) => Response) {
  const calls: { url: string; init?: RequestInit }[] = [];
  const client = new VanClient({
    discoveryApi: {
      getBaseUrl: async pluginId => `http://backend/api/${pluginId}`,
    },
    fetchApi: {
      fetch: async (url, init) => {
        calls.push({ url, init });
        return respond(url, init);
      },
    },
  });
  return { client, calls };
}

describe('VanClient', () => {
  it('asks for each thing at its own address', async () => {
    const { client, calls } = clientWith(() => Response.json({}));

    await client.getNetworks();
    await client.getNetwork('acme');
    await client.getTopology('acme');
    await client.getTags('acme');
    await client.getClusters('acme');
    await client.getCluster('acme', 'paris');
    await client.getApplications('acme');
    await client.getApplication('acme', 'web');
    await client.getRules('acme');

    expect(calls.map(call => call.url)).toEqual([
      'http://backend/api/van/networks',
      'http://backend/api/van/networks/acme',
      'http://backend/api/van/networks/acme/topology',
      'http://backend/api/van/networks/acme/tags',
      'http://backend/api/van/networks/acme/clusters',
      'http://backend/api/van/networks/acme/clusters/paris',
      'http://backend/api/van/networks/acme/applications',
      'http://backend/api/van/networks/acme/applications/web',
      'http://backend/api/van/networks/acme/rules',
    ]);
  });

  it('returns the parsed answer', async () => {
    const { client } = clientWith(() =>
      Response.json({ applications: [], clusters: [{ tag: 'eu', count: 2 }] }),
    );

    await expect(client.getTags('acme')).resolves.toEqual({
      applications: [],
      clusters: [{ tag: 'eu', count: 2 }],
    });
  });

  it('repeats list parameters and leaves out empty ones', async () => {
    const { client, calls } = clientWith(() => Response.json({}));

    await client.getApplications('acme', {
      cluster: 'paris',
      states: ['degraded', 'missing'],
      tags: [],
      search: '',
      offset: 0,
      limit: 20,
      order: undefined,
    });

    expect(calls[0].url).toBe(
      'http://backend/api/van/networks/acme/applications?cluster=paris&states=degraded&states=missing&offset=0&limit=20',
    );
  });

  it('encodes names, so that a name never changes the address', async () => {
    const { client, calls } = clientWith(() => Response.json({}));

    await client.getCluster('a/b', '../c?d');
    await client.getRules('acme', { search: 'team:a&b' });

    expect(calls[0].url).toBe(
      'http://backend/api/van/networks/a%2Fb/clusters/..%2Fc%3Fd',
    );
    expect(calls[1].url).toMatch(/\?search=team%3Aa%26b$/);
  });

  it('posts the change that a plan is asked for', async () => {
    const { client, calls } = clientWith(() => Response.json({}));
    const change = {
      kind: 'application.create' as const,
      application: {
        name: 'web',
        tags: ['retail'],
        source: {
          repoURL: 'https://example.com/web.git',
          path: '.',
          targetRevision: 'main',
        },
        namespace: 'web',
      },
    };

    await client.plan('acme', { change });

    expect(calls[0].url).toBe('http://backend/api/van/networks/acme/plan');
    expect(calls[0].init?.method).toBe('POST');
    expect(JSON.parse(String(calls[0].init?.body))).toEqual({ change });
  });

  it('rejects with what the backend said', async () => {
    const { client } = clientWith(() =>
      Response.json(
        {
          error: { name: 'NotFoundError', message: 'No network acme' },
          request: { method: 'GET', url: '/networks/acme' },
          response: { statusCode: 404 },
        },
        { status: 404, statusText: 'Not Found' },
      ),
    );

    await expect(client.getNetwork('acme')).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 404,
      cause: { name: 'NotFoundError', message: 'No network acme' },
    });
  });
});
