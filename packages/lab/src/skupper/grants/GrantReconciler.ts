import { randomBytes } from 'node:crypto';
import { dumpYaml } from '@kubernetes/client-node';
import { kubeTime } from '../../controller';
import { issueCertificate } from '../../kube/certificates';
import { accessService, referenceTo } from '../accessObjects';
import { loadBalancerHost } from '../AccessReconciler';
import { securedAccessStatus } from '../accessStatus';
import { statusSchema } from '../conditions';
import {
  accessGrantSchema,
  grantProcessed,
  parseGoDuration,
  type AccessGrant,
} from '../grantStatus';
import type { Endpoint } from '../linkStatus';
import { ensureCertificate, readTlsSecret } from '../siteCertificates';
import { tlsData } from '../tlsSecret';
import { activeSite, observed, type SiteContext } from '../SiteContext';
import type {
  GrantServer,
  RedemptionAnswer,
  RedemptionRequest,
} from './GrantServer';

const defaultWindowMilliseconds = 10 * 60_000;

/** Gives AccessGrants their URL, code and expiration, and redeems the tokens that are made of them. */
export class GrantReconciler {
  private readonly context: SiteContext;
  private readonly server: GrantServer;
  /** Redemptions are counted one after the other: two at a time must not both be the last that is allowed. */
  private previous: Promise<unknown> = Promise.resolve();
  private address: { url: string; ca: string } | undefined;

  constructor(context: SiteContext, server: GrantServer) {
    this.context = context;
    this.server = server;
  }

  async reconcile(name: string): Promise<void> {
    const { objects } = this.context;
    const object = objects.get('AccessGrant', name);
    if (!object) {
      return;
    }
    const { url, ca } = await this.serve();
    const grant = accessGrantSchema.parse(object);
    const { expirationWindow } = grant.spec ?? {};
    const lasts =
      expirationWindow === undefined
        ? defaultWindowMilliseconds
        : parseGoDuration(expirationWindow);
    await objects.writeStatus(
      grant,
      grantProcessed(grant, {
        ...observed(grant),
        url: `${url}/${grant.metadata.uid}`,
        ca,
        code: randomBytes(18).toString('base64url'),
        expirationTime:
          lasts === undefined
            ? undefined
            : kubeTime(new Date(Date.now() + lasts)),
        problem:
          lasts === undefined
            ? `Invalid duration "${expirationWindow}": time: invalid duration "${expirationWindow}"`
            : undefined,
      }),
    );
  }

  /** Makes the grant server reachable, once: its own authority, certificate, and an address from outside. */
  private async serve(): Promise<{ url: string; ca: string }> {
    if (this.address) {
      return this.address;
    }
    const { objects, controller } = this.context;
    const { namespace } = controller;
    const name = 'skupper-grant-server';
    const ports = [{ name: 'https', port: this.server.port }];
    const selector = {
      'app.kubernetes.io/name': 'skupper-controller',
      application: 'skupper-controller',
    };
    const access = await objects.ensure({
      apiVersion: 'skupper.io/v2alpha1',
      kind: 'SecuredAccess',
      metadata: { name, namespace },
      spec: { certificate: name, issuer: `${name}-ca`, ports, selector },
    });
    const service = await objects.client.get(
      { apiVersion: 'v1', kind: 'Service' },
      (
        await objects.ensure(accessService(access, { ports, selector }))
      ).metadata,
    );
    const host = loadBalancerHost(service);
    const endpoints: Endpoint[] =
      host === undefined
        ? []
        : [{ name: 'https', host, port: String(this.server.port) }];
    await objects.writeStatus(
      access,
      securedAccessStatus(statusSchema.parse(access.status ?? {}), {
        ...observed(access),
        endpoints,
      }),
    );
    if (host === undefined) {
      throw new Error(
        `The Service ${namespace}/${name} has no address yet: AccessGrants wait for it.`,
      );
    }
    await ensureCertificate(objects, {
      name: `${name}-ca`,
      namespace,
      subject: 'SkupperGrantServerCA',
    });
    await ensureCertificate(objects, {
      name,
      namespace,
      owner: referenceTo(access),
      issuer: `${name}-ca`,
      subject: name,
      hosts: [host, name, `${name}.${namespace}`],
    });
    const credentials = await readTlsSecret(objects, { namespace, name });
    this.server.serve({
      ...credentials,
      redeem: request => this.inTurn(() => this.redeem(request)),
    });
    this.address = {
      url: `https://${host}:${this.server.port}`,
      ca: credentials.caPem ?? '',
    };
    return this.address;
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.previous.then(work);
    this.previous = next.catch(() => undefined);
    return next;
  }

  private async redeem(request: RedemptionRequest): Promise<RedemptionAnswer> {
    const { objects } = this.context;
    const grant = this.grantOf(request.grant);
    const expiration = Date.parse(grant?.status?.expirationTime ?? '');
    if (!grant || expiration < Date.now()) {
      return { status: 404, problem: 'No such claim' };
    }
    if (Number.isNaN(expiration)) {
      return { status: 500, problem: 'Corrupted claim' };
    }
    const { redemptions = 0, code } = grant.status ?? {};
    if ((grant.spec?.redemptionsAllowed ?? 0) <= redemptions) {
      return { status: 404, problem: 'No such access granted' };
    }
    if (code !== request.code) {
      return { status: 403, problem: 'Redemption of access token refused' };
    }
    await objects.writeStatus(grant, {
      ...grant.status,
      redemptions: redemptions + 1,
    });
    const name = request.name ?? grant.metadata.name;
    return this.token(name, request.subject ?? name);
  }

  private grantOf(uid: string): AccessGrant | undefined {
    const object = this.context.objects
      .list('AccessGrant')
      .find(({ metadata }) => metadata.uid === uid);
    return object && accessGrantSchema.parse(object);
  }

  /** A certificate of the site's authority, and a Link for each group of its routers. */
  private async token(
    name: string,
    subject: string,
  ): Promise<RedemptionAnswer> {
    const { objects } = this.context;
    const site = activeSite(this.context);
    if (site?.spec?.edge) {
      return {
        status: 500,
        problem: 'Edge sites cannot accept incoming links from remote sites',
      };
    }
    const groups = new Map<string, Endpoint[]>();
    for (const endpoint of site?.status?.endpoints ?? []) {
      const { group = '' } = endpoint;
      groups.set(group, [...(groups.get(group) ?? []), endpoint]);
    }
    if (groups.size === 0) {
      return { status: 500, problem: 'No valid endpoints found for site' };
    }
    const authority = await readTlsSecret(objects, {
      namespace: objects.namespace,
      name: 'skupper-site-ca',
    });
    const hosts = [...groups.values()].flat().map(({ host }) => host);
    const certificate = await issueCertificate(authority, {
      subject,
      hosts: [...new Set(hosts)],
      usages: ['server', 'client'],
    });
    const links = [...groups.values()].map((endpoints, index) => ({
      apiVersion: 'skupper.io/v2alpha1',
      kind: 'Link',
      metadata: { name: groups.size > 1 ? `${name}-${index + 1}` : name },
      spec: { endpoints, tlsCredentials: name },
    }));
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name },
      type: 'kubernetes.io/tls',
      data: tlsData(certificate, authority.certificatePem),
    };
    return {
      status: 200,
      documents: [secret, ...links]
        .map(document => `---\n${dumpYaml(document)}`)
        .join(''),
    };
  }
}
