import { applicationKind } from '../../argo';
import { hasCondition, isSynced } from './__testUtils__/applicationStates';
import { describeArgo } from './__testUtils__/describeArgo';
import { expectRecorded } from './__testUtils__/expectRecorded';
import { configMap, deployment } from './__testUtils__/manifests';

const file = 'edges';
const deploymentKind = { apiVersion: 'apps/v1', kind: 'Deployment' };
const configMapKind = { apiVersion: 'v1', kind: 'ConfigMap' };
const secretKind = { apiVersion: 'v1', kind: 'Secret' };
const automated = {
  syncPolicy: {
    automated: { prune: true },
    syncOptions: ['CreateNamespace=true'],
  },
};

jest.setTimeout(120_000);

describeArgo(
  'Applications of Argo CD and their edges',
  {
    'apps/web/deployment.yaml': deployment('web', 'nginx:1.27'),
    'apps/settings/settings.yaml': configMap('settings'),
    'apps/far/settings.yaml': configMap('settings'),
  },
  contract => {
    it('stay as they were last seen while their edge is cut and nothing changes', async () => {
      const { world } = contract;
      await world.commit({ 'README.md': 'The first commit\n' });
      await world.deploy('far', { spec: automated });
      const before = await world.untilApplication('far', isSynced);
      await world.relay('paris').cut();
      const after = await world.untilApplication(
        'far',
        ({ status }) => status?.reconciledAt !== before.status?.reconciledAt,
      );

      expect(after.status).toEqual({
        ...before.status,
        reconciledAt: expect.any(String),
      });
    });

    it('try again and again to reach an edge that is cut', async () => {
      const { world } = contract;
      await world.commit({
        'apps/far/settings.yaml': configMap('settings', 'b'),
      });
      await world.refresh('far');
      const far = await world.untilApplication(
        'far',
        ({ status }) =>
          status?.operationState?.retryCount === 1 &&
          status.operationState.finishedAt !== undefined &&
          status.sync?.status === 'OutOfSync',
      );

      await expectRecorded(contract, far, { file, point: 'cut' });
    });

    it('are delivered when the edge is back', async () => {
      const { world } = contract;
      await world.relay('paris').restore();
      const far = await world.untilApplication('far', isSynced);

      expect(far.status?.operationState?.retryCount).toBeGreaterThan(0);
      expect(
        await world.edge.get(configMapKind, {
          namespace: 'far',
          name: 'settings',
        }),
      ).toMatchObject({ data: { value: 'b' } });
    });

    it('are unknown while the Secret of their cluster is gone', async () => {
      const { world } = contract;
      await world.deploy('near', {
        path: 'settings',
        edge: 'berlin',
        spec: automated,
      });
      await world.untilApplication('near', isSynced);
      const secret = world.secret('berlin');
      await world.hub.remove(secretKind, secret.metadata);
      const near = await world.untilApplication('near', found =>
        hasCondition(found, 'InvalidSpecError'),
      );
      await world.hub.create(secret);
      await expectRecorded(contract, near, { file, point: 'Secret deleted' });
      const again = await world.untilApplication('near', isSynced);
      expect(again.status?.conditions).toBeUndefined();
    });

    it('leave what they deployed where it is when the Secret of their cluster is gone', async () => {
      const { world } = contract;
      const secret = world.secret('berlin');
      await world.hub.remove(secretKind, secret.metadata);
      await world.untilApplication('near', found =>
        hasCondition(found, 'InvalidSpecError'),
      );
      await world.delete('near');
      await world.untilGone(
        applicationKind,
        { namespace: 'argocd', name: 'near' },
        world.hub,
      );

      expect(
        await world.find(world.edge, configMapKind, {
          namespace: 'near',
          name: 'settings',
        }),
      ).toBeDefined();
      await world.hub.create(secret);
    });

    it('stay when their edge is cut while they are deleted, and say why', async () => {
      const { world } = contract;
      await world.deploy('settings', { spec: automated });
      await world.untilApplication('settings', isSynced);
      await world.relay('paris').cut();
      await world.delete('settings');
      const settings = await world.untilApplication('settings', found =>
        hasCondition(found, 'DeletionError'),
      );
      await world.relay('paris').restore();
      await expectRecorded(contract, settings, {
        file,
        point: 'deleted while cut',
      });
      await world.untilGone(
        applicationKind,
        { namespace: 'argocd', name: 'settings' },
        world.hub,
      );
      await world.untilGone(configMapKind, {
        namespace: 'settings',
        name: 'settings',
      });
    });

    it.each([
      ['resources-finalizer.argocd.argoproj.io', false],
      ['resources-finalizer.argocd.argoproj.io/background', false],
      [undefined, true],
    ])(
      'are deleted with what they deployed as the finalizer %s says',
      async (finalizer, isKept) => {
        const { world } = contract;
        const name = `deleted-${
          finalizer?.replaceAll(/[./]/g, '-') ?? 'alone'
        }`;
        await world.deploy(name, {
          path: 'web',
          edge: 'berlin',
          spec: automated,
          finalizers: finalizer ? [finalizer] : [],
        });
        await world.untilApplication(name, isSynced);
        await world.delete(name);
        await world.untilGone(
          applicationKind,
          { namespace: 'argocd', name },
          world.hub,
        );

        const left = await world.find(world.edge, deploymentKind, {
          namespace: name,
          name: 'web',
        });
        expect(left !== undefined).toBe(isKept);
      },
    );
  },
);
