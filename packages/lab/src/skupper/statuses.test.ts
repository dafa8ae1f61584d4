import recordedService from './__fixtures__/listenerService.json';
import recorded from './__fixtures__/statuses.json';
import { routerAccessStatus, securedAccessStatus } from './accessStatus';
import {
  configured,
  connectorSchema,
  listenerSchema,
  matched,
} from './bindingStatus';
import { fulfilled, type SkupperStatus } from './conditions';
import {
  accessGrantSchema,
  grantProcessed,
  parseGoDuration,
} from './grantStatus';
import {
  endpointSchema,
  linkConfigured,
  linkOperational,
  tokenRedeemed,
} from './linkStatus';
import { listenerService } from './routerObjects';
import {
  siteConfigured,
  siteInNetwork,
  siteProblem,
  siteResolved,
  siteRunning,
  siteSchema,
  type Site,
} from './siteStatus';
import { z } from 'zod';

const hubId = 'a31d0954-16a3-41c5-87f8-1623329950f9';
const at = (time: string) => ({
  generation: 1,
  now: `2026-11-22T${time}Z`,
});

function site(name: string, spec: object, status: unknown): Site {
  return siteSchema.parse({
    apiVersion: 'skupper.io/v2alpha1',
    kind: 'Site',
    metadata: { name, namespace: 'van', generation: 1, uid: hubId },
    spec,
    status: status ?? undefined,
  });
}

const entriesOf = (status: unknown) =>
  z
    .looseObject({
      network: z.array(
        z.looseObject({
          id: z.string(),
          name: z.string(),
          namespace: z.string(),
          platform: z.string(),
          version: z.string(),
        }),
      ),
    })
    .parse(status)
    .network.map(entry => ({ ...entry, links: undefined, ...entry }));

describe('the status of a Site', () => {
  const endpoints = z
    .array(endpointSchema)
    .parse(recorded.hubSite[5]?.endpoints);
  const controller = (name: string) => ({
    controller: { name, namespace: 'skupper', version: '2.2.1' },
  });

  it('of a hub goes the way that was recorded', () => {
    const states = recorded.hubSite;
    const hub = (status: unknown) =>
      site('hub', { linkAccess: 'loadbalancer' }, status);
    const steps: ((before: Site) => SkupperStatus)[] = [
      before =>
        siteConfigured(before, {
          ...at('22:18:56'),
          ...controller('controller-hub'),
        }),
      before => siteResolved(before, { ...at('22:18:57'), endpoints: [] }),
      before => siteRunning(before, { ...at('22:18:57'), state: fulfilled }),
      before => siteResolved(before, { ...at('22:19:03'), endpoints }),
      before => siteInNetwork(before, entriesOf(states[5])),
      before => siteInNetwork(before, entriesOf(states[6])),
    ];
    steps.forEach((step, index) => {
      expect(step(hub(states[index]))).toEqual(states[index + 1]);
    });
  });

  it('of an edge goes the way that was recorded', () => {
    const states = recorded.edgeSite;
    const edge = (status: unknown) => site('edge-a', {}, status);
    const steps: ((before: Site) => SkupperStatus)[] = [
      before =>
        siteConfigured(before, {
          ...at('22:19:12'),
          ...controller('controller-edge'),
        }),
      before => siteRunning(before, { ...at('22:19:12'), state: fulfilled }),
      before => siteInNetwork(before, entriesOf(states[3])),
    ];
    steps.forEach((step, index) => {
      expect(step(edge(states[index]))).toEqual(states[index + 1]);
    });
  });

  it('has a problem with a link access that there is not', () => {
    expect(siteProblem(site('hub', { linkAccess: 'loadbalancer' }, {}))).toBe(
      undefined,
    );
    expect(siteProblem(site('hub', { linkAccess: 'pigeon' }, {}))).toBe(
      'Unsupported value for LinkAccess: pigeon',
    );
  });

  it('stays the same object when nothing changes, and drops a network that is gone', () => {
    const hub = site('hub', {}, recorded.hubSite[5]);
    expect(siteRunning(hub, { ...at('23:00:00'), state: fulfilled })).toBe(
      hub.status,
    );
    expect(siteInNetwork(hub, [])).not.toHaveProperty('sitesInNetwork');
  });
});

describe('the status of a Listener', () => {
  const [, notMatched, isMatched, lost] = recorded.listener;

  it('goes the way that was recorded', () => {
    expect(configured({}, at('22:19:24'))).toEqual(notMatched);
    expect(
      matched(configured({}, at('22:19:24')), {
        ...at('22:19:57'),
        counterpart: 'connector',
        is: true,
      }),
    ).toEqual(isMatched);
    const found = listenerSchema.shape.status.parse(isMatched) ?? {};
    expect(
      matched(found, {
        ...at('22:20:03'),
        counterpart: 'connector',
        is: false,
      }),
    ).toEqual(lost);
  });

  it('says that its Service belongs to somebody else', () => {
    expect(
      configured(
        {},
        {
          ...at('22:19:24'),
          problem: 'Service web already exists in namespace',
        },
      ),
    ).toMatchObject({
      status: 'Error',
      message: 'Service web already exists in namespace',
    });
  });
});

describe('the status of a Connector', () => {
  it('goes the way that was recorded, when it is matched at once', () => {
    const [, notMatched, isMatched] = recorded.connector;
    const first = configured({}, at('22:19:24'));
    expect(first).toEqual(notMatched);
    expect(
      matched(first, {
        ...at('22:19:57'),
        counterpart: 'listener',
        is: true,
      }),
    ).toEqual(isMatched);
  });

  it('goes the way that was recorded, when there is no listener first', () => {
    const [, first, without, found] = recorded.connectorUnmatched;
    const status = configured({}, at('22:45:25'));
    expect(status).toEqual(first);
    const pending = matched(status, {
      ...at('22:45:56'),
      counterpart: 'listener',
      is: false,
    });
    expect(pending).toEqual(without);
    expect(
      matched(connectorSchema.shape.status.parse(pending) ?? {}, {
        ...at('22:46:05'),
        counterpart: 'listener',
        is: true,
      }),
    ).toEqual(found);
  });
});

describe('the status of a Link', () => {
  const remote = { id: hubId, name: 'hub' };

  it('goes the way that was recorded', () => {
    const [, first, up] = recorded.link;
    const status = linkConfigured({}, at('22:19:28'));
    expect(status).toEqual(first);
    expect(
      linkOperational(status, { ...at('22:19:57'), operational: true, remote }),
    ).toEqual(up);
  });

  it('keeps the remote site while it is down', () => {
    const [before, down, back] = recorded.linkDown;
    const status = linkOperational(
      listenerSchema.shape.status.parse(before) ?? {},
      { ...at('23:09:23'), operational: false, remote },
    );
    expect(status).toEqual(down);
    expect(
      linkOperational(status, { ...at('23:09:25'), operational: true, remote }),
    ).toEqual(back);
  });
});

describe('the status of an AccessGrant and of the AccessToken', () => {
  it('goes the way that was recorded', () => {
    const [, first] = recorded.accessGrant;
    const grant = accessGrantSchema.parse({
      apiVersion: 'skupper.io/v2alpha1',
      kind: 'AccessGrant',
      metadata: { name: 'edge-a' },
      spec: { expirationWindow: '15m', redemptionsAllowed: 1 },
    });
    expect(
      grantProcessed(grant, {
        ...at('22:19:09'),
        url: first?.url ?? '',
        ca: 'CA',
        code: 'CODE',
        expirationTime: '2026-11-22T22:34:09Z',
      }),
    ).toEqual(first);
    expect(tokenRedeemed({}, at('22:19:18'))).toEqual(recorded.accessToken[1]);
  });

  it.each([
    ['15m', 900_000],
    ['1h30m', 5_400_000],
    ['2.5s', 2_500],
    ['15', undefined],
    ['soon', undefined],
  ])('understands %s', (text, milliseconds) => {
    expect(parseGoDuration(text)).toBe(milliseconds);
  });
});

describe('the status of what makes a site reachable', () => {
  const endpoints = z
    .array(endpointSchema)
    .parse(recorded.routerAccess[3]?.endpoints);

  it('of a RouterAccess goes the way that was recorded', () => {
    const problem = 'TLS credentials secret "skupper-site-server" not found';
    const waiting = routerAccessStatus(
      {},
      { ...at('22:18:57'), problem, endpoints: [] },
    );
    expect(waiting).toEqual(recorded.routerAccess[2]);
    const found = routerAccessStatus(waiting, {
      ...at('22:19:03'),
      problem,
      endpoints,
    });
    expect(found).toEqual(recorded.routerAccess[3]);
    expect(routerAccessStatus(found, { ...at('22:19:03'), endpoints })).toEqual(
      recorded.routerAccess[4],
    );
  });

  it('of a SecuredAccess goes the way that was recorded', () => {
    const [, waiting, found] = recorded.securedAccess;
    const status = securedAccessStatus(
      {},
      { ...at('22:18:57'), endpoints: [] },
    );
    expect(status).toEqual(waiting);
    expect(
      securedAccessStatus(status, {
        ...at('22:19:03'),
        endpoints: z.array(endpointSchema).parse(found?.endpoints),
      }),
    ).toEqual(found);
  });
});

describe('listenerService', () => {
  it('is the Service that Skupper makes, but for what an API server adds', () => {
    const service = listenerService(site('hub', {}, undefined), {
      host: 'edge-a-kube-api',
      ports: [{ name: 'edge-a-kube-api', port: 443, podPort: 1024 }],
    });
    expect(recordedService).toMatchObject(JSON.parse(JSON.stringify(service)));
  });
});
