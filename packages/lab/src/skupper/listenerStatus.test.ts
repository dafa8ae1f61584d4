import recordedService from './__fixtures__/listenerService.json';
import recorded from './__fixtures__/listeners.json';
import recordedSite from './__fixtures__/siteStatus.json';
import { listenerSchema, listenerStatus } from './listenerStatus';
import { listenerService } from './routerObjects';
import { siteSchema, siteStatus } from './siteStatus';

const [, notMatched, matched, lost] = recorded;

function listener(status: unknown) {
  return listenerSchema.parse({
    apiVersion: 'skupper.io/v2alpha1',
    kind: 'Listener',
    metadata: { name: 'edge-a-kube-api', namespace: 'van', generation: 1 },
    spec: recorded[0].spec,
    status,
  });
}

const site = siteSchema.parse({
  apiVersion: 'skupper.io/v2alpha1',
  kind: 'Site',
  metadata: {
    name: 'hub',
    namespace: 'van',
    generation: 1,
    uid: 'a31d0954-16a3-41c5-87f8-1623329950f9',
  },
});

describe('listenerStatus', () => {
  it('says of a new Listener what Skupper says', () => {
    expect(
      listenerStatus(listener(undefined), {
        matched: undefined,
        now: '2026-11-22T22:19:24Z',
      }),
    ).toEqual(notMatched.status);
  });

  it('says that it is matched, since when', () => {
    expect(
      listenerStatus(listener(notMatched.status), {
        matched: true,
        now: '2026-11-22T22:19:57Z',
      }),
    ).toEqual(matched.status);
  });

  it('says that it lost its connector', () => {
    expect(
      listenerStatus(listener(matched.status), {
        matched: false,
        now: '2026-11-22T22:20:03Z',
      }),
    ).toEqual(lost.status);
  });
});

describe('listenerService', () => {
  it('is the Service that Skupper makes, but for what an API server adds', () => {
    const service = listenerService(site, listener(undefined), 1024);
    expect(recordedService).toMatchObject(JSON.parse(JSON.stringify(service)));
  });
});

describe('siteStatus', () => {
  it('has the fields of a real Site of three', () => {
    const status = siteStatus(site, {
      running: true,
      network: { addresses: null, siteStatus: [] },
      now: '2026-11-22T22:19:03Z',
    });
    expect(Object.keys(status).sort()).toEqual(
      Object.keys(recordedSite).sort(),
    );
    expect(status).toMatchObject({
      endpoints: recordedSite.endpoints,
      status: 'Ready',
      message: 'OK',
    });
  });
});
