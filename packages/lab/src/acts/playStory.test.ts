import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applicationSchema, type Application } from '../argo';
import type { ObjectCache } from '../controller';
import { Lab } from '../Lab';
import { listenerSchema } from '../skupper';
import { ClusterWatcher } from '../__testUtils__/ClusterWatcher';

jest.setTimeout(120_000);

const applicationKind = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
};
const deploymentKind = { apiVersion: 'apps/v1', kind: 'Deployment' };
const hourMilliseconds = 3_600_000;

describe('the story', () => {
  let directory: string;
  let lab: Lab;
  let hub: ClusterWatcher;
  let paris: ClusterWatcher;
  let applications: ObjectCache;

  const untilApplication = (
    name: string,
    matches: (found: Application) => boolean | undefined,
  ): Promise<Application> =>
    hub.until(() => {
      const object = applications.get(`argocd/${name}`);
      const found = object && applicationSchema.parse(object);
      return found && matches(found) ? found : undefined;
    });
  const isHealthy = ({ status }: Application) =>
    status?.sync?.status === 'Synced' && status.health?.status === 'Healthy';
  const fileOf = async (path: string): Promise<string> => {
    const answer = await fetch(`${lab.forge.url}/api/v3/repos/acme/${path}`, {
      headers: { accept: 'application/vnd.github.raw+json' },
    });
    return answer.text();
  };

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lab-story-'));
    lab = await Lab.start({
      directory,
      resyncSeconds: 1,
      startMilliseconds: 10,
    });
    await lab.playStory();
    hub = await ClusterWatcher.open(lab.kubeConfigPath, 'hub');
    paris = await ClusterWatcher.open(lab.kubeConfigPath, 'paris');
    applications = await hub.watch(applicationKind);
  });

  afterAll(async () => {
    await hub?.stop();
    await paris?.stop();
    await lab?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it('has an edge that is gone for an hour, in what objects tell too', async () => {
    const listeners = await hub.watch({
      apiVersion: 'skupper.io/v2alpha1',
      kind: 'Listener',
    });
    const conditions = await hub.until(() => {
      const object = listeners.get('van/oslo-kube-api');
      const status = object && listenerSchema.parse(object).status;
      return status?.hasMatchingConnector ? undefined : status?.conditions;
    });
    const matched = conditions.find(({ type }) => type === 'Matched');

    expect(matched).toMatchObject({
      status: 'False',
      message: 'No matching connectors',
    });
    expect(lab.isCut('oslo')).toBe(true);
    const lostAt = Date.parse(matched?.lastTransitionTime ?? '');
    expect(Date.now() - lostAt).toBeGreaterThan(0.9 * hourMilliseconds);
    const stock = await untilApplication('stock-oslo', isHealthy);
    const deployedAt = Date.parse(stock.status?.history?.[0].deployedAt ?? '');
    expect(lostAt - deployedAt).toBeGreaterThan(hourMilliseconds);
  });

  it('has an application that was changed by hand and healed', async () => {
    const healed = await untilApplication(
      'storefront-paris',
      found =>
        isHealthy(found) &&
        found.status?.operationState?.phase === 'Succeeded' &&
        found.status.operationState.operation.sync?.autoHealAttemptsCount === 1,
    );
    expect(healed.status?.history).toHaveLength(1);
  });

  it('has a release whose image nobody pushed, which can be mended', async () => {
    await untilApplication(
      'parcel-labels-madrid',
      ({ status }) => status?.health?.status === 'Degraded',
    );
    expect(await fileOf('parcel-labels/contents/deploy/printer.yaml')).toMatch(
      /image: registry\.acme\.example\/warehouse\/label-printer:0\.0\.0-missing\n/,
    );

    await lab.faults.clear({ name: 'bad-image' });

    await untilApplication('parcel-labels-madrid', isHealthy);
    expect(await fileOf('parcel-labels/contents/deploy/printer.yaml')).toMatch(
      /label-printer:1\.9\.0\n/,
    );
  });

  it('has an open pull request with its plan', async () => {
    const pulls = JSON.parse(await fileOf('fleet/pulls'));
    expect(pulls).toMatchObject([
      {
        title: 'Run everything for shops in Madrid too',
        state: 'open',
        body: expect.stringContaining('3 arrive'),
      },
    ]);
  });

  it('has an Application that nobody declared', async () => {
    const found = await untilApplication('card-terminals', isHealthy);
    expect(found.metadata.labels).toBeUndefined();
    expect(found.metadata.ownerReferences).toBeUndefined();
  });

  it('lets people drift from Git for as long as they insist', async () => {
    const deployments = await paris.watch(deploymentKind);
    const replicas = () =>
      JSON.stringify(deployments.get('pricing/prices')?.spec).match(
        /"replicas":(\d+)/,
      )?.[1];
    expect(replicas()).toBe('2');
    const drift = { application: 'pricing', cluster: 'paris' };

    await lab.handChanges.drift({ ...drift, keep: true });
    // It is changed again after Argo CD has healed it once.
    await untilApplication(
      'pricing-paris',
      ({ status }) =>
        Number(
          status?.operationState?.operation.sync?.autoHealAttemptsCount ?? 0,
        ) >= 1 && status?.operationState?.phase === 'Succeeded',
    );
    await paris.until(() => (replicas() === '3' ? true : undefined));
    expect(lab.handChanges.kept).toEqual([drift]);

    await lab.handChanges.heal(drift);
    await untilApplication('pricing-paris', isHealthy);
    await paris.until(() => (replicas() === '2' ? true : undefined));
    expect(lab.handChanges.kept).toEqual([]);
  });

  it('says what does not run where', async () => {
    await expect(
      lab.handChanges.drift({ application: 'pricing', cluster: 'dallas' }),
    ).rejects.toThrow(
      "The application 'pricing' does not run on dallas: the hub has no Application pricing-dallas.",
    );
    await expect(
      lab.handChanges.drift({ application: 'pricing', cluster: 'rome' }),
    ).rejects.toThrow("The lab has no cluster 'rome'. It has: hub, paris,");
  });

  it("puts on the forge's faults and Skupper's by their names", async () => {
    await lab.faults.set({
      name: 'forge-secondary-limit',
      target: 'forge',
      options: { times: '1' },
    });
    expect(lab.faults.active()).toContainEqual(
      expect.objectContaining({
        name: 'forge-secondary-limit',
        target: 'forge',
        options: { times: '1' },
      }),
    );
    const refused = await fetch(
      `${lab.forge.url}/api/v3/repos/acme/fleet/pulls`,
    );
    expect(refused.status).toBe(403);

    await lab.faults.set({
      name: 'duplicate-key',
      target: 'berlin',
      options: { of: 'paris' },
    });
    const [fault] = await lab.faults.clear({ target: 'berlin' });
    expect(fault).toMatchObject({
      name: 'duplicate-key',
      options: { of: 'paris' },
    });
    await lab.faults.set({ name: 'adaptor-restart', target: 'hub' });
    expect(lab.faults.active().map(({ name }) => name)).not.toContain(
      'adaptor-restart',
    );
    await expect(
      lab.faults.set({ name: 'duplicate-key', target: 'berlin' }),
    ).rejects.toThrow('Say whose key: duplicate-key berlin of=EDGE.');
  });

  it('makes everything well again', async () => {
    await lab.faults.clear();
    await untilApplication('parcel-labels-oslo', isHealthy);
    expect(lab.faults.active()).toEqual([]);
    expect(lab.isCut('oslo')).toBe(false);
  });
});
