import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ClusterWatcher } from './__testUtils__/ClusterWatcher';
import { applicationKind, applicationSchema } from './argo';
import { LabNetworks } from './LabNetworks';
import { readStory, type Story } from './story';

/** The demo's network twice: as it is, and as `umbra` with other edges. */
async function storyOfTwo(): Promise<Story> {
  const story = await readStory();
  const paris = story.clusters.get('paris');
  if (!paris) {
    throw new Error('The story has no cluster paris.');
  }
  const declare = (kind: string, name: string, spec: string) =>
    `apiVersion: vanstage.io/v1alpha1\nkind: ${kind}\nmetadata:\n  name: ${name}\nspec:\n${spec}`;
  return {
    ...story,
    clusters: new Map([...story.clusters, ['oslo', paris]]),
    fleet: {
      ...story.fleet,
      'networks/umbra/network.yaml': declare(
        'Network',
        'umbra',
        '  owner: group:default/platform\n  contexts: [prod]\n  hub:\n    skupperNamespace: van\n    argocdNamespace: argocd\n',
      ),
      'networks/umbra/clusters/hub.yaml': declare(
        'Cluster',
        'hub',
        '  role: hub\n  context: prod\n',
      ),
      'networks/umbra/clusters/oslo.yaml': declare(
        'Cluster',
        'oslo',
        '  role: edge\n  context: prod\n  tags: [retail]\n',
      ),
      'networks/umbra/applications/storefront.yaml':
        story.fleet['networks/acme/applications/storefront.yaml'],
      'networks/umbra/rules/retail.yaml':
        story.fleet['networks/acme/rules/retail.yaml'],
    },
  };
}

describe('LabNetworks', () => {
  let directory: string;
  let networks: LabNetworks;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lab-networks-'));
    networks = await LabNetworks.start({
      directory,
      story: await storyOfTwo(),
      networks: new Map([
        ['acme', ['paris']],
        ['umbra', ['oslo']],
      ]),
      resyncSeconds: 5,
      startMilliseconds: 10,
    });
  }, 60_000);

  afterAll(async () => {
    await networks?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it('deploys each network from the one fleet repository', async () => {
    for (const [network, name] of [
      ['acme', 'storefront-paris'],
      ['umbra', 'storefront-oslo'],
    ]) {
      const lab = networks.labs.get(network);
      const hub = await ClusterWatcher.open(lab?.kubeConfigPath ?? '', 'hub');
      const applications = await hub.watch(applicationKind);
      const synced = await hub.until(() => {
        const object = applications.get(`argocd/${name}`);
        const application = object && applicationSchema.parse(object);
        return application?.status?.sync?.status === 'Synced'
          ? application
          : undefined;
      });
      await hub.stop();

      expect(synced.spec.destination.name).toBe(name.split('-')[1]);
    }
  }, 60_000);

  it('leads a portal to all of them', async () => {
    const config = parse(await readFile(networks.portalConfigPath, 'utf8'));

    expect(Object.keys(config.van.networks)).toEqual(['acme', 'umbra']);
    expect(config.van.networks.umbra.hub.kubeconfig).toBe(
      networks.labs.get('umbra')?.kubeConfigPath,
    );
  });
});
