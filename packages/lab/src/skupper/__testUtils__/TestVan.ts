import { randomUUID } from 'node:crypto';
import { KubeConfig } from '@kubernetes/client-node';
import { ClusterWatcher } from '../../__testUtils__/ClusterWatcher';
import { ClusterClient, type KubeObject } from '../../controller';
import { KubeApiServer } from '../../kube';
import { kubeApiConnector, namespaceObject, readCrds } from '../../story';
import { Relay, type Router, type RouterNetwork } from '../../van';
import {
  ClusterControllers,
  ImageRegistry,
  LoadBalancers,
} from '../../workload';
import type { AdaptorDelays } from '../delays';
import { routerImages } from '../routerObjects';
import type { SkupperFaults } from '../SkupperFaults';
import { startSkupper } from '../startSkupper';

/** A Site of a test's network. */
export interface TestSite {
  edge?: boolean;
  ha?: boolean;
  linkAccess?: string;
}

/** A cluster of a test's network, seen as its admin sees it. */
export interface TestCluster {
  client: ClusterClient;
  watcher: ClusterWatcher;
  server: KubeApiServer;
}

/** Delays with which tests go through what takes minutes in real networks. */
export const testDelays: Partial<AdaptorDelays> = {
  loss: 300,
  return: 80,
  records: 20,
  write: 10,
  adaptorStart: 20,
  restart: 40,
  rediscovery: 100,
  rediscoveryRecords: 60,
  routerStart: 20,
  relink: 20,
  linkConfigured: 50,
  resync: 100_000,
};

/** A hub and edges with real API servers of the lab, Skupper on each, and nothing else. */
export class TestVan {
  private constructor(
    readonly hub: TestCluster,
    readonly edges: ReadonlyMap<string, TestCluster>,
    readonly relays: ReadonlyMap<string, Relay>,
    readonly skupper: {
      router: Router;
      network: RouterNetwork;
      faults: SkupperFaults;
    },
    private readonly stops: Array<() => Promise<void>>,
  ) {}

  static async start(options: {
    edges: Readonly<Record<string, TestSite>>;
    hub?: TestSite;
    delays?: Partial<AdaptorDelays>;
    onError?: (what: string, error: unknown) => void;
  }): Promise<TestVan> {
    const stops: Array<() => Promise<void>> = [];
    const hub = await startCluster('hub', stops, [
      namespaceObject('skupper'),
      testSite('hub', { linkAccess: 'loadbalancer', ...options.hub }),
    ]);
    const balancers = await LoadBalancers.start({
      client: hub.client,
      network: '127.0.0',
    });
    stops.push(() => balancers.stop());
    const relays = new Map<string, Relay>();
    const edges = new Map<string, TestCluster>();
    for (const [name, site] of Object.entries(options.edges)) {
      const edge = await startCluster(name, stops, [
        testSite(name, site),
        kubeApiConnector({
          namespace: 'van',
          routingKey: `${name}-kube-api`,
        }),
      ]);
      const relay = await Relay.start({ target: edge.server.port });
      stops.push(() => relay.stop());
      edges.set(name, edge);
      relays.set(name, relay);
    }
    const skupper = await startSkupper({
      hub: hub.client,
      edges: [...edges].map(([name, { client }]) => ({
        name,
        client,
        relay: relays.get(name) ?? raise(name),
      })),
      namespace: 'van',
      delays: { ...testDelays, ...options.delays },
      stops,
      onError: options.onError,
    });
    return new TestVan(hub, edges, relays, skupper, stops);
  }

  edge(name: string): TestCluster {
    return this.edges.get(name) ?? raise(name);
  }

  relay(name: string): Relay {
    return this.relays.get(name) ?? raise(name);
  }

  async stop(): Promise<void> {
    for (const stop of this.stops.splice(0).reverse()) {
      await stop();
    }
  }
}

/** A Skupper object of the kind in the namespace of the tests. */
export function skupperObject(
  kind: string,
  name: string,
  spec: object,
): KubeObject {
  return {
    apiVersion: 'skupper.io/v2alpha1',
    kind,
    metadata: { name, namespace: 'van' },
    spec,
  };
}

/** The Listener that leads to an edge's API server. */
export function listenerFor(edge: string): KubeObject {
  return skupperObject('Listener', `${edge}-kube-api`, {
    routingKey: `${edge}-kube-api`,
    host: `${edge}-kube-api`,
    port: 443,
  });
}

function testSite(name: string, spec: TestSite): KubeObject {
  return skupperObject('Site', name, { ...spec });
}

function raise(name: string): never {
  throw new Error(`The test's network has no '${name}'.`);
}

async function startCluster(
  name: string,
  stops: Array<() => Promise<void>>,
  objects: KubeObject[],
): Promise<TestCluster> {
  const token = randomUUID();
  const server = await KubeApiServer.start({
    name,
    tokens: [{ token, user: 'admin', access: 'admin' }],
  });
  stops.push(() => server.stop());
  const config = new KubeConfig();
  config.loadFromOptions({
    clusters: [
      {
        name,
        server: server.url,
        caData: Buffer.from(server.caPem).toString('base64'),
      },
    ],
    users: [{ name: 'admin', token }],
    contexts: [{ name, cluster: name, user: 'admin' }],
    currentContext: name,
  });
  const client = await ClusterClient.fromKubeConfig(config);
  const watcher = ClusterWatcher.of(await ClusterClient.fromKubeConfig(config));
  stops.push(async () => client.close());
  for (const object of [
    ...(await readCrds('skupper')),
    namespaceObject('van'),
    node(name),
    ...objects,
  ]) {
    await client.create(object);
  }
  const controllers = await ClusterControllers.start({
    client,
    images: ImageRegistry.of(routerImages),
    startMilliseconds: 10,
  });
  stops.push(() => controllers.stop());
  stops.push(() => watcher.stop());
  return { client, watcher, server };
}

function node(name: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: `${name}-1` },
    status: {
      allocatable: { cpu: '4', memory: '8Gi', pods: '110' },
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  };
}
