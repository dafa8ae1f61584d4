import { randomBytes, randomUUID } from 'node:crypto';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  RouterSite,
  type RouterConnector,
  type RouterListener,
  type RouterNetwork,
} from '../van';
import { askForLink } from './grants';
import { linkSchema } from './linkStatus';
import { routerLink } from './routerLink';
import { tlsSecretSchema } from './tlsSecret';

/** Options of {@link PodmanSite.join}. */
export interface PodmanSiteOptions {
  name: string;
  network: RouterNetwork;
  /** Whom it links with: what an AccessGrant says. */
  token: { url: string; code: string; ca: string };
  listeners?: readonly RouterListener[];
  connectors?: readonly RouterConnector[];
}

/**
 * A site without a cluster, as Skupper has them on a machine with podman: it redeems a token and links like any other,
 * and is seen in the network's status alone.
 */
export class PodmanSite {
  readonly routers: RouterSite;
  private readonly network: RouterNetwork;

  private constructor(routers: RouterSite, network: RouterNetwork) {
    this.routers = routers;
    this.network = network;
  }

  /** Redeems the token and links. Rejects when the token is refused. */
  static async join(options: PodmanSiteOptions): Promise<PodmanSite> {
    const { name, network, token } = options;
    const id = randomUUID();
    const [secret, ...links] = await askForLink(token, {
      name: 'hub',
      subject: id,
    });
    const credentials = tlsSecretSchema.parse(secret);
    if (credentials.caPem === undefined) {
      throw new ServiceUnavailableError(
        `The answer of ${token.url} names no authority, so that '${name}' cannot link.`,
      );
    }
    const site = new RouterSite({
      id,
      name,
      namespace: 'default',
      platform: 'podman',
      mode: 'interior',
    });
    const { certificatePem, caPem } = credentials;
    site.configure({
      listeners: options.listeners ?? [],
      connectors: options.connectors ?? [],
      links: links.map(link =>
        routerLink(linkSchema.parse(link), { certificatePem, caPem }),
      ),
    });
    site.setPods([
      { name: randomBytes(6).toString('hex'), group: 'skupper-router' },
    ]);
    network.join(site);
    return new PodmanSite(site, network);
  }

  /** Its machine goes. */
  leave(): void {
    this.network.leave(this.routers);
  }
}
