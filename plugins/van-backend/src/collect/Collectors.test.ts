import { once } from 'node:events';
import { createServer } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import type { HubConfig } from '@vanstage/backstage-plugin-van-node';
import { MemoryHubStore } from './__testUtils__/MemoryHubStore';
import { Collectors } from './Collectors';
import type { HubNamespaces } from './HubCollector';

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The server has no port');
  }
  server.close();
  await once(server, 'close');
  return address.port;
}

function config(network: string, hub: HubConfig['hub']): HubConfig {
  return {
    network,
    hub,
    dialer: 'portForward',
    credentials: 'vanstage',
    credentialsNamespace: 'vanstage',
    pingMs: 5_000,
  };
}

describe('Collectors', () => {
  let store: MemoryHubStore;
  let opened: string[];
  let namespaces: HubNamespaces | undefined;
  let shutdown: () => void | Promise<void>;
  const logger = mockServices.logger.mock();

  beforeEach(() => {
    store = new MemoryHubStore();
    opened = [];
    namespaces = { argocd: 'argocd', skupper: 'van' };
    logger.child.mockReturnValue(logger);
  });

  afterEach(async () => {
    await shutdown();
  });

  async function start(configs: HubConfig[]): Promise<Collectors> {
    return Collectors.start({
      configs,
      namespacesOf: async () => namespaces,
      storeOf: network => {
        opened.push(network);
        return store;
      },
      logger,
      lifecycle: {
        addShutdownHook: hook => {
          shutdown = hook;
        },
      },
    });
  }

  const unreachable = async (network: string) => {
    const port = await closedPort();
    return config(network, {
      type: 'token',
      url: `https://127.0.0.1:${port}`,
      token: () => 's3cr3t',
      caData: '',
    });
  };

  it('collects each network, also beside one that it cannot', async () => {
    const broken = config('broken', { type: 'kubeconfig', path: '/nowhere' });

    await start([broken, await unreachable('acme')]);
    await store.until(() => store.last('in-cluster')?.outcome === 'refused');

    expect(store.contacts).toEqual([
      {
        at: expect.any(Date),
        problem: expect.stringContaining('van.networks.broken'),
      },
      {
        at: expect.any(Date),
        problem: expect.stringContaining('hub of network acme'),
      },
    ]);
    expect(store.outcomes('in-cluster')).toEqual(['hubUnreachable', 'refused']);
    expect(store.lostSight[0]).toContain('van.networks.broken');
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('Network broken is not collected'),
    );
  });

  it('waits until it is known where the parts of a hub live, and follows them', async () => {
    namespaces = undefined;
    const collectors = await start([await unreachable('acme')]);
    expect(opened).toEqual([]);

    namespaces = { argocd: 'argocd', skupper: 'van' };
    await collectors.refresh();
    await collectors.refresh();
    expect(opened).toEqual(['acme']);

    namespaces = { argocd: 'gitops', skupper: 'van' };
    await collectors.refresh();
    expect(opened).toEqual(['acme', 'acme']);
  });

  it('writes nothing after the shutdown', async () => {
    const collectors = await start([await unreachable('acme')]);
    await store.until(() => store.last('in-cluster') !== undefined);

    await shutdown();
    const written = store.reached.length;
    await collectors.refresh();

    expect(store.reached).toHaveLength(written);
    expect(opened).toEqual(['acme']);
  });
});
