import { mockServices } from '@backstage/backend-test-utils';
import type { ClusterCredential } from '@vanstage/backstage-plugin-van-node';
import applications from './__fixtures__/applications.json';
import listeners from './__fixtures__/listeners.json';
import networkStatus from './__fixtures__/networkStatus.json';
import site from './__fixtures__/site.json';
import { FakeCluster, forbidden } from './__testUtils__/FakeCluster';
import { ManualClock } from './__testUtils__/ManualClock';
import { MemoryHubStore } from './__testUtils__/MemoryHubStore';
import { defaultCollectorSettings } from './CollectorSettings';
import { HubCollector } from './HubCollector';

const paths = {
  applications: '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications',
  listeners: '/apis/skupper.io/v2alpha1/namespaces/van/listeners',
  sites: '/apis/skupper.io/v2alpha1/namespaces/van/sites',
  configMaps: '/api/v1/namespaces/van/configmaps',
  argocdSecrets: '/api/v1/namespaces/argocd/secrets',
  portalSecrets: '/api/v1/namespaces/vanstage/secrets',
};

const base64 = (text: string) => Buffer.from(text).toString('base64');

function secret(namespace: string, cluster: string, token = 's3cr3t') {
  return {
    metadata: { namespace, name: `cluster-${cluster}`, labels: { a: 'b' } },
    data: {
      name: base64(cluster),
      server: base64(`https://${cluster}-kube-api.van.svc:443`),
      config: base64(
        JSON.stringify({
          bearerToken: token,
          tlsClientConfig: { caData: base64('CA') },
        }),
      ),
    },
  };
}

describe('HubCollector', () => {
  let hub: FakeCluster;
  let store: MemoryHubStore;
  let clock: ManualClock;
  let credentials: ClusterCredential[];
  let changes: number;
  let answers: boolean;
  let collector: HubCollector | undefined;

  beforeEach(() => {
    hub = new FakeCluster('hub of network acme');
    store = new MemoryHubStore();
    clock = new ManualClock();
    credentials = [];
    changes = 0;
    collector = undefined;
  });

  afterEach(async () => {
    await collector?.stop();
  });

  function start(whose: 'vanstage' | 'argocd' = 'vanstage'): HubCollector {
    collector = HubCollector.start({
      config: {
        network: 'acme',
        credentials: whose,
        credentialsNamespace: 'vanstage',
      },
      api: hub,
      namespaces: { argocd: 'argocd', skupper: 'van' },
      store,
      settings: { ...defaultCollectorSettings, clock },
      logger: mockServices.logger.mock(),
      onCredentials: async found => {
        credentials = found;
      },
      onChange: state => {
        changes += 1;
        answers = state.answers;
      },
    });
    return collector;
  }

  it('stores what each watch finds, and that the hub answers', async () => {
    hub.put(paths.applications, applications.healthy);
    hub.put(paths.listeners, listeners.matched);
    hub.put(paths.sites, site);
    hub.put(paths.configMaps, networkStatus.threeSites);
    hub.put(paths.argocdSecrets, secret('argocd', 'edge-a'));

    start();
    await store.until(() => store.rows.size === 5);
    await clock.pass(5_000);
    await store.until(() => store.contacts.length > 0);

    expect(store.contacts.at(-1)).toEqual({ at: expect.any(Date) });
    expect(store.last('in-cluster')).toMatchObject({
      outcome: 'answered',
      kubernetesVersion: 'v1.36.3',
    });
    expect(
      hub.requests.find(path => path.startsWith(paths.configMaps)),
    ).toContain('fieldSelector=metadata.name%3Dskupper-network-status');
  });

  it('follows what changes and what goes', async () => {
    hub.put(paths.applications, applications.healthy);
    start();
    await store.until(() => store.keys('application').length === 1);

    hub.put(paths.applications, {
      ...applications.healthy,
      status: applications.syncFailed.status,
    });
    await store.until(() =>
      [...store.rows.values()].some(
        row => row.kind === 'application' && row.operationPhase === 'Failed',
      ),
    );
    hub.remove(paths.applications, applications.healthy.metadata.name);
    await store.until(() => store.rows.size === 0);

    expect(store.keys('application')).toEqual([]);
  });

  it('keeps credentials in memory only, and only those that the portal uses', async () => {
    hub.put(paths.argocdSecrets, secret('argocd', 'paris', 'admin-token'));
    hub.put(paths.portalSecrets, secret('vanstage', 'paris', 'read-token'));

    start();
    await store.until(() => store.keys('clusterSecret').length === 2);

    expect(credentials.map(credential => credential.headers())).toEqual([
      { authorization: 'Bearer read-token' },
    ]);
    const stored = JSON.stringify([...store.rows.values()]);
    expect(stored).toContain('https://paris-kube-api.van.svc:443');
    for (const token of ['admin-token', 'read-token']) {
      expect(stored).not.toContain(token);
      expect(stored).not.toContain(base64(token));
    }
  });

  it("uses Argo CD's where the configuration says so, but not for the hub", async () => {
    const inCluster = secret('argocd', 'hub');
    inCluster.data.server = base64('https://kubernetes.default.svc');
    hub.put(paths.argocdSecrets, inCluster);
    hub.put(paths.argocdSecrets, secret('argocd', 'paris'));

    start('argocd');
    await store.until(() => store.keys('clusterSecret').length === 2);

    expect(credentials.map(({ cluster }) => cluster)).toEqual(['paris']);
    expect(store.rows.get('clusterSecret argocd/cluster-paris')).toMatchObject({
      usedBy: 'both',
    });
    expect(hub.requests.join()).not.toContain(paths.portalSecrets);
  });

  it('does not let a Secret pass another cluster off as the hub', async () => {
    const disguised = secret('vanstage', 'paris');
    disguised.data.name = base64('in-cluster');
    hub.put(paths.portalSecrets, disguised);
    hub.put(paths.portalSecrets, secret('vanstage', 'berlin'));

    start();
    await store.until(() => store.keys('clusterSecret').length === 1);

    expect(credentials.map(({ cluster }) => cluster)).toEqual(['berlin']);
  });

  it('follows edges as their Secrets come, rotate and go', async () => {
    start();
    await store.until(() => store.outcomes('in-cluster').length === 1);

    hub.put(paths.portalSecrets, secret('vanstage', 'paris'));
    await store.until(() => store.keys('clusterSecret').length === 1);
    const [first] = credentials;
    hub.put(paths.portalSecrets, secret('vanstage', 'paris', 'rotated'));
    hub.put(paths.portalSecrets, secret('vanstage', 'berlin'));
    await store.until(() => store.keys('clusterSecret').length === 2);
    expect(credentials.map(({ cluster }) => cluster).sort()).toEqual([
      'berlin',
      'paris',
    ]);
    expect(
      credentials.find(({ cluster }) => cluster === 'paris')?.equals(first),
    ).toBe(false);

    hub.remove(paths.portalSecrets, 'cluster-paris');
    await store.until(() => store.keys('clusterSecret').length === 1);
    expect(store.keys('clusterSecret')).toEqual(['vanstage/cluster-berlin']);
  });

  it('tells when Skupper says something else, and not when it says the same', async () => {
    hub.put(paths.listeners, listeners.matched);
    start();
    await store.until(
      () =>
        store.keys('listener').length === 1 &&
        store.outcomes('in-cluster').length === 1,
    );
    const before = changes;

    hub.put(paths.listeners, listeners.matched);
    hub.put(paths.listeners, {
      ...listeners.matched,
      status: { ...listeners.matched.status, hasMatchingConnector: false },
    });
    hub.remove(paths.listeners, 'edge-a-kube-api');
    await store.until(() => store.keys('listener').length === 0);

    expect(changes).toBe(before + 1);
  });

  it('says what is wrong while one watch fails, and goes on with the others', async () => {
    hub.failures.set(paths.sites, forbidden(403));
    hub.put(paths.listeners, listeners.matched);

    start();
    await store.until(() => store.contacts.length > 0);

    expect(store.contacts.at(-1)).toMatchObject({
      problem: 'answered with 403',
    });
    expect(store.keys('listener')).toHaveLength(1);
    expect(store.last('in-cluster')?.outcome).toBe('answered');
  });

  it('says that the hub refuses the portal when it no longer knows the token', async () => {
    for (const path of Object.values(paths)) {
      hub.failures.set(path, forbidden(401));
    }

    start();
    await store.until(
      () => store.last('in-cluster')?.outcome === 'unauthorized',
    );

    expect(store.contacts.at(-1)).toMatchObject({
      problem: 'answered with 401',
    });
  });

  it('does not go on believing what was last known of edges when the hub is away from the start', async () => {
    hub.failure = new Error('the hub is away');
    start();
    await store.until(() => store.lostSight.length > 0);
    expect(store.lostSight).toEqual(['the hub is away']);
  });

  it('says when the hub is away and when it is back', async () => {
    start();
    await store.until(() => store.last('in-cluster')?.outcome === 'answered');
    expect(answers).toBe(true);
    const before = changes;

    hub.failure = new Error('the hub is away');
    await clock.pass(5_000);
    await store.until(
      () => store.last('in-cluster')?.outcome === 'hubUnreachable',
    );
    expect(store.contacts.at(-1)).toMatchObject({ problem: 'the hub is away' });
    expect(answers).toBe(false);
    // The collectors of the edges tell what becomes of them.
    expect(store.lostSight).toEqual([]);

    hub.failure = undefined;
    await clock.pass(30_000);
    await store.until(() => store.last('in-cluster')?.outcome === 'answered');
    expect(answers).toBe(true);
    expect(changes).toBe(before + 2);
  });
});
