import { ForwardedError } from '@backstage/errors';
import pLimit from 'p-limit';
import type { ClusterClient } from '../controller';
import {
  Router,
  RouterNetwork,
  type Relay,
  type RouterConnector,
} from '../van';
import { NetworkClock, type AdaptorDelays } from './delays';
import { GrantServer } from './grants';
import { joinSite, untilLinkable } from './joinSite';
import { SkupperController } from './SkupperController';
import { SkupperFaults } from './SkupperFaults';

const joinsAtOnce = 20;
const joinTimeoutMilliseconds = 300_000;
const joinTimeoutMillisecondsPerEdge = 2_000;

/** An edge that is to be linked with the hub. */
export interface EdgeToJoin {
  name: string;
  client: ClusterClient;
  /** Its link, and what leads to its API server. */
  relay: Relay;
}

/** Options of {@link startSkupper}. */
export interface StartSkupperOptions {
  hub: ClusterClient;
  edges: readonly EdgeToJoin[];
  /** Namespace of the Sites. */
  namespace: string;
  delays?: Partial<AdaptorDelays>;
  stops: Array<() => Promise<void>>;
  onError?: (what: string, error: unknown) => void;
}

/** Starts Skupper on all clusters and links the edges with the hub, as a person would: grant, token, link. */
export async function startSkupper(
  options: StartSkupperOptions,
): Promise<{ router: Router; network: RouterNetwork; faults: SkupperFaults }> {
  const { hub, edges, namespace, stops, onError } = options;
  const network = new RouterNetwork();
  const clock = new NetworkClock(options.delays);
  const grants = await GrantServer.start();
  stops.push(() => grants.stop());
  const common = { namespace, network, clock, onError };
  const start = async (
    parts: Parameters<typeof SkupperController.start>[0],
  ): Promise<SkupperController> => {
    const controller = await SkupperController.start(parts);
    stops.push(() => controller.stop());
    return controller;
  };
  const hubController = await start({ ...common, client: hub, grants });
  const router = await Router.start({
    client: hub,
    namespace,
    network,
    site: () => hubController.routers,
  });
  stops.push(() => router.stop());
  const joined = await Promise.all(
    edges.map(async edge => ({
      ...edge,
      controller: await start({
        ...common,
        client: edge.client,
        reach: {
          uplink: edge.relay,
          dial: connector =>
            isApiServer(connector) ? edge.relay.connect() : undefined,
        },
      }),
    })),
  );
  const signal = AbortSignal.timeout(
    joinTimeoutMilliseconds + edges.length * joinTimeoutMillisecondsPerEdge,
  );
  await untilLinkable({ client: hub, namespace, signal });
  const limit = pLimit(joinsAtOnce);
  await Promise.all(
    joined.map(edge =>
      limit(() =>
        joinSite({
          accepting: hub,
          dialling: edge.client,
          namespace,
          grant: edge.name,
          token: 'hub',
          signal,
        }),
      ),
    ),
  );
  await untilLinked({ network, hub: hubController, edges: joined, signal });
  clock.begin();
  const faults = new SkupperFaults({
    clock,
    namespace,
    hub: hubController,
    edges: new Map(joined.map(edge => [edge.name, edge])),
  });
  stops.push(async () => faults.stop());
  return { router, network, faults };
}

/** The only target behind an edge's connectors where something listens is its API server. */
function isApiServer({ host, port }: RouterConnector): boolean {
  return host === 'kubernetes.default.svc' && port === 443;
}

async function untilLinked(options: {
  network: RouterNetwork;
  hub: SkupperController;
  edges: readonly { name: string; controller: SkupperController }[];
  signal: AbortSignal;
}): Promise<void> {
  const { network, hub, edges, signal } = options;
  const isLinked = ({ controller }: (typeof edges)[number]) =>
    hub.routers !== undefined &&
    controller.routers !== undefined &&
    network.isAudible(hub.routers, controller.routers);
  let missing = [...edges];
  const check = (): boolean => {
    missing = missing.filter(edge => !isLinked(edge));
    return missing.length === 0;
  };
  try {
    await untilChanged(network, { isSo: check, signal });
  } catch (error) {
    const names = missing.map(({ name }) => name).join(', ');
    throw new ForwardedError(
      `These edges did not link with the hub in time: ${names}. Their AccessTokens and Links say why`,
      error,
    );
  }
}

/** Resolves once something is so, asked now and after each change of the network. */
function untilChanged(
  network: RouterNetwork,
  options: { isSo: () => boolean; signal: AbortSignal },
): Promise<void> {
  const { isSo, signal } = options;
  return new Promise((resolve, reject) => {
    const aborter = new AbortController();
    const unsubscribe = network.onChange(() => {
      if (isSo()) {
        aborter.abort();
      }
    });
    aborter.signal.addEventListener('abort', () => {
      unsubscribe();
      resolve();
    });
    signal.addEventListener(
      'abort',
      () => {
        unsubscribe();
        reject(signal.reason);
      },
      { signal: aborter.signal },
    );
    if (isSo()) {
      aborter.abort();
    }
  });
}
