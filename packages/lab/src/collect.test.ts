import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  ApplicationView,
  ClusterView,
  NetworkSummary,
  Page,
  PlacementView,
} from '@vanstage/backstage-plugin-van-common';
import { HubConnection, Informer } from '@vanstage/backstage-plugin-van-node';
import { z } from 'zod';
import { TestPortal } from './__testUtils__/TestPortal';
import { Lab } from './Lab';

jest.setTimeout(120_000);

const secretSchema = z.object({ data: z.object({ config: z.string() }) });

type AccessConfig = {
  bearerToken: string;
  tlsClientConfig: { serverName: string; caData: string };
};

describe('the portal on the lab', () => {
  let directory: string;
  let lab: Lab;
  let portal: TestPortal;
  let admin: HubConnection;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'vanstage-collect-'));
    lab = await Lab.start({
      directory,
      edges: ['paris', 'berlin', 'dallas'],
      resyncSeconds: 1,
      startMilliseconds: 10,
      delays: { loss: 1_000, return: 200, records: 50 },
    });
    portal = await TestPortal.start(lab);
    admin = HubConnection.fromConfig({
      network: 'acme',
      hub: { type: 'kubeconfig', path: lab.kubeConfigPath, context: 'hub' },
      dialer: 'portForward',
      credentials: 'vanstage',
      credentialsNamespace: 'vanstage',
      pingMs: 5_000,
    });
    await allHealthy();
  });

  afterAll(async () => {
    await admin?.close();
    await portal?.stop();
    await lab?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  function cluster(
    name: string,
    isSo: (cluster: ClusterView) => boolean,
  ): Promise<ClusterView> {
    return portal.until(`/networks/acme/clusters/${name}`, isSo);
  }

  async function placementsOn(name: string): Promise<PlacementView[]> {
    const { items } = await portal.get<Page<ApplicationView>>(
      `/networks/acme/applications?cluster=${name}`,
    );
    return items
      .flatMap(({ placements }) => placements)
      .filter(placement => placement.cluster === name);
  }

  async function allHealthy(): Promise<void> {
    await portal.until<Page<ClusterView>>(
      '/networks/acme/clusters',
      ({ items }) =>
        items.length === 4 &&
        items.every(
          ({ state, nodeCount }) => state === 'reachable' && nodeCount,
        ),
    );
    await portal.until<Page<ApplicationView>>(
      '/networks/acme/applications',
      ({ items }) =>
        items.some(({ placements }) => placements.length > 0) &&
        items
          .filter(({ declared }) => declared)
          .every(({ placements }) =>
            placements.every(({ state }) => state === 'healthy'),
          ),
    );
  }

  /** Changes the Secret with which the portal reads an edge; the returned function puts it back. */
  async function changeAccess(
    edge: string,
    change: (access: AccessConfig) => AccessConfig,
  ): Promise<() => Promise<void>> {
    const path = `/api/v1/namespaces/vanstage/secrets/${edge}`;
    const { data } = await admin.api.getJson(path, secretSchema);
    const write = async (config: string) => {
      const { status, body } = await admin.api.request({
        path,
        method: 'PATCH',
        headers: { 'content-type': 'application/merge-patch+json' },
        body: JSON.stringify({ data: { config } }),
      });
      body.resume();
      expect(status).toBe(200);
    };
    const access: AccessConfig = JSON.parse(
      Buffer.from(data.config, 'base64').toString(),
    );
    await write(Buffer.from(JSON.stringify(change(access))).toString('base64'));
    return () => write(data.config);
  }

  function requestsOfPortal(name: string): string[] {
    const server = name === 'hub' ? lab.hub : lab.edges.get(name);
    return (server?.requests?.snapshot().requests ?? [])
      .filter(({ user }) => user === 'portal')
      .map(({ verb, resource }) => `${verb} ${resource}`);
  }

  it('sees each cluster and what runs on it', async () => {
    const paris = await portal.get<ClusterView>(
      '/networks/acme/clusters/paris',
    );

    expect(paris).toMatchObject({
      state: 'reachable',
      outcome: 'answered',
      kubernetesVersion: expect.stringMatching(/^v1\./),
      skupper: { listenerStatus: 'Ready', siteName: 'paris' },
    });
    expect(paris.readyNodeCount).toBe(paris.nodeCount);
    expect(paris.latencyMs).toBeGreaterThan(0);
    expect(await placementsOn('paris')).not.toEqual([]);
    const network = await portal.get<NetworkSummary>('/networks/acme');
    expect(network).toMatchObject({ edgeCount: 3, reachableEdgeCount: 3 });
    expect(network.freshness.hub).toMatchObject({ stale: false });
  });

  it('asks no cluster anything while nothing happens but resyncs', async () => {
    const resyncs = new Map<string, number>();
    for (const server of [lab.hub, ...lab.edges.values()]) {
      server.requests?.reset();
    }
    const signals = portal.signals;

    await new Promise<void>(resolve => {
      const informer = Informer.start({
        api: admin.api,
        path: '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications',
        project: object =>
          z.object({ metadata: z.object({ name: z.string() }) }).parse(object)
            .metadata.name,
        handler: {
          onReplace: names => names.forEach(name => resyncs.set(name, 0)),
          onUpsert: name => {
            resyncs.set(name, (resyncs.get(name) ?? 0) + 1);
            if ([...resyncs.values()].every(count => count >= 3)) {
              informer.stop();
              resolve();
            }
          },
          onDelete: () => {},
        },
      });
    });

    for (const name of ['hub', ...lab.edges.keys()]) {
      expect(
        requestsOfPortal(name).filter(asked => !asked.startsWith('watch ')),
      ).toEqual([]);
    }
    expect(portal.signals).toBe(signals);
    const watches = lab.hub.requests?.snapshot().watches;
    expect(
      watches
        ?.filter(({ user }) => user === 'portal')
        .map(({ resource }) => resource)
        .sort(),
    ).toEqual([
      'applications.argoproj.io',
      'configmaps',
      'listeners.skupper.io',
      'nodes',
      'secrets',
      'secrets',
      'sites.skupper.io',
    ]);
  });

  it('knows that an edge is gone although Argo CD goes on calling it healthy', async () => {
    const before = await portal.get<ClusterView>(
      '/networks/acme/clusters/paris',
    );
    await lab.cut('paris');
    const gone = await cluster('paris', ({ state }) => state === 'gone');

    expect(gone).toMatchObject({
      outcome: 'refused',
      kubernetesVersion: before.kubernetesVersion,
      lastSeen: expect.any(String),
    });
    expect(gone.since).not.toBe(before.since);
    const placements = await placementsOn('paris');
    expect(placements).not.toEqual([]);
    for (const { state, lastSeen, argo } of placements) {
      expect(state).toBe('unknown');
      expect(lastSeen).toMatchObject({ health: 'Healthy' });
      expect(argo).toMatchObject({ sync: 'Synced', health: 'Healthy' });
    }
    for (const { state } of await placementsOn('berlin')) {
      expect(state).toBe('healthy');
    }

    await lab.restore('paris');
    await cluster('paris', ({ state }) => state === 'reachable');
    await allHealthy();
  });

  it('refuses an edge whose certificate another CA signed, and sends it nothing', async () => {
    const other = lab.edges.get('berlin')?.caPem ?? '';
    const restore = await changeAccess('paris', access => ({
      ...access,
      tlsClientConfig: {
        ...access.tlsClientConfig,
        caData: Buffer.from(other).toString('base64'),
      },
    }));
    await cluster('paris', ({ state }) => state !== 'reachable');
    lab.edges.get('paris')?.requests?.reset();

    const paris = await cluster(
      'paris',
      ({ state }) => state === 'wrongCluster',
    );
    expect(paris.outcome).toBe('wrongCertificate');
    expect(requestsOfPortal('paris')).toEqual([]);

    await restore();
    await cluster('paris', ({ state }) => state === 'reachable');
  });

  it('says when an edge refuses its token', async () => {
    const restore = await changeAccess('paris', access => ({
      ...access,
      bearerToken: 'no-longer-valid',
    }));

    const paris = await cluster(
      'paris',
      ({ state }) => state === 'credentialRefused',
    );
    expect(paris.outcome).toBe('unauthorized');
    expect(JSON.stringify(paris)).not.toContain('no-longer-valid');

    await restore();
    await cluster('paris', ({ state }) => state === 'reachable');
  });

  it('tells an API server that is down from an edge that is gone', async () => {
    await lab.edges.get('dallas')?.stop();

    const dallas = await cluster(
      'dallas',
      ({ state }) => state === 'apiServerDown',
    );

    expect(dallas.outcome).toBe('closed');
  });

  it('calls every edge unknown, not gone, while the hub is away', async () => {
    await lab.cut('hub');

    await cluster('hub', ({ state }) => state === 'gone');
    for (const edge of lab.edges.keys()) {
      const { outcome } = await cluster(
        edge,
        ({ state }) => state === 'unknown',
      );
      expect(outcome).toBe('hubUnreachable');
    }
    const { freshness } = await portal.until<NetworkSummary>(
      '/networks/acme',
      answer => answer.freshness.hub.problem !== undefined,
    );
    expect(freshness.hub.problem).toContain('hub of network acme');
  });
});
