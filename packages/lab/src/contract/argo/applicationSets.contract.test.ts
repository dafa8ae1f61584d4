import {
  applicationKind,
  applicationSchema,
  applicationSetKind,
} from '../../argo';
import type { KubeObject } from '../../controller';
import { until } from '../__testUtils__/until';
import { describeArgo } from './__testUtils__/describeArgo';
import { isSynced } from './__testUtils__/applicationStates';
import { configMap } from './__testUtils__/manifests';

const namespace = 'argocd';
const configMapKind = { apiVersion: 'v1', kind: 'ConfigMap' };
const secretKind = { apiVersion: 'v1', kind: 'Secret' };

jest.setTimeout(120_000);

describeArgo(
  'ApplicationSets of Argo CD',
  { 'apps/settings/settings.yaml': configMap('settings') },
  contract => {
    const element = (cluster: string) => ({
      name: `shop-${cluster}`,
      cluster,
      spec: { source: { directory: { recurse: cluster === 'berlin' } } },
    });

    const set = (
      clusters: readonly string[],
      template: object = {},
    ): KubeObject => ({
      ...applicationSetKind,
      metadata: { name: 'shop', namespace },
      spec: {
        goTemplate: true,
        goTemplateOptions: ['missingkey=error'],
        generators: [{ list: { elements: clusters.map(element) } }],
        template: {
          metadata: {
            name: '{{ .name }}',
            labels: { 'vanstage.io/cluster': '{{ .cluster }}' },
            annotations: { note: 'braces {{ "{{" }} stay' },
          },
          spec: {
            project: 'default',
            source: {
              repoURL: contract.world.repoURL,
              targetRevision: 'main',
              path: 'apps/settings',
            },
            destination: { name: '{{ .cluster }}', namespace: '{{ .name }}' },
            syncPolicy: {
              automated: { prune: true, selfHeal: true },
              syncOptions: ['CreateNamespace=true'],
            },
            ...template,
          },
        },
        templatePatch: '{"spec":{{ toJson .spec }}}',
      },
    });

    const change = (clusters: readonly string[], template?: object) =>
      contract.world.hub.patch(
        applicationSetKind,
        { namespace, name: 'shop' },
        { patch: { spec: set(clusters, template).spec } },
      );

    const refresh = () =>
      contract.world.hub.patch(
        applicationSetKind,
        { namespace, name: 'shop' },
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

    const untilSet = (isWanted: (object: KubeObject) => boolean) =>
      until(
        () =>
          contract.world.hub.get(applicationSetKind, {
            namespace,
            name: 'shop',
          }),
        isWanted,
      );

    const conditions = ({ status }: KubeObject): unknown =>
      contract.world.normalised(
        (JSON.parse(JSON.stringify(status ?? {})).conditions ?? []).map(
          ({ lastTransitionTime: _, ...condition }: Record<string, unknown>) =>
            condition,
        ),
      );

    const isRolledOut = (found: unknown) =>
      JSON.stringify(found).match(/"phase":"Succeeded"/) !== null;

    it('make an Application of each element', async () => {
      const { world } = contract;
      const created = await world.hub.create(set(['paris', 'berlin']));
      for (const cluster of ['paris', 'berlin']) {
        const found = await world.untilApplication(
          `shop-${cluster}`,
          ({ status }) => isRolledOut(status),
        );
        expect(found.metadata).toMatchObject({
          labels: { 'vanstage.io/cluster': cluster },
          annotations: { note: 'braces {{ stay' },
          finalizers: ['resources-finalizer.argocd.argoproj.io'],
          ownerReferences: [
            {
              apiVersion: 'argoproj.io/v1alpha1',
              blockOwnerDeletion: true,
              controller: true,
              kind: 'ApplicationSet',
              name: 'shop',
              uid: created.metadata.uid,
            },
          ],
        });
        expect(found.spec).toMatchObject({
          destination: { name: cluster, namespace: `shop-${cluster}` },
          source: { path: 'apps/settings' },
        });
        expect(found.spec.source?.directory).toEqual(
          cluster === 'berlin' ? { recurse: true } : undefined,
        );
      }
    });

    it('say how their Applications are when they are asked to look', async () => {
      for (const name of ['shop-paris', 'shop-berlin']) {
        await contract.world.untilApplication(name, isSynced);
      }
      await refresh();
      const found = await untilSet(
        object =>
          JSON.stringify(object.status).match(
            /"health":\{"[^}]*"Healthy"[^}]*\},"kind":"Application"/g,
          )?.length === 2 &&
          JSON.stringify(object.status).match(/"status":"Synced"/g)?.length ===
            2 &&
          Object.keys(object.metadata.annotations ?? {}).length === 0,
      );

      expect(found.status).toMatchObject({
        health: {
          status: 'Healthy',
          message: 'All applications have been generated successfully',
        },
        resourcesCount: 2,
        resources: ['berlin', 'paris'].map(cluster => ({
          group: 'argoproj.io',
          health: { status: 'Healthy' },
          kind: 'Application',
          name: `shop-${cluster}`,
          namespace,
          status: 'Synced',
          version: 'v1alpha1',
        })),
      });
      expect(conditions(found)).toEqual([
        {
          type: 'ErrorOccurred',
          status: 'False',
          reason: 'ApplicationSetUpToDate',
          message: 'All applications have been generated successfully',
        },
        {
          type: 'ParametersGenerated',
          status: 'True',
          reason: 'ParametersGenerated',
          message: 'All parameters have been generated successfully',
        },
        {
          type: 'ResourcesUpToDate',
          status: 'True',
          reason: 'ApplicationSetUpToDate',
          message: 'All applications have been generated successfully',
        },
      ]);
    });

    it('undo what somebody changes in an Application, and follow their own template', async () => {
      const { world } = contract;
      await world.patch('shop-paris', {
        metadata: { labels: { 'vanstage.io/cluster': 'rome', mine: 'yes' } },
        spec: { syncPolicy: { automated: null } },
      });
      await world.untilApplication(
        'shop-paris',
        ({ metadata, spec }) =>
          metadata.labels?.['vanstage.io/cluster'] === 'paris' &&
          metadata.labels.mine === undefined &&
          spec.syncPolicy?.automated?.selfHeal,
      );
      await change(['paris', 'berlin'], { revisionHistoryLimit: 3 });
      await world.untilApplication(
        'shop-paris',
        ({ spec }) => spec.revisionHistoryLimit === 3,
      );
    });

    it('do nothing at all when their template cannot be filled in', async () => {
      const { world } = contract;
      await change(['paris'], { project: '{{ .nope }}' });
      const broken = await untilSet(({ status }) =>
        JSON.stringify(status).includes('RenderTemplateParamsError'),
      );

      expect(conditions(broken)).toMatchObject([
        {
          type: 'ErrorOccurred',
          status: 'True',
          message: expect.stringContaining('map has no entry for key "nope"'),
        },
        { type: 'ParametersGenerated', status: 'False' },
        { type: 'ResourcesUpToDate', status: 'False', reason: 'ErrorOccurred' },
      ]);
      expect(
        await world.find(world.hub, applicationKind, {
          namespace,
          name: 'shop-berlin',
        }),
      ).toBeDefined();
      await change(['paris', 'berlin']);
      await untilSet(({ status }) =>
        JSON.stringify(status).includes('"Healthy"'),
      );
    });

    it('neither change nor delete an Application whose cluster is not known', async () => {
      const { world } = contract;
      const secret = world.secret('berlin');
      await world.hub.remove(secretKind, secret.metadata);
      await refresh();
      const found = await untilSet(({ status }) =>
        JSON.stringify(status).includes('ApplicationValidationError'),
      );

      expect(conditions(found)).toMatchObject([
        {
          type: 'ErrorOccurred',
          status: 'True',
          reason: 'ApplicationValidationError',
          message:
            'application destination spec is invalid: there are no clusters with this name: berlin',
        },
        { type: 'ParametersGenerated', status: 'True' },
        { type: 'ResourcesUpToDate', status: 'False', reason: 'ErrorOccurred' },
      ]);
      const berlin = await world.untilApplication('shop-berlin', () => true);
      expect(berlin.metadata.deletionTimestamp).toBeUndefined();
      await world.hub.create(secret);
      await refresh();
      await untilSet(
        ({ status }) =>
          !JSON.stringify(status).includes('ApplicationValidationError'),
      );
    });

    it('delete the Application of an element that is gone, with what it deployed', async () => {
      const { world } = contract;
      await change(['paris']);
      await world.untilGone(
        applicationKind,
        { namespace, name: 'shop-berlin' },
        world.hub,
      );

      expect(
        await world.find(world.edge, configMapKind, {
          namespace: 'shop-berlin',
          name: 'settings',
        }),
      ).toBeUndefined();
    });

    it('take their Applications with them when they are deleted', async () => {
      const { world } = contract;
      await world.hub.remove(applicationSetKind, { namespace, name: 'shop' });
      await world.untilGone(
        applicationKind,
        { namespace, name: 'shop-paris' },
        world.hub,
      );
      await world.untilGone(configMapKind, {
        namespace: 'shop-paris',
        name: 'settings',
      });
    });

    it('adopt an Application that nobody owns', async () => {
      const { world } = contract;
      await world.deploy('shop-paris', { path: 'settings' });
      const created = await world.hub.create(set(['paris']));
      const adopted = await world.untilApplication(
        'shop-paris',
        ({ metadata }) => metadata.ownerReferences?.length === 1,
      );

      expect(adopted.metadata.ownerReferences?.[0].uid).toBe(
        created.metadata.uid,
      );
      expect(
        applicationSchema.parse(adopted).spec.syncPolicy?.automated,
      ).toEqual({ prune: true, selfHeal: true });
    });
  },
);
