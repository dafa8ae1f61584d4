import { request } from 'node:https';
import { z } from 'zod';
import { TestVan } from '../__testUtils__/TestVan';
import { grantAccess, joinSite } from '../joinSite';
import { askForLink } from './redeemToken';

const apiVersion = 'skupper.io/v2alpha1';
const who = { name: 'hub', subject: 'the-site' };

const linkSchema = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
  spec: z.object({
    endpoints: z.array(z.looseObject({ group: z.string(), host: z.string() })),
    tlsCredentials: z.string(),
  }),
});

jest.setTimeout(120_000);

describe('the grant server', () => {
  let van: TestVan;

  beforeAll(async () => {
    van = await TestVan.start({ hub: { ha: true }, edges: { paris: {} } });
  });

  afterAll(async () => {
    await van?.stop();
  });

  function grant(name: string) {
    return grantAccess({
      accepting: van.hub.client,
      namespace: 'van',
      grant: name,
      signal: AbortSignal.timeout(10_000),
    });
  }

  it('gives a Link to each of the routers of a site that has two', async () => {
    const [secret, ...links] = await askForLink(await grant('two'), who);

    expect(secret).toMatchObject({ kind: 'Secret', metadata: { name: 'hub' } });
    expect(links.map(link => linkSchema.parse(link))).toEqual([
      expect.objectContaining({
        metadata: { name: 'hub-1' },
        spec: {
          tlsCredentials: 'hub',
          endpoints: [
            expect.objectContaining({ group: 'skupper-router' }),
            expect.objectContaining({ group: 'skupper-router' }),
          ],
        },
      }),
      expect.objectContaining({
        metadata: { name: 'hub-2' },
        spec: {
          tlsCredentials: 'hub',
          endpoints: [
            expect.objectContaining({ group: 'skupper-router-2' }),
            expect.objectContaining({ group: 'skupper-router-2' }),
          ],
        },
      }),
    ]);
  });

  it('redeems a token once', async () => {
    const token = await grant('once');
    await askForLink(token, who);

    await expect(askForLink(token, who)).rejects.toThrow(
      'Controller got failed response: 404 (Not Found) No such access granted',
    );
  });

  it('lets two that come at a time redeem one grant once', async () => {
    const token = await grant('race');
    const outcomes = await Promise.allSettled([
      askForLink(token, who),
      askForLink(token, who),
    ]);

    expect(outcomes.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
  });

  it('refuses a wrong code', async () => {
    const token = await grant('wrong');

    await expect(
      askForLink({ ...token, code: 'a guess' }, who),
    ).rejects.toThrow(
      'Controller got failed response: 403 (Forbidden) Redemption of access token refused',
    );
  });

  it('knows no grant that is not there, or that has expired', async () => {
    const token = await grant('late');
    const elsewhere = new URL(token.url);
    elsewhere.pathname = '/f6a2c0de-0000-0000-0000-000000000000';
    await expect(
      askForLink({ ...token, url: elsewhere.href }, who),
    ).rejects.toThrow('404 (Not Found) No such claim');

    await van.hub.client.patch(
      { apiVersion, kind: 'AccessGrant' },
      { namespace: 'van', name: 'late' },
      {
        subresource: 'status',
        patch: { status: { expirationTime: '2026-01-01T00:00:00Z' } },
      },
    );
    const outcome = await untilRefused(() => askForLink(token, who));
    expect(outcome).toContain('404 (Not Found)');
  });

  /** The grant server reads what it watches: an expiration is known to it a moment later. */
  async function untilRefused(attempt: () => Promise<unknown>) {
    for (;;) {
      const message = await attempt().then(
        () => undefined,
        (error: Error) => error.message,
      );
      if (message !== undefined) {
        return message;
      }
    }
  }

  it('is trusted only with its own authority, and takes nothing but POST', async () => {
    const token = await grant('method');
    await expect(
      askForLink({ ...token, ca: van.hub.server.caPem }, who),
    ).rejects.toThrow(/Controller got error: Post "https:.*certificate/);

    const status = await new Promise((resolve, reject) => {
      request(token.url, { ca: token.ca, agent: false }, response => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(405);
  });

  it('says in the AccessToken why it was not redeemed', async () => {
    const { client, watcher } = van.edge('paris');
    const token = await grant('refused');
    await client.create({
      apiVersion,
      kind: 'AccessToken',
      metadata: { name: 'refused', namespace: 'van' },
      spec: { ...token, code: 'a guess' },
    });
    const tokens = await watcher.watch({ apiVersion, kind: 'AccessToken' });
    const object = await watcher.until(() => {
      const found = tokens.get('van/refused');
      return found?.status ? found : undefined;
    });

    expect(object.status).toMatchObject({
      status: 'Error',
      conditions: [{ type: 'Redeemed', status: 'False', reason: 'Error' }],
      message:
        'Controller got failed response: 403 (Forbidden) Redemption of access token refused',
    });
  });

  it('links an edge twice, with the cost that its token names', async () => {
    const { client, watcher } = van.edge('paris');
    await joinSite({
      accepting: van.hub.client,
      dialling: client,
      namespace: 'van',
      grant: 'again',
      token: 'second',
      signal: AbortSignal.timeout(10_000),
    });
    const links = await watcher.watch({ apiVersion, kind: 'Link' });
    const operational = () =>
      links
        .list()
        .filter(({ status }) => JSON.stringify(status)?.includes('"Ready"'))
        .map(({ metadata }) => metadata.name)
        .sort();
    await watcher.until(() =>
      JSON.stringify(links.list().map(({ status }) => status)).match(
        /"remoteSiteName":"hub"/g,
      )?.length === 4
        ? true
        : undefined,
    );

    expect(operational()).toEqual(['hub-1', 'hub-2', 'second-1', 'second-2']);
  });

  it('lists both routers of the site, the second one linked with the first', async () => {
    const hub = [...van.skupper.network.sites].find(
      ({ options }) => options.name === 'hub',
    );
    expect(hub?.routers.map(({ group }) => group)).toEqual([
      'skupper-router',
      'skupper-router-2',
    ]);
    const map = await van.hub.client.get(
      { apiVersion: 'v1', kind: 'ConfigMap' },
      { namespace: 'van', name: 'skupper-network-status' },
    );
    const { NetworkStatus } = z
      .object({ NetworkStatus: z.string() })
      .parse(map.data);
    const { siteStatus } = JSON.parse(NetworkStatus);
    const site = z
      .array(z.looseObject({ site: z.looseObject({ name: z.string() }) }))
      .parse(siteStatus)
      .find(entry => entry.site.name === 'hub');
    expect(site).toMatchObject({
      routerStatus: [
        { links: [], routerAccess: [{}, {}] },
        {
          links: [
            { name: 'skupper-router', role: 'inter-router', status: 'up' },
          ],
          routerAccess: [{}, {}],
        },
      ],
    });
  });
});
