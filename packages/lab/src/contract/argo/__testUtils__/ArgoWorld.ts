import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  applicationKind,
  applicationSchema,
  type Application,
} from '../../../argo';
import {
  isNotFound,
  kubeTime,
  type ClusterClient,
  type KindRef,
  type KubeObject,
} from '../../../controller';
import { Forge } from '../../../forge';
import { embeddedServers } from '../../../embeddedServers';
import { LabCluster } from '../../../LabCluster';
import type { LabServers } from '../../../LabServers';
import { RealServers } from '../../../real/RealServers';
import {
  argoClusterSecret,
  defaultProject,
  namespaceObject,
  nodeObjects,
  readCrds,
  readStory,
} from '../../../story';
import { Relay } from '../../../van';
import { ImageRegistry } from '../../../workload';
import type { ServerKind } from '../../__testUtils__/describeServers';
import { until } from '../../__testUtils__/until';

const namespace = 'argocd';
const repository = { owner: 'acme', name: 'fleet' };
const images = ['nginx:1.27', 'nginx:1.28', 'nginx:1.29'];

type Stops = Array<() => Promise<void>>;

/** The clusters that Argo CD knows: two links to one and the same API server. */
export type EdgeName = 'paris' | 'berlin';

interface WorldParts {
  hub: ClusterClient;
  edge: ClusterClient;
  repoURL: string;
  forge: Forge;
  relays: ReadonlyMap<EdgeName, Relay>;
  secrets: ReadonlyMap<EdgeName, KubeObject>;
  stops: Stops;
}

/** Argo CD, embedded or real, with a hub, a repository, and two clusters to deploy to. */
export class ArgoWorld {
  readonly edge: ClusterClient;
  readonly hub: ClusterClient;
  readonly repoURL: string;
  private readonly parts: WorldParts;
  private readonly commits: string[] = [];

  private constructor(parts: WorldParts) {
    this.hub = parts.hub;
    this.edge = parts.edge;
    this.repoURL = parts.repoURL;
    this.parts = parts;
  }

  static async start(
    kind: ServerKind,
    files: Record<string, string>,
  ): Promise<ArgoWorld> {
    const stops: Stops = [];
    try {
      return new ArgoWorld(await startParts({ kind, files, stops }));
    } catch (error) {
      await stopAll(stops);
      throw error;
    }
  }

  async stop(): Promise<void> {
    await stopAll(this.parts.stops);
  }

  relay(edge: EdgeName): Relay {
    return pick(this.parts.relays, edge);
  }

  /** The Secret by which Argo CD knows a cluster. */
  secret(edge: EdgeName): KubeObject {
    return pick(this.parts.secrets, edge);
  }

  /** Changes files in Git; undefined removes one. */
  async commit(files: Record<string, string | undefined>): Promise<string> {
    const commit = await this.parts.forge.commit({
      ...repository,
      files,
      message: 'Change',
    });
    this.commits.push(commit);
    return commit;
  }

  /** Declares an Application of the folder `apps/<path>`; what is given of the specification goes over the usual one. */
  async deploy(
    name: string,
    options: {
      path?: string;
      spec?: object;
      edge?: string;
      finalizers?: string[];
    } = {},
  ): Promise<Application> {
    const { path = name, spec, edge = 'paris' } = options;
    const created = await this.hub.create({
      ...applicationKind,
      metadata: {
        name,
        namespace,
        finalizers: options.finalizers ?? [
          'resources-finalizer.argocd.argoproj.io',
        ],
      },
      spec: {
        project: 'default',
        source: {
          repoURL: this.repoURL,
          targetRevision: 'main',
          path: `apps/${path}`,
        },
        destination: { name: edge, namespace: name },
        ...spec,
      },
    });
    return applicationSchema.parse(created);
  }

  /** Asks for a synchronisation as a person does with kubectl. */
  async sync(name: string, sync: object = {}): Promise<void> {
    await this.patch(name, {
      operation: { initiatedBy: { username: 'ana' }, sync },
    });
  }

  /** Has Argo CD look at Git now. */
  async refresh(name: string): Promise<void> {
    await this.patch(name, {
      metadata: { annotations: { 'argocd.argoproj.io/refresh': 'normal' } },
    });
  }

  async patch(name: string, patch: object): Promise<void> {
    await this.hub.patch(applicationKind, { namespace, name }, { patch });
  }

  async delete(name: string): Promise<void> {
    await this.hub.remove(applicationKind, { namespace, name });
  }

  /** The Application once it is as wanted; undefined stands for one that is not there. */
  async untilApplication(
    name: string,
    isWanted: (application: Application) => unknown,
  ): Promise<Application> {
    const found = await until(
      () => this.find(this.hub, applicationKind, { namespace, name }),
      object =>
        object !== undefined &&
        Boolean(isWanted(applicationSchema.parse(object))),
    );
    return applicationSchema.parse(found);
  }

  async untilGone(
    of: KindRef,
    target: { namespace?: string; name: string },
    where: ClusterClient = this.edge,
  ): Promise<void> {
    await until(
      () => this.find(where, of, target),
      object => object === undefined,
    );
  }

  async find(
    where: ClusterClient,
    of: KindRef,
    target: { namespace?: string; name: string },
  ): Promise<KubeObject | undefined> {
    return where.get(of, target).catch(error => {
      if (isNotFound(error)) {
        return undefined;
      }
      throw error;
    });
  }

  /**
   * What can be compared from one world to another: times, commits and addresses get names, and what has no order in
   * itself is sorted.
   */
  normalised(value: unknown): unknown {
    let text = JSON.stringify(value)
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, '<time>')
      .replaceAll(this.repoURL, '<repository>');
    for (const [index, commit] of this.commits.entries()) {
      text = text.replaceAll(commit, `<commit ${index}>`);
    }
    for (const [name, relay] of this.parts.relays) {
      text = text.replaceAll(`127.0.0.1:${relay.port}`, `<${name}>`);
    }
    return JSON.parse(text);
  }
}

async function startParts(options: {
  kind: ServerKind;
  files: Record<string, string>;
  stops: Stops;
}): Promise<WorldParts> {
  const { kind, files, stops } = options;
  const directory = await mkdtemp(join(tmpdir(), 'vanstage-argo-'));
  stops.push(() => rm(directory, { recursive: true, force: true }));
  const servers: LabServers =
    kind === 'embedded'
      ? embeddedServers
      : RealServers.create({ directory, routerNamespace: 'van', images });
  const [hub, edge] = await Promise.all(
    ['hub', 'edge'].map(name => startCluster(name, servers, stops)),
  );
  const forge = await Forge.start({
    directory: join(directory, 'forge'),
    users: [{ login: 'ana', token: 'secret' }],
  });
  stops.push(() => forge.stop());
  const { cloneUrl } = await forge.createRepository({ ...repository, files });
  const relays = new Map<EdgeName, Relay>();
  const secrets = new Map<EdgeName, KubeObject>();
  for (const name of ['paris', 'berlin'] as const) {
    const relay = await Relay.start({ target: edge.server.port });
    stops.push(() => relay.stop());
    relays.set(name, relay);
    secrets.set(
      name,
      argoClusterSecret(namespace, {
        cluster: name,
        server: `https://127.0.0.1:${relay.port}`,
        token: edge.token('argocd'),
        caPem: edge.server.caPem,
      }),
    );
  }
  const client = await hub.client('admin');
  await hub.seed([
    ...(await readCrds('argo')),
    namespaceObject(namespace),
    defaultProject(namespace),
    ...secrets.values(),
  ]);
  await servers.startArgo({
    hub,
    namespace,
    directory: join(directory, 'clones'),
    // Nobody listens there: addresses of this machine are not reached through a proxy.
    proxyUrl: 'http://127.0.0.1:9',
    resyncSeconds: 5,
    stops,
  });
  return {
    hub: client,
    edge: await edge.client('admin'),
    repoURL: cloneUrl,
    forge,
    relays,
    secrets,
    stops,
  };
}

async function startCluster(
  name: string,
  servers: LabServers,
  stops: Stops,
): Promise<LabCluster> {
  const cluster = await LabCluster.start({ servers, name, version: 'v1.36.3' });
  stops.push(() => cluster.stop());
  const paris = (await readStory()).clusters.get('paris');
  await cluster.seed(paris ? nodeObjects(paris, kubeTime(new Date())) : []);
  if (!servers.haveControllers) {
    await cluster.runWorkloads({
      images: ImageRegistry.of(images),
      startMilliseconds: 50,
    });
  }
  return cluster;
}

async function stopAll(stops: Stops): Promise<void> {
  for (const stop of stops.splice(0).reverse()) {
    await stop();
  }
}

function pick<T>(values: ReadonlyMap<EdgeName, T>, edge: EdgeName): T {
  const value = values.get(edge);
  if (value === undefined) {
    throw new Error(`The world has no edge '${edge}'.`);
  }
  return value;
}
