import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applicationSchema, type Application } from './argo';
import recordedFields from './argo/__fixtures__/applicationFields.json';
import recordedSetFields from './argo/__fixtures__/applicationSetFields.json';
import type { ObjectCache } from './controller';
import { Lab } from './Lab';
import { listenerSchema } from './skupper';
import { ClusterWatcher } from './__testUtils__/ClusterWatcher';
import { fieldPaths } from './__testUtils__/fieldPaths';

const applicationKind = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
};
const deploymentKind = { apiVersion: 'apps/v1', kind: 'Deployment' };
const serviceKind = { apiVersion: 'v1', kind: 'Service' };
const podKind = { apiVersion: 'v1', kind: 'Pod' };
const secretKind = { apiVersion: 'v1', kind: 'Secret' };
const listenerKind = { apiVersion: 'skupper.io/v2alpha1', kind: 'Listener' };

jest.setTimeout(120_000);

describe('Lab', () => {
  let directory: string;
  let lab: Lab;
  let hub: ClusterWatcher;
  let paris: ClusterWatcher;
  let applications: ObjectCache;
  let deployments: ObjectCache;

  const application = (name: string): Application | undefined => {
    const object = applications.get(`argocd/${name}`);
    return object && applicationSchema.parse(object);
  };
  const untilApplication = (
    name: string,
    matches: (found: Application) => boolean | undefined,
  ): Promise<Application> =>
    hub.until(() => {
      const found = application(name);
      return found && matches(found) ? found : undefined;
    });
  const isRolledOut = ({ status, operation }: Application) =>
    operation === undefined &&
    status?.sync?.status === 'Synced' &&
    status.health?.status === 'Healthy' &&
    status.operationState?.phase === 'Succeeded';
  const commit = (
    name: string,
    files: Record<string, string | undefined>,
  ): Promise<string> =>
    lab.forge.commit({ owner: 'acme', name, files, message: 'Change' });
  const fileOf = async (repository: string, path: string): Promise<string> => {
    const answer = await fetch(
      `${lab.forge.url}/api/v3/repos/acme/${repository}/contents/${path}?ref=main`,
      { headers: { accept: 'application/vnd.github.raw+json' } },
    );
    return answer.text();
  };

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lab-'));
    lab = await Lab.start({
      directory,
      resyncSeconds: 0.5,
      startMilliseconds: 50,
      edges: ['paris', 'berlin'],
      delays: { loss: 100, return: 50, records: 20 },
    });
    hub = await ClusterWatcher.open(lab.kubeConfigPath, 'hub');
    paris = await ClusterWatcher.open(lab.kubeConfigPath, 'paris');
    applications = await hub.watch(applicationKind);
    deployments = await paris.watch(deploymentKind);
  });

  afterAll(async () => {
    await hub?.stop();
    await paris?.stop();
    await lab?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it('rolls storefront out to the clusters of shops', async () => {
    await untilApplication('storefront-paris', isRolledOut);
    await untilApplication('storefront-berlin', isRolledOut);
    await untilApplication('telemetry-paris', isRolledOut);
    await untilApplication('telemetry-berlin', isRolledOut);
    await untilApplication('vanstage-root', isRolledOut);

    expect(
      applications
        .list()
        .map(({ metadata }) => metadata.name)
        .sort(),
    ).toEqual([
      'edge-dns-berlin',
      'edge-dns-paris',
      'log-shipper-berlin',
      'log-shipper-paris',
      'pricing-berlin',
      'pricing-paris',
      'signage-berlin',
      'signage-paris',
      'storefront-berlin',
      'storefront-paris',
      'telemetry-berlin',
      'telemetry-paris',
      'vanstage-root',
    ]);
    expect(deployments.get('storefront/web')?.status).toMatchObject({
      replicas: 2,
      readyReplicas: 2,
    });
  });

  it('writes no field into an Application that Argo CD does not', () => {
    const known = new Set(recordedFields.fields);
    for (const object of applications.list()) {
      const { status, operation } = applicationSchema.parse(object);
      const unknown = [...fieldPaths({ status, operation })].filter(
        path => !known.has(path),
      );
      expect(unknown.filter(path => !isCopyOfTheSpecification(path))).toEqual(
        [],
      );
    }
    expect(application('storefront-paris')?.status).toMatchObject({
      history: [{ id: 0, revision: expect.stringMatching(/^[0-9a-f]{40}$/) }],
      resourceHealthSource: 'appTree',
      sourceType: 'Directory',
      summary: {
        images: [
          'registry.acme.example/storefront/basket:2.1.3',
          'registry.acme.example/storefront/web:1.4.0',
        ],
      },
    });
  });

  it('writes the status of an ApplicationSet as Argo CD does', async () => {
    const kind = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'ApplicationSet',
    };
    const sets = await hub.watch(kind);
    await hub.client.patch(
      kind,
      { namespace: 'argocd', name: 'storefront' },
      {
        patch: {
          metadata: {
            annotations: {
              'argocd.argoproj.io/application-set-refresh': 'true',
            },
          },
        },
      },
    );
    const status = await hub.until(() => {
      const found = sets.get('argocd/storefront')?.status;
      return JSON.stringify(found).match(/"status":"Synced"/g)?.length === 2
        ? found
        : undefined;
    });

    expect([...fieldPaths(status)].sort()).toEqual(recordedSetFields.fields);
  });

  it('keeps credentials to their owner', async () => {
    for (const path of [lab.kubeConfigPath, lab.portalConfigPath]) {
      expect((await stat(path)).mode & 0o077).toBe(0);
    }
  });

  it('heals what somebody changed by hand, without a history entry', async () => {
    const before = application('storefront-paris')?.status?.history;
    await paris.client.patch(
      deploymentKind,
      { namespace: 'storefront', name: 'web' },
      { patch: { spec: { replicas: 5 } } },
    );

    const healed = await untilApplication(
      'storefront-paris',
      found =>
        isRolledOut(found) &&
        found.status?.operationState?.operation.sync?.autoHealAttemptsCount ===
          1,
    );

    expect(healed.status?.operationState?.operation.sync?.resources).toEqual([
      { group: 'apps', kind: 'Deployment', name: 'web' },
    ]);
    expect(healed.status?.history).toEqual(before);
    await paris.until(() =>
      JSON.stringify(deployments.get('storefront/web')?.spec).includes(
        '"replicas":2',
      )
        ? true
        : undefined,
    );
  });

  it('prunes what is no longer in Git, and nothing else', async () => {
    const services = await paris.watch(serviceKind);
    await paris.client.create({
      ...serviceKind,
      metadata: { name: 'by-hand', namespace: 'storefront' },
      spec: { ports: [{ port: 80 }], selector: { app: 'by-hand' } },
    });
    const basket = await fileOf('storefront', 'deploy/basket.yaml');
    const [deployment] = basket.split('---\n');
    const revision = await commit('storefront', {
      'deploy/basket.yaml': deployment,
    });

    const pruned = await untilApplication(
      'storefront-paris',
      found => isRolledOut(found) && found.status?.sync?.revision === revision,
    );
    await paris.until(() =>
      services.get('storefront/basket') ? undefined : true,
    );

    expect(services.get('storefront/by-hand')).toBeDefined();
    expect(pruned.status?.history?.map(({ id }) => id)).toEqual([0, 1]);
  });

  it('says that an image cannot be pulled', async () => {
    const pods = await paris.watch(podKind);
    const web = await fileOf('storefront', 'deploy/web.yaml');
    await commit('storefront', {
      'deploy/web.yaml': web.replace('web:1.4.0', 'web:9.9.9'),
    });

    const waiting = await paris.until(() =>
      pods
        .list()
        .map(pod => JSON.stringify(pod.status))
        .find(status => status.includes('ImagePullBackOff')),
    );
    await untilApplication(
      'storefront-paris',
      ({ status }) => status?.health?.status === 'Progressing',
    );

    expect(waiting).toContain(
      'Back-off pulling image \\"registry.acme.example/storefront/web:9.9.9\\"',
    );
    expect(deployments.get('storefront/web')?.status).toMatchObject({
      availableReplicas: 2,
      updatedReplicas: 1,
    });
    await commit('storefront', { 'deploy/web.yaml': web });
    await untilApplication('storefront-paris', isRolledOut);
  });

  it('leaves a cut edge Synced and Healthy while nothing changes', async () => {
    const listeners = await hub.watch(listenerKind);
    const matched = (wanted: boolean) =>
      hub.until(() => {
        const object = listeners.get('van/paris-kube-api');
        const status = object && listenerSchema.parse(object).status;
        return Boolean(status?.hasMatchingConnector) === wanted
          ? status
          : undefined;
      });
    await matched(true);
    await lab.cut('paris');

    expect(await matched(false)).toMatchObject({
      status: 'Pending',
      message: 'No matching connectors',
    });
    const cutAt = application('storefront-paris')?.status?.reconciledAt;
    const later = await untilApplication(
      'storefront-paris',
      ({ status }) => status?.reconciledAt !== cutAt,
    );
    expect(isRolledOut(later)).toBe(true);
    expect(later.status?.conditions).toBeUndefined();
  });

  it('delivers what changed while the edge was cut once it is back', async () => {
    const config = await fileOf('storefront', 'deploy/config.yaml');
    const revision = await commit('storefront', {
      'deploy/config.yaml': config.replace('EUR', 'CHF'),
    });

    const waiting = await untilApplication('storefront-paris', ({ status }) =>
      status?.operationState?.message?.includes('connection refused'),
    );
    expect(waiting.status).toMatchObject({
      sync: { status: 'OutOfSync', revision },
      health: { status: 'Healthy' },
      operationState: { phase: 'Running', retryCount: 1 },
    });
    expect(waiting.status?.operationState?.message).toMatch(
      /^one or more synchronization tasks are not valid: failed to discover server resources for group version apps\/v1: Get "https:\/\/paris-kube-api\.van\.svc:443\/apis\/apps\/v1\?timeout=32s": dial tcp [\d.]+:443: connect: connection refused; .*Retrying attempt #1 at .*Z\.$/,
    );
    await untilApplication('storefront-berlin', isRolledOut);

    await lab.restore('paris');
    const delivered = await untilApplication(
      'storefront-paris',
      found => isRolledOut(found) && found.status?.sync?.revision === revision,
    );
    expect(delivered.status?.operationState?.retryCount).toBeGreaterThan(0);
  });

  it('knows nothing of a cluster whose Secret is gone', async () => {
    const target = { namespace: 'argocd', name: 'cluster-berlin' };
    const secret = await hub.client.get(secretKind, target);
    await hub.client.remove(secretKind, target);

    const unknown = await untilApplication(
      'storefront-berlin',
      ({ status }) => status?.sync?.status === 'Unknown',
    );
    expect(unknown.status).toMatchObject({
      health: { status: 'Unknown' },
      conditions: [
        {
          type: 'InvalidSpecError',
          message: 'there are no clusters with this name: berlin',
        },
      ],
    });

    const { resourceVersion: _, uid: __, ...metadata } = secret.metadata;
    await hub.client.create({ ...secret, metadata });
    await untilApplication('storefront-berlin', isRolledOut);
  });

  it('follows the fleet repository: what is no longer rendered leaves the clusters', async () => {
    await commit('fleet', {
      'networks/acme/rendered/applicationsets/storefront.yaml': undefined,
    });

    await hub.until(() =>
      application('storefront-paris') || application('storefront-berlin')
        ? undefined
        : true,
    );
    await paris.until(() =>
      deployments.get('storefront/web') ? undefined : true,
    );
    expect(application('telemetry-paris')).toBeDefined();
  });
});

/** Retry strategy and source are copied from the specification, where the recorded Applications had less. */
function isCopyOfTheSpecification(path: string): boolean {
  return /(^|\.)(operation\.retry\.(refresh|backoff)|source\.directory)/.test(
    path,
  );
}
