import type { Cluster } from '@vanstage/backstage-plugin-van-common';
import { acmeFleet } from '../__testUtils__/fleet';
import {
  hubSiteRow,
  listenerRow,
  networkStatusRow,
  secretRows,
} from '../__testUtils__/rows';
import listeners from '../collect/__fixtures__/listeners.json';
import networkStatus from '../collect/__fixtures__/networkStatus.json';
import site from '../collect/__fixtures__/site.json';
import { projectListener } from '../collect/projectListener';
import { projectNetworkStatus } from '../collect/projectNetworkStatus';
import { projectSite } from '../collect/projectSite';
import { identifyClusters, type IdentityInput } from './identifyClusters';

const HUB_SITE = 'a31d0954-16a3-41c5-87f8-1623329950f9';
const EDGE_A = '270e1725-387b-478c-99ec-2bbc0592c4ae';
const EDGE_B = '412fbb86-0153-42be-be99-978268ba89af';

/** What was recorded of a real network: `edge-a` and `edge-b` behind a hub. */
function recorded(
  state: keyof typeof networkStatus = 'threeSites',
): IdentityInput {
  return {
    declared: [],
    skupperNamespace: 'van',
    secrets: ['edge-a', 'edge-b'].flatMap(secretRows),
    listeners: ['edge-a', 'edge-b'].map(name => ({
      ...projectListener(listeners.matched),
      key: `van/${name}-kube-api`,
      name: `${name}-kube-api`,
      host: `${name}-kube-api`,
      routingKey: `${name}-kube-api`,
    })),
    sites: [projectSite(site)],
    networkStatus: projectNetworkStatus(networkStatus[state]),
  };
}

function siteIds(input: IdentityInput): Record<string, string | undefined> {
  return Object.fromEntries(
    identifyClusters(input).map(({ name, siteId }) => [name, siteId]),
  );
}

describe('identifyClusters', () => {
  it('goes from the cluster Secret to the Skupper site', () => {
    expect(siteIds(recorded())).toEqual({
      'in-cluster': HUB_SITE,
      'edge-a': EDGE_A,
      'edge-b': EDGE_B,
    });
  });

  it("does not take the portal's Secret for a cluster's when it leads to another", () => {
    const input = recorded();
    const withServer = (server: string) =>
      identifyClusters({
        ...input,
        secrets: input.secrets.map(secret =>
          secret.cluster === 'edge-a' && secret.usedBy === 'portal'
            ? { ...secret, server }
            : secret,
        ),
      }).find(({ name }) => name === 'edge-a')?.hasCredential;

    expect(withServer('https://edge-b-kube-api.van.svc:443')).toBe(false);
    expect(withServer('https://edge-a-kube-api.van.svc.cluster.local')).toBe(
      true,
    );
  });

  it('never goes by the name that a site gives itself', () => {
    const input = recorded();
    const status = input.networkStatus;
    const renamed = status && {
      ...status,
      sites: status.sites.map(known => ({
        ...known,
        name: known.name === 'edge-a' ? 'edge-b' : 'edge-a',
      })),
    };

    expect(siteIds({ ...input, networkStatus: renamed })).toEqual(
      siteIds(input),
    );
  });

  it('knows no site while the record of one is lost, and keeps the others', () => {
    expect(siteIds(recorded('siteRecordLost'))).toMatchObject({
      'edge-a': EDGE_A,
      'edge-b': undefined,
    });
    expect(siteIds(recorded('hubAlone'))).toEqual({
      'in-cluster': HUB_SITE,
      'edge-a': undefined,
      'edge-b': undefined,
    });
  });

  it('tells no site when two offer the same routing key', () => {
    const input = recorded();
    const status = input.networkStatus;
    const shared = status && {
      ...status,
      sites: status.sites.map(known => ({
        ...known,
        connectors: known.connectors.length ? ['edge-a-kube-api'] : [],
      })),
    };

    expect(siteIds({ ...input, networkStatus: shared })).toMatchObject({
      'edge-a': undefined,
      'edge-b': undefined,
    });
  });

  it('goes by the address, not by the name of Secret or Listener', () => {
    const input = recorded();
    const [listener] = input.listeners;

    const [found] = identifyClusters({
      ...input,
      secrets: [
        {
          kind: 'clusterSecret',
          key: 'argocd/any-name',
          usedBy: 'both',
          cluster: 'factory',
          server: 'https://reach-factory.van.svc.cluster.local:6443',
          labels: {},
        },
      ],
      listeners: [
        { ...listener, host: 'reach-factory', port: 443, key: 'van/other' },
        {
          ...listener,
          host: 'reach-factory',
          port: 6443,
          key: 'van/right',
          routingKey: 'edge-b-kube-api',
        },
        { ...listener, host: 'reach-factory', port: 6443, namespace: 'else' },
      ],
    });

    expect(found).toMatchObject({
      name: 'factory',
      listener: { key: 'van/right' },
      siteId: EDGE_B,
      hasCredential: true,
    });
  });

  it('joins what is declared with what is seen', () => {
    const declared: Cluster[] = acmeFleet().clusters;
    const clusters = identifyClusters({
      declared,
      skupperNamespace: 'van',
      secrets: [
        ...secretRows('paris'),
        ...secretRows('lyon'),
        {
          ...secretRows('hub')[0],
          cluster: 'in-cluster',
          server: 'https://kubernetes.default.svc',
        },
      ],
      listeners: ['paris', 'berlin'].map(name => listenerRow(name)),
      sites: [hubSiteRow()],
      networkStatus: networkStatusRow(['paris']),
    });

    expect(
      clusters.map(({ name, role, declared: cluster, listener }) => ({
        name,
        role,
        declared: cluster !== undefined,
        listener: listener?.key,
      })),
    ).toEqual([
      // Its Listener is there before its Secret.
      {
        name: 'berlin',
        role: 'edge',
        declared: true,
        listener: 'van/berlin-kube-api',
      },
      { name: 'dallas', role: 'edge', declared: true, listener: undefined },
      { name: 'hub', role: 'hub', declared: true, listener: undefined },
      { name: 'lyon', role: 'edge', declared: false, listener: undefined },
      {
        name: 'paris',
        role: 'edge',
        declared: true,
        listener: 'van/paris-kube-api',
      },
    ]);
  });

  it('has no credential where only Argo CD has one', () => {
    const [argocd] = secretRows('paris');

    const clusters = identifyClusters({ ...recorded(), secrets: [argocd] });

    expect(clusters).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'paris', hasCredential: false }),
      ]),
    );
  });
});
