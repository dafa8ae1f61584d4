import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { NotFoundError } from '@backstage/errors';
import { kubeApiName } from '@vanstage/backstage-plugin-van-common';
import type { ClusterServer } from './ClusterServer';
import { embeddedServers } from './embeddedServers';
import { Forge } from './forge';
import { LabCluster } from './LabCluster';
import type { LabServers } from './LabServers';
import { labKubeConfig, portalConfig, writePrivate } from './labFiles';
import { onFreePort } from './onFreePort';
import { seedEdge, seedHub, type LabEdge } from './seedClusters';
import { seedForge } from './seedForge';
import { RealServers } from './real';
import { startControllers } from './startControllers';
import {
  routerImages,
  type AdaptorDelays,
  type SkupperFaults,
} from './skupper';
import { readStory, type Story, type StoryCluster } from './story';
import { RouterPodPorts } from './van';
import { ImageRegistry } from './workload';

/** What the lab's parts are called. */
export const labNames = {
  network: 'acme',
  owner: 'acme',
  hub: 'hub',
  skupperNamespace: 'van',
  argocdNamespace: 'argocd',
  portalNamespace: 'vanstage',
} as const;

/**
 * Ports on loopback; one that is not given, or taken, is any free one.
 *
 * @public
 */
export interface LabPorts {
  forge?: number;
  hub?: number;
  /** By name of the edge. */
  edges?: Readonly<Record<string, number>>;
}

/**
 * Options of {@link Lab.start}.
 *
 * @public
 */
export interface LabOptions {
  /** Folder for repositories, clones, the kubeconfig and the portal's configuration. What a lab left there before goes. */
  directory: string;
  ports?: LabPorts;
  /** What the lab begins with. Default: the demo's story. */
  story?: Story;
  /** Name of the network in the fleet repository. Default `acme`. */
  network?: string;
  /** A forge that runs already and has the story's repositories; the lab does not stop it. Default: one of its own. */
  forge?: LabForge;
  /** Seconds between two comparisons of Argo CD with Git. Default 120, and up to half as much more at random. */
  resyncSeconds?: number;
  /** Where API servers and Argo CD come from: parts of this process, or real programs. Default `embedded`. */
  servers?: 'embedded' | 'real';
  /** Names of the edges. Default: all of the story, which are `paris`, `berlin`, `dallas`, `oslo`, `madrid` and `lyon`. */
  edges?: readonly string[];
  /** How long Skupper takes to notice that an edge is lost or back. Default: as long as the real one. */
  delays?: Partial<AdaptorDelays>;
  /** How long a container takes to start, in milliseconds. Default 700. */
  startMilliseconds?: number;
  /** What a controller could not do; it tries again by itself. */
  onError?: (what: string, error: unknown) => void;
  /** A real program ended although nobody had stopped it. */
  onProgramEnd?: (what: string, error: unknown) => void;
}

/**
 * A forge with the repositories of a story.
 *
 * @public
 */
export interface LabForge {
  forge: Forge;
  /** The token with which portals read and write it. */
  token: string;
  fleet: { url: string; cloneUrl: string };
}

/** What a running lab consists of. */
export interface LabParts {
  hub: ClusterServer;
  edges: ReadonlyMap<string, ClusterServer>;
  /** Hub and edges, by name. */
  clusters: ReadonlyMap<string, LabCluster>;
  story: Story;
  names: typeof labNames;
  forge: Forge;
  /** The token with which portals read and write the forge. */
  forgeToken: string;
  skupperFaults: SkupperFaults;
  kubeConfigPath: string;
  portalConfigPath: string;
}

/** Starts the lab; how to stop each part goes onto `stops` as soon as it runs. */
export async function startLabParts(
  options: LabOptions,
  stops: Array<() => Promise<void>>,
): Promise<LabParts> {
  const { directory } = options;
  const folders = {
    forge: join(directory, 'forge'),
    clones: join(directory, 'clones'),
  };
  for (const folder of Object.values(folders)) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
  }
  const story = options.story ?? (await readStory());
  const names = { ...labNames, network: options.network ?? labNames.network };
  const podPorts = new RouterPodPorts();
  const images = [...story.images, ...routerImages];
  const servers =
    options.servers === 'real'
      ? RealServers.create({
          directory: join(directory, 'servers'),
          routerNamespace: names.skupperNamespace,
          images,
          startMilliseconds: options.startMilliseconds,
          onError: options.onProgramEnd,
        })
      : embeddedServers;
  const [hub, edges, forge] = await allOrFirstError([
    startHub(options, { servers, story, podPorts, stops }),
    startEdges(options, { servers, story, stops }),
    options.forge ?? startForge(options, { folder: folders.forge, stops }),
  ]);
  const [repositories] = await allOrFirstError([
    options.forge?.fleet ??
      seedForge(forge.forge, {
        story,
        edges: edges.map(({ name }) => name),
        networks: [names.network],
        names,
      }),
    seedHub(hub, {
      story: clusterOf(story, labNames.hub),
      edges,
      names,
    }),
    ...edges.map(edge => seedEdge(edge, { names })),
  ]);
  const { skupperFaults } = await startControllers({
    ...options,
    servers,
    hub,
    edges,
    images: ImageRegistry.of(images),
    podPorts,
    directory: folders.clones,
    fleetUrl: repositories.cloneUrl,
    names,
    stops,
  });
  const kubeConfigPath = join(directory, 'kubeconfig.yaml');
  const portalConfigPath = join(directory, 'portal.yaml');
  await writePrivate(
    kubeConfigPath,
    labKubeConfig([hub, ...edges.map(({ cluster }) => cluster)]),
  );
  await writePrivate(
    portalConfigPath,
    portalConfig({
      networks: new Map([[names.network, kubeConfigPath]]),
      credentialsNamespace: labNames.portalNamespace,
      forge: {
        url: forge.forge.url,
        token: forge.token,
        fleet: repositories.url,
      },
    }),
  );
  return {
    hub: hub.server,
    edges: new Map(edges.map(({ name, cluster }) => [name, cluster.server])),
    clusters: new Map([
      [labNames.hub, hub],
      ...edges.map(({ name, cluster }) => [name, cluster] as const),
    ]),
    story,
    names: labNames,
    forge: forge.forge,
    forgeToken: forge.token,
    skupperFaults,
    kubeConfigPath,
    portalConfigPath,
  };
}

type Stops = Array<() => Promise<void>>;

async function startHub(
  options: LabOptions,
  parts: {
    servers: LabServers;
    story: Story;
    podPorts: RouterPodPorts;
    stops: Stops;
  },
): Promise<LabCluster> {
  const hub = await onFreePort(options.ports?.hub, port =>
    LabCluster.start({
      servers: parts.servers,
      name: labNames.hub,
      version: clusterOf(parts.story, labNames.hub).version,
      port,
      portForward: parts.podPorts,
    }),
  );
  parts.stops.push(() => hub.stop());
  return hub;
}

async function startEdges(
  options: LabOptions,
  parts: { servers: LabServers; story: Story; stops: Stops },
): Promise<LabEdge[]> {
  const { servers, story, stops } = parts;
  const names =
    options.edges ??
    [...story.clusters.keys()].filter(name => name !== labNames.hub);
  return Promise.all(
    names.map(async name => {
      const storyCluster = clusterOf(story, name);
      const cluster = await onFreePort(options.ports?.edges?.[name], port =>
        LabCluster.start({
          servers,
          name,
          version: storyCluster.version,
          port,
        }),
      );
      stops.push(() => cluster.stop());
      return {
        name,
        cluster,
        relay: cluster.path.relay,
        story: storyCluster,
        routingKey: kubeApiName(name),
      };
    }),
  );
}

/** Starts a forge with an account for the portal and one that approves. */
export async function startForge(
  options: Pick<LabOptions, 'ports'>,
  parts: { folder: string; stops: Stops },
): Promise<{ forge: Forge; token: string }> {
  const token = randomBytes(24).toString('base64url');
  const forge = await onFreePort(options.ports?.forge, port =>
    Forge.start({
      directory: parts.folder,
      port,
      users: [
        { login: 'vanstage', token },
        {
          login: 'lab-approver',
          token: randomBytes(24).toString('base64url'),
        },
      ],
    }),
  );
  parts.stops.push(() => forge.stop());
  return { forge, token };
}

function clusterOf(story: Story, name: string): StoryCluster {
  const cluster = story.clusters.get(name);
  if (!cluster) {
    throw new NotFoundError(
      `The lab's story has no cluster '${name}'. It has: ${[
        ...story.clusters.keys(),
      ].join(', ')}.`,
    );
  }
  return cluster;
}

/** Waits for all before it throws, so that everything that did start is known when the rest is stopped. */
async function allOrFirstError<T extends readonly unknown[] | []>(
  promises: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}
