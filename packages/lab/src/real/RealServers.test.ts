import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClusterView, Page } from '@vanstage/backstage-plugin-van-common';
import { ClusterWatcher } from '../__testUtils__/ClusterWatcher';
import { TestPortal } from '../__testUtils__/TestPortal';
import { applicationSchema, type Application } from '../argo';
import type { ObjectCache } from '../controller';
import { Lab } from '../Lab';
import { RealServers } from './RealServers';

const applicationKind = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
};
const deploymentKind = { apiVersion: 'apps/v1', kind: 'Deployment' };

jest.setTimeout(300_000);

describe('RealServers', () => {
  it('says which programs are missing', () => {
    const before = { ...process.env };
    process.env.PATH = '';
    process.env.XDG_CACHE_HOME = '/nowhere';
    delete process.env.KUBEBUILDER_ASSETS;
    try {
      expect(() =>
        RealServers.create({
          directory: '/nowhere',
          routerNamespace: 'van',
          images: [],
        }),
      ).toThrow(/^A real lab needs etcd, kube-apiserver, .*argocd-repo-server/);
    } finally {
      process.env = before;
    }
  });
});

if (process.env.VANSTAGE_REAL_SERVERS === '1') {
  describe('Lab (real)', () => {
    const problems: string[] = [];
    let directory: string;
    let lab: Lab;
    let hub: ClusterWatcher;
    let paris: ClusterWatcher;
    let applications: ObjectCache;
    let deployments: ObjectCache;

    const untilApplication = (
      name: string,
      matches: (found: Application) => boolean | undefined,
    ): Promise<Application> =>
      hub.until(() => {
        const object = applications.get(`argocd/${name}`);
        const found = object && applicationSchema.parse(object);
        return found && matches(found) ? found : undefined;
      });
    const isRolledOut = ({ status, operation }: Application) =>
      operation === undefined &&
      status?.sync?.status === 'Synced' &&
      status.health?.status === 'Healthy' &&
      status.operationState?.phase === 'Succeeded';

    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'lab-real-'));
      lab = await Lab.start({
        directory,
        servers: 'real',
        resyncSeconds: 5,
        startMilliseconds: 50,
        edges: ['paris', 'berlin'],
        delays: { loss: 100, return: 50, records: 20 },
        onProgramEnd: (what, error) => problems.push(`${what}: ${error}`),
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

    it('rolls storefront out through the network', async () => {
      await untilApplication('storefront-paris', isRolledOut);
      await untilApplication('storefront-berlin', isRolledOut);

      expect(deployments.get('storefront/web')?.status).toMatchObject({
        replicas: 2,
        readyReplicas: 2,
      });
    });

    it('heals what somebody changed by hand', async () => {
      const { metadata } = await paris.client.patch(
        deploymentKind,
        { namespace: 'storefront', name: 'web' },
        { patch: { spec: { replicas: 5 } } },
      );
      const changed = metadata.generation ?? 0;
      await paris.until(() => {
        const web = deployments.get('storefront/web');
        const isNewer = (web?.metadata.generation ?? 0) > changed;
        return isNewer && JSON.stringify(web?.spec).includes('"replicas":2')
          ? true
          : undefined;
      });

      const healed = await untilApplication(
        'storefront-paris',
        found =>
          isRolledOut(found) &&
          Boolean(
            found.status?.operationState?.operation.sync?.autoHealAttemptsCount,
          ),
      );
      expect(healed.status?.history).toHaveLength(1);
    });

    it('says that an image cannot be pulled', async () => {
      const pods = await paris.watch({ apiVersion: 'v1', kind: 'Pod' });
      await paris.client.create({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'unknown', namespace: 'storefront' },
        spec: { containers: [{ name: 'web', image: 'nobody/has:1' }] },
      });

      const status = await paris.until(() => {
        const found = JSON.stringify(pods.get('storefront/unknown')?.status);
        return found?.includes('ImagePullBackOff') ? found : undefined;
      });
      expect(status).toContain('Back-off pulling image \\"nobody/has:1\\"');
    });

    it('lets the portal see an edge, its loss and its return', async () => {
      const portal = await TestPortal.start(lab);
      const become = (isSo: (state: string) => boolean) =>
        portal.until<Page<ClusterView>>(
          '/networks/acme/clusters',
          ({ items }) =>
            items.some(({ name, state }) => name === 'paris' && isSo(state)),
        );
      try {
        await become(state => state === 'reachable');
        await lab.cut('paris');
        const { items } = await become(state => state === 'gone');
        expect(items).toContainEqual(
          expect.objectContaining({ name: 'berlin', state: 'reachable' }),
        );
        await lab.restore('paris');
        await become(state => state === 'reachable');
      } finally {
        await portal.stop();
      }
    });

    it('brings back a Node that was late', async () => {
      const nodes = await paris.watch({ apiVersion: 'v1', kind: 'Node' });
      const [node] = nodes.list();
      const { name } = node.metadata;
      const late = await paris.client.patch(
        node,
        { name },
        {
          patch: {
            status: { conditions: [{ type: 'Ready', status: 'Unknown' }] },
          },
          subresource: 'status',
        },
      );

      const back = await paris.until(() => {
        const found = nodes.get(name);
        const isNewer =
          found?.metadata.resourceVersion !== late.metadata.resourceVersion &&
          found?.metadata.resourceVersion !== node.metadata.resourceVersion;
        return isNewer ? found : undefined;
      });
      expect(back.status).toMatchObject({
        conditions: expect.arrayContaining([
          expect.objectContaining({ type: 'Ready', status: 'True' }),
        ]),
      });
    });

    it('has no program that ended by itself', () => {
      expect(problems).toEqual([]);
    });
  });
}
