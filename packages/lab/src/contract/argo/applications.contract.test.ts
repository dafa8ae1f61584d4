import type { Application } from '../../argo';
import { hasCondition, isSynced } from './__testUtils__/applicationStates';
import { describeArgo } from './__testUtils__/describeArgo';
import { expectRecorded } from './__testUtils__/expectRecorded';
import { configMap, deployment, service } from './__testUtils__/manifests';

const file = 'applications';
const deploymentKind = { apiVersion: 'apps/v1', kind: 'Deployment' };
const serviceKind = { apiVersion: 'v1', kind: 'Service' };

const createNamespace = ['CreateNamespace=true'];
const automated = {
  syncPolicy: { automated: { prune: true }, syncOptions: createNamespace },
};

jest.setTimeout(120_000);

function imagesOf({ status }: Application): string {
  return JSON.stringify(status?.summary);
}

describeArgo(
  'Applications of Argo CD',
  {
    'apps/web/deployment.yaml': deployment('web', 'nginx:1.27'),
    'apps/web/service.yaml': service('web'),
    'apps/settings/settings.yaml': configMap('settings'),
    'apps/kind/widget.yaml':
      'apiVersion: example.com/v1\nkind: Widget\nmetadata:\n  name: one\n',
    'apps/text/text.yaml': 'just: text\n',
    'apps/broken/broken.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: [\n',
  },
  contract => {
    it('are created, synchronised by automation and healthy', async () => {
      const { world } = contract;
      await world.commit({ 'README.md': 'The first commit\n' });
      await world.deploy('web', { spec: automated });
      const web = await world.untilApplication(
        'web',
        found => isSynced(found) && imagesOf(found).includes('1.27'),
      );

      await expectRecorded(contract, web, { file, point: 'synced' });
    });

    it('follow Git, and prune what it no longer has', async () => {
      const { world } = contract;
      const revision = await world.commit({
        'apps/web/deployment.yaml': deployment('web', 'nginx:1.28'),
        'apps/web/service.yaml': undefined,
      });
      await world.refresh('web');
      const web = await world.untilApplication(
        'web',
        found =>
          isSynced(found) &&
          found.status?.sync?.revision === revision &&
          imagesOf(found) === '{"images":["nginx:1.28"]}',
      );
      await world.untilGone(serviceKind, { namespace: 'web', name: 'web' });

      await expectRecorded(contract, web, { file, point: 'pruned' });
    });

    it('are out of sync after a change by hand, and stay so without self-heal', async () => {
      const { world } = contract;
      await world.edge.patch(
        deploymentKind,
        { namespace: 'web', name: 'web' },
        { patch: { spec: { replicas: 2 } } },
      );
      const web = await world.untilApplication(
        'web',
        ({ status }) =>
          status?.sync?.status === 'OutOfSync' &&
          status.health?.status === 'Healthy',
      );

      await expectRecorded(contract, web, { file, point: 'drifted' });
    });

    it('heal themselves when they are told to, which history does not say', async () => {
      const { world } = contract;
      const { history } =
        (await world.untilApplication('web', () => true)).status ?? {};
      await world.patch('web', {
        spec: { syncPolicy: { automated: { selfHeal: true } } },
      });
      const web = await world.untilApplication(
        'web',
        found =>
          isSynced(found) &&
          found.status?.operationState?.operation.sync?.autoHealAttemptsCount,
      );

      expect(web.status?.operationState).toMatchObject({
        phase: 'Succeeded',
        message: 'successfully synced (all tasks run)',
        operation: {
          initiatedBy: { automated: true },
          sync: {
            prune: true,
            resources: [{ group: 'apps', kind: 'Deployment', name: 'web' }],
            syncOptions: createNamespace,
          },
        },
        syncResult: {
          resources: [{ kind: 'Deployment', name: 'web', status: 'Synced' }],
        },
      });
      expect(web.status?.history).toEqual(history);
    });

    it('are read again at every resync though nothing changes', async () => {
      const { world } = contract;
      await world.deploy('settings', { spec: automated });
      const before = await world.untilApplication('settings', isSynced);
      const after = await world.untilApplication(
        'settings',
        ({ status }) => status?.reconciledAt !== before.status?.reconciledAt,
      );

      expect(after.status).toEqual({
        ...before.status,
        reconciledAt: expect.any(String),
      });
    });

    it('fail when an object is refused, after as many attempts as they are allowed', async () => {
      const { world } = contract;
      await world.deploy('lost', {
        path: 'settings',
        spec: {
          syncPolicy: {
            automated: {},
            retry: { limit: 1, backoff: { duration: '1s' } },
          },
        },
      });
      const lost = await world.untilApplication(
        'lost',
        found =>
          found.status?.operationState?.phase === 'Failed' &&
          hasCondition(found, 'SyncError'),
      );

      await expectRecorded(contract, lost, { file, point: 'failed' });
    });

    it('fail when the cluster does not have a kind', async () => {
      const { world } = contract;
      await world.deploy('kind');
      await world.untilApplication(
        'kind',
        ({ status }) => status?.sync?.status === 'OutOfSync',
      );
      await world.sync('kind', { revision: 'main' });
      const kind = await world.untilApplication(
        'kind',
        ({ status }) => status?.operationState?.phase === 'Failed',
      );

      await expectRecorded(contract, kind, { file, point: 'unknown kind' });
    });

    it('say that Git cannot be read', async () => {
      const { world } = contract;
      await world.deploy('nopath', { spec: automated });
      const nopath = await world.untilApplication('nopath', found =>
        hasCondition(found, 'ComparisonError'),
      );

      await expectRecorded(contract, nopath, { file, point: 'no such path' });
    });

    it('leave alone what is not a manifest', async () => {
      const { world } = contract;
      await world.deploy('text', { spec: automated });
      const text = await world.untilApplication(
        'text',
        ({ status }) => status?.sync?.status === 'Synced',
      );

      expect(text.status).toMatchObject({
        sync: { status: 'Synced' },
        health: { status: 'Healthy' },
      });
      expect(text.status?.resources).toBeUndefined();
    });

    it('say that a manifest cannot be read', async () => {
      const { world } = contract;
      await world.deploy('broken', { spec: automated });
      const broken = await world.untilApplication('broken', found =>
        hasCondition(found, 'ComparisonError'),
      );

      // What is wrong with it is said in the words of whoever parses it.
      expect(broken.status).toMatchObject({
        sync: { status: 'Unknown', revision: 'main' },
        health: { status: 'Healthy' },
        conditions: [
          {
            type: 'ComparisonError',
            message: expect.stringMatching(
              /^Failed to load target state: failed to generate manifest for source 1 of 1: rpc error: code = FailedPrecondition desc = Failed to unmarshal "broken.yaml": failed to unmarshal manifest: /,
            ),
          },
        ],
      });
    });

    it('say that there is no such branch', async () => {
      const { world } = contract;
      await world.deploy('nobranch', {
        spec: {
          source: {
            repoURL: world.repoURL,
            path: 'apps/settings',
            targetRevision: 'nope',
          },
        },
      });
      const nobranch = await world.untilApplication('nobranch', found =>
        hasCondition(found, 'ComparisonError'),
      );

      await expectRecorded(contract, nobranch, {
        file,
        point: 'no such branch',
      });
    });

    it('say that their cluster is not known', async () => {
      const { world } = contract;
      await world.deploy('nodest', { path: 'settings', edge: 'atlantis' });
      const nodest = await world.untilApplication('nodest', found =>
        hasCondition(found, 'InvalidSpecError'),
      );

      await expectRecorded(contract, nodest, { file, point: 'no cluster' });
    });

    it('say that their project does not exist, or does not allow them', async () => {
      const { world } = contract;
      await world.hub.create({
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'AppProject',
        metadata: { name: 'strict', namespace: 'argocd' },
        spec: {
          sourceRepos: ['https://git.example.com/*'],
          destinations: [{ server: '*', namespace: 'other' }],
        },
      });
      await world.deploy('strict', {
        path: 'settings',
        spec: { project: 'strict' },
      });
      await world.deploy('noproject', {
        path: 'settings',
        spec: { project: 'none' },
      });

      for (const name of ['strict', 'noproject']) {
        const found = await world.untilApplication(name, each =>
          hasCondition(each, 'InvalidSpecError'),
        );
        await expectRecorded(contract, found, { file, point: name });
      }
    });
  },
);
