import { setTimeout as delay } from 'node:timers/promises';
import type { ClusterClient } from '../controller';
import { isTrue } from './conditions';
import { accessGrantSchema, type AccessGrant } from './grantStatus';
import { siteSchema } from './siteStatus';

const apiVersion = 'skupper.io/v2alpha1';
const pollMilliseconds = 50;

/** Two sites that are to be linked, as the person sees them who links them. */
export interface JoinOptions {
  /** Cluster of the site that accepts the link. */
  accepting: ClusterClient;
  /** Cluster of the site that dials. */
  dialling: ClusterClient;
  namespace: string;
  /** Name of the AccessGrant: who is let in. */
  grant: string;
  /** Name of the AccessToken, and so of the Link. */
  token: string;
  signal: AbortSignal;
}

/** Does what a person does to link two sites: a grant in one, and a token made of it in the other. */
export async function joinSite(options: JoinOptions): Promise<void> {
  const { dialling, namespace } = options;
  const { url, code, ca } = await grantAccess(options);
  await dialling.create({
    apiVersion,
    kind: 'AccessToken',
    metadata: { name: options.token, namespace },
    spec: { url, code, ca },
  });
}

/** Waits until the Site of a namespace has addresses: before that no grant of it can be redeemed. */
export async function untilLinkable(options: {
  client: ClusterClient;
  namespace: string;
  signal: AbortSignal;
}): Promise<void> {
  const { client, namespace, signal } = options;
  for (;;) {
    const { items } = await client.list(
      { apiVersion, kind: 'Site' },
      { namespace },
    );
    if (
      items.some(object => isTrue(siteSchema.parse(object).status, 'Resolved'))
    ) {
      return;
    }
    await delay(pollMilliseconds, undefined, { signal });
  }
}

/** Makes an AccessGrant and waits until it can be redeemed. */
export async function grantAccess(
  options: Pick<JoinOptions, 'accepting' | 'namespace' | 'grant' | 'signal'>,
): Promise<{ url: string; code: string; ca: string }> {
  const { accepting, namespace, grant: name, signal } = options;
  const kind = { apiVersion, kind: 'AccessGrant' };
  let grant: AccessGrant = accessGrantSchema.parse(
    await accepting.create({
      ...kind,
      metadata: { name, namespace },
      spec: { redemptionsAllowed: 1, expirationWindow: '15m' },
    }),
  );
  for (;;) {
    const { url, code, ca, status } = grant.status ?? {};
    if (status === 'Ready' && url && code && ca) {
      return { url, code, ca };
    }
    await delay(pollMilliseconds, undefined, { signal });
    grant = accessGrantSchema.parse(
      await accepting.get(kind, { namespace, name }),
    );
  }
}
