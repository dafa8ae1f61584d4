import {
  RouterNetwork,
  RouterSite,
  type RouterConnector,
  type Uplink,
} from '../van';
import { createAuthority, issueCertificate } from '../kube/certificates';
import { z } from 'zod';
import recordedValues from './__fixtures__/hubNetworkStatus.json';
import { NetworkClock } from './delays';
import { networkStatus } from './networkStatus';
import { NetworkView } from './NetworkView';

/** What the recordings were reduced to: which sites are listed, with routers or without, and counts. */
const summarySchema = z.object({
  sites: z.record(z.string(), z.string()),
  addresses: z.record(z.string(), z.array(z.number())),
  listeners: z.array(z.string()),
});

type Summary = z.infer<typeof summarySchema>;

/** The values that the hub's adaptor wrote after a step of the recording, and how many seconds after it. */
function recorded(step: keyof typeof recordedValues) {
  return recordedValues[step].values.map(({ after, ...value }) => ({
    after,
    value: summarySchema.parse(value),
  }));
}

const secondsOf = (milliseconds: number) => milliseconds / 1_000;

/** A link that a test cuts. */
class TestUplink implements Uplink {
  isCut = false;
  since = new Date();
  private readonly listeners = new Set<() => void>();

  get isLost(): boolean {
    return this.isCut;
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  set(isCut: boolean): void {
    this.isCut = isCut;
    this.since = new Date();
    this.listeners.forEach(listener => listener());
  }
}

/** The three sites that were recorded, seen by the hub's adaptor, in the time of a clock that the test winds. */
describe('NetworkView', () => {
  const uplinks = { 'edge-a': new TestUplink(), 'edge-b': new TestUplink() };
  let credentials: { certificatePem: string; caPem: string };
  let network: RouterNetwork;
  let view: NetworkView;
  let hub: RouterSite;
  let edgeA: RouterSite;
  let edgeB: RouterSite;
  let values: { after: number; value: Summary }[];
  let begin: number;

  beforeAll(async () => {
    const authority = await createAuthority('hub site CA');
    const { certificatePem } = await issueCertificate(authority, {
      subject: 'edge',
      hosts: [],
      usages: ['client'],
    });
    credentials = { certificatePem, caPem: authority.certificatePem };
  });

  beforeEach(() => {
    jest.useFakeTimers();
    values = [];
    network = new RouterNetwork();
    hub = join('hub', 'interior');
    edgeA = join('edge-a', 'interior');
    edgeB = join('edge-b', 'edge');
    hub.configure({
      access: (['inter-router', 'edge'] as const).map(role => ({
        role,
        group: 'skupper-router',
        address: `hub:${role}`,
        caPem: credentials.caPem,
      })),
      listeners: [listener('edge-a', 1024)],
    });
    for (const edge of [edgeA, edgeB]) {
      edge.configure({
        links: [
          {
            name: 'hub',
            cost: 1,
            addresses: { 'inter-router': 'hub:inter-router', edge: 'hub:edge' },
            credentials,
          },
        ],
        connectors: [connector(`${edge.options.name}-kube-api`)],
      });
    }
    for (const site of [hub, edgeA, edgeB]) {
      site.setPods([
        { name: `skupper-router-${site.id}`, group: 'skupper-router' },
      ]);
    }
    hub.configure({
      listeners: [listener('edge-b', 1025), listener('edge-a', 1024)],
    });
    const clock = new NetworkClock();
    view = new NetworkView({
      network,
      clock,
      own: hub,
      interest: () => network.sites,
      onChange: () => keep(),
    });
    jest.advanceTimersByTime(10);
    clock.begin();
    beginStep();
  });

  afterEach(() => {
    view.stop();
    jest.useRealTimers();
    uplinks['edge-a'].isCut = false;
    uplinks['edge-b'].isCut = false;
  });

  function join(name: string, mode: 'interior' | 'edge'): RouterSite {
    const site = new RouterSite({
      id: name,
      name,
      namespace: 'van',
      platform: 'kubernetes',
      mode,
      uplink:
        name === 'hub'
          ? undefined
          : Object.entries(uplinks).find(([edge]) => edge === name)?.[1],
    });
    network.join(site);
    return site;
  }

  function listener(edge: string, podPort: number) {
    const name = `${edge}-kube-api`;
    return { name, routingKey: name, podPort };
  }

  function connector(routingKey: string): RouterConnector {
    return {
      name: routingKey,
      routingKey,
      host: 'kubernetes.default.svc',
      port: 443,
    };
  }

  function summary(): Summary {
    const { addresses, siteStatus } = networkStatus(view.sites);
    const ofHub = siteStatus?.find(({ site }) => site.name === 'hub');
    return {
      sites: Object.fromEntries(
        (siteStatus ?? []).map(({ site, routerStatus }) => [
          site.name,
          routerStatus ? 'routers' : 'site',
        ]),
      ),
      addresses: Object.fromEntries(
        (addresses ?? []).map(({ name, listenerCount, connectorCount }) => [
          name,
          [listenerCount, connectorCount],
        ]),
      ),
      listeners: (ofHub?.routerStatus?.[0].listeners ?? []).map(({ name }) =>
        name.replace('listener/', ''),
      ),
    };
  }

  /** What the adaptor would write, each time when it is another value. */
  function keep(): void {
    if (!view.isRestarting) {
      const value = summary();
      const last = values.at(-1)?.value;
      if (JSON.stringify(last) !== JSON.stringify(value)) {
        values.push({ after: secondsOf(Date.now() - begin), value });
      }
    }
  }

  /** A step of the recording begins. */
  function beginStep(): void {
    begin = Date.now();
    values = [{ after: 0, value: summary() }];
  }

  function written(): Summary[] {
    return values.slice(1).map(({ value }) => value);
  }

  /** The values since the step began, without the one that was there. */
  const happened = () => values.slice(1);

  /** What was recorded. Measured times differ by up to two seconds from one run to the next. */
  const asRecorded = (step: keyof typeof recordedValues) =>
    recorded(step).map(({ after, value }) => ({
      after: expect.closeTo(after, -0.6),
      value,
    }));

  it('knows all three sites when the network has been there for long', () => {
    expect(summary()).toEqual(
      expect.objectContaining({
        sites: { 'edge-a': 'routers', 'edge-b': 'routers', hub: 'routers' },
        addresses: { 'edge-a-kube-api': [1, 1], 'edge-b-kube-api': [1, 1] },
      }),
    );
  });

  it('loses an edge that died: first the site, then its connector', () => {
    edgeB.setPods([]);
    jest.advanceTimersByTime(60_000);
    expect(happened()).toEqual(asRecorded('edgeLost'));
  });

  it('loses an edge whose link is cut just so', () => {
    uplinks['edge-b'].set(true);
    jest.advanceTimersByTime(60_000);
    expect(happened()).toEqual(asRecorded('edgeLost'));
  });

  it('does not notice a link that is back before it was missed', () => {
    uplinks['edge-b'].set(true);
    jest.advanceTimersByTime(29_000);
    uplinks['edge-b'].set(false);
    jest.advanceTimersByTime(60_000);
    expect(written()).toEqual([]);
  });

  it('finds an edge again: first the site, then what it has', () => {
    uplinks['edge-a'].set(true);
    jest.advanceTimersByTime(60_000);
    beginStep();
    uplinks['edge-a'].set(false);
    jest.advanceTimersByTime(60_000);
    expect(happened()).toEqual(asRecorded('edgeThawed'));
  });

  it('loses a site whose adaptor died, but not the connector of its router', () => {
    edgeB.setAdaptorRunning(false);
    jest.advanceTimersByTime(60_000);
    expect(happened()).toEqual(asRecorded('adaptorKilled'));
    beginStep();
    edgeB.setAdaptorRunning(true);
    jest.advanceTimersByTime(60_000);
    expect(happened()).toEqual(asRecorded('adaptorStarted'));
  });

  it('knows its own site alone after a restart, and finds all others again', () => {
    view.forgetAll();
    jest.advanceTimersByTime(60_000);
    const statesOf = (all: Summary[], site: string) =>
      all
        .map(({ sites }) => sites[site] ?? 'gone')
        .filter((state, index, states) => state !== states[index - 1]);
    const expected = recorded('hubAdaptorRestarted').map(({ value }) => value);
    for (const site of ['hub', 'edge-a', 'edge-b']) {
      expect(statesOf(written(), site)).toEqual(statesOf(expected, site));
    }
    expect(written().at(-1)).toEqual(summary());
    expect(values.at(-1)?.after).toBeGreaterThan(9);
    expect(values.at(-1)?.after).toBeLessThan(11);
  });

  it('counts two connectors on one key', () => {
    const { connectors } = edgeA.config;
    edgeA.configure({
      connectors: [...connectors, connector('edge-b-kube-api')],
    });
    jest.advanceTimersByTime(1_000);
    expect(happened()).toEqual(asRecorded('sameKey'));
    beginStep();
    edgeA.configure({ connectors });
    jest.advanceTimersByTime(1_000);
    expect(happened()).toEqual(asRecorded('sameKeyDeleted'));
  });

  it('keeps the listeners of a router before it started again, as ghosts beside the new ones', () => {
    hub.stopRouters();
    jest.advanceTimersByTime(1_000);
    hub.startRouters();
    jest.advanceTimersByTime(60_000);
    expect(happened()).toEqual(asRecorded('hubRouterRestarted'));
    expect(hub.config.listeners.map(({ name }) => name)).toEqual([
      'edge-a-kube-api',
    ]);

    beginStep();
    hub.synchronize();
    jest.advanceTimersByTime(1_000);
    expect(happened()).toEqual(asRecorded('listenerBack'));

    beginStep();
    hub.stopRouters();
    hub.startRouters();
    hub.synchronize();
    jest.advanceTimersByTime(1_000);
    expect(written().at(-1)).toEqual(
      recorded('hubRouterRestartedAgain')[0].value,
    );

    view.forgetAll();
    jest.advanceTimersByTime(60_000);
    expect(summary().listeners).toEqual(['edge-b-kube-api', 'edge-a-kube-api']);
  });

  it('never hears of a site whose record was lost, until that is sent anew', () => {
    edgeB.setRecordLost(true);
    jest.advanceTimersByTime(60_000);
    expect(written()).toEqual([]);

    view.forgetAll();
    jest.advanceTimersByTime(240_000);
    expect(written().some(({ sites }) => 'edge-b' in sites)).toBe(false);
    expect(written().at(-1)).toEqual(recorded('siteRecordLost')[4].value);

    beginStep();
    edgeB.setRecordLost(false);
    jest.advanceTimersByTime(60_000);
    expect(written()).toEqual(
      recorded('siteRecordBack').map(({ value }) => value),
    );
  });
});
