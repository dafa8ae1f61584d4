import recordedSite from './__fixtures__/siteStatus.json';
import recorded from './__fixtures__/networkStatus.json';
import {
  networkStatus,
  networkStatusSchema,
  type HeardNetwork,
} from './networkStatus';
import { connectedKeys, siteNetwork } from './siteNetwork';

/** What the routers of the recorded network tell. */
const heard: HeardNetwork = {
  hub: {
    id: 'a31d0954-16a3-41c5-87f8-1623329950f9',
    name: 'hub',
    namespace: 'van',
    routerPod: 'skupper-router-67dcdc88f-xms4z',
    listeners: [
      {
        name: 'edge-b-kube-api',
        routingKey: 'edge-b-kube-api',
        podPort: 1025,
      },
      {
        name: 'edge-a-kube-api',
        routingKey: 'edge-a-kube-api',
        podPort: 1024,
      },
    ],
  },
  edges: [
    {
      id: '270e1725-387b-478c-99ec-2bbc0592c4ae',
      name: 'edge-a',
      namespace: 'van',
      mode: 'interior',
      routerPod: 'skupper-router-64644d45cf-n2gzv',
    },
    {
      id: '412fbb86-0153-42be-be99-978268ba89af',
      name: 'edge-b',
      namespace: 'van',
      mode: 'edge',
      routerPod: 'skupper-router-6ccb5bd94d-svrhs',
    },
  ],
  connectors: [
    {
      siteId: '270e1725-387b-478c-99ec-2bbc0592c4ae',
      routingKey: 'edge-a-kube-api',
      host: 'kubernetes.default.svc',
      port: 7543,
    },
    {
      siteId: '412fbb86-0153-42be-be99-978268ba89af',
      routingKey: 'edge-b-kube-api',
      host: 'kubernetes.default.svc',
      port: 7643,
    },
  ],
};

describe('networkStatus', () => {
  it('writes what a real adaptor wrote, to the byte', () => {
    expect(JSON.stringify(networkStatus(heard))).toBe(JSON.stringify(recorded));
  });

  it('loses first the site, then its connector, as a lost edge does', () => {
    const [edgeA] = heard.edges;
    const lost = networkStatus({ ...heard, edges: [edgeA] });
    expect(lost.siteStatus?.map(({ site }) => site.name)).toEqual([
      'edge-a',
      'hub',
    ]);
    expect(lost.addresses?.[1]).toMatchObject({ connectorCount: 1 });
    expect(connectedKeys(lost)).toEqual(new Set(['edge-a-kube-api']));

    const gone = networkStatus({
      ...heard,
      edges: [edgeA],
      connectors: heard.connectors.slice(0, 1),
    });
    expect(gone.addresses?.[1]).toEqual({
      name: 'edge-b-kube-api',
      startTime: 0,
      endTime: 0,
      listenerCount: 1,
      connectorCount: 0,
    });
  });

  it('has null where nothing has been heard', () => {
    const { hub } = heard;
    expect(
      networkStatus({
        hub: { ...hub, routerPod: undefined, listeners: [] },
        edges: [],
        connectors: [],
      }),
    ).toMatchObject({ addresses: null, siteStatus: [{ routerStatus: null }] });
  });
});

describe('siteNetwork', () => {
  it('makes of it what the real controller wrote into the Site', () => {
    const network = siteNetwork(networkStatusSchema.parse(recorded));
    // The order of a site's services is random in Skupper: they come from a Go map.
    const sorted = (entries: typeof network) =>
      entries.map(entry => ({
        ...entry,
        services: [...(entry.services ?? [])].sort((a, b) =>
          a.routingKey < b.routingKey ? -1 : 1,
        ),
      }));
    expect(sorted(network)).toEqual(recordedSite.network);
  });
});
