import { isNotFound } from '../controller';
import type { RouterLink } from '../van';
import {
  accessTokenSchema,
  linkConfigured,
  linkOperational,
  linkSchema,
  tokenRedeemed,
  type Link,
} from './linkStatus';
import { isTrue } from './conditions';
import { redeemToken } from './grants';
import { ownedBy } from './routerObjects';
import { routerLink } from './routerLink';
import { readTlsSecret } from './siteCertificates';
import { activeSite, observed, type SiteContext } from './SiteContext';

/** Brings Links to the routers and writes their status; redeems AccessTokens for Links. */
export class LinkReconciler {
  private readonly context: SiteContext;
  private readonly again: (key: string, milliseconds: number) => void;
  private readonly links = new Map<
    string,
    { generation: number; link: RouterLink }
  >();

  constructor(
    context: SiteContext,
    again: (key: string, milliseconds: number) => void,
  ) {
    this.context = context;
    this.again = again;
  }

  async reconcileLink(name: string): Promise<void> {
    const { objects, clock, routers } = this.context;
    const object = objects.get('Link', name);
    if (!object) {
      this.links.delete(name);
      this.configure();
      return;
    }
    const link = linkSchema.parse(object);
    if (!routers) {
      return;
    }
    const due =
      Date.parse(link.metadata.creationTimestamp ?? '') +
      clock.delay('linkConfigured');
    if (!isTrue(link.status, 'Configured') && due > Date.now()) {
      this.again(`Link/${name}`, due - Date.now());
      return;
    }
    const isReady = await this.take(link);
    if (!isReady) {
      this.again(`Link/${name}`, 1_000);
      return;
    }
    const status = linkConfigured(link.status ?? {}, observed(link));
    const written = await objects.writeStatus(link, status);
    const record = this.context.known?.entries
      .find(({ id }) => id === routers.id)
      ?.links?.find(candidate => candidate.name === name);
    if (written && record) {
      await objects.writeStatus(
        written,
        linkOperational(status, {
          ...observed(link),
          operational: record.operational === true,
          remote: { id: record.remoteSiteId, name: record.remoteSiteName },
        }),
      );
    }
  }

  async reconcileToken(name: string): Promise<void> {
    const { objects } = this.context;
    const object = objects.get('AccessToken', name);
    const site = activeSite(this.context);
    if (!object || !site) {
      return;
    }
    const token = accessTokenSchema.parse(object);
    if (isTrue(token.status, 'Redeemed')) {
      return;
    }
    const problem = await redeemToken(objects, {
      token,
      owner: ownedBy(site),
    });
    await objects.writeStatus(
      token,
      tokenRedeemed(token.status ?? {}, { ...observed(token), problem }),
    );
  }

  /** Tells the routers anew: they have just joined the network. */
  configure(): void {
    const { routers } = this.context;
    if (routers) {
      routers.configure({
        links: [...this.links.values()].map(({ link }) => link),
      });
    }
  }

  /** Brings a Link to the routers. Resolves with false as long as its credentials are missing. */
  private async take(link: Link): Promise<boolean> {
    const { objects } = this.context;
    const { name, generation = 1 } = link.metadata;
    if (this.links.get(name)?.generation === generation) {
      return true;
    }
    const { tlsCredentials = name } = link.spec;
    const secret = await readTlsSecret(objects, {
      namespace: objects.namespace,
      name: tlsCredentials,
    }).catch(error => {
      if (isNotFound(error)) {
        return undefined;
      }
      throw error;
    });
    if (secret?.caPem === undefined) {
      return false;
    }
    const { certificatePem, caPem } = secret;
    this.links.set(name, {
      generation,
      link: routerLink(link, { certificatePem, caPem }),
    });
    this.configure();
    return true;
  }
}
