import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { KubeObject } from '../controller';
import type { RouterAccess } from '../van';
import {
  accessNames,
  accessService,
  linkRoles,
  referenceTo,
  routerAccess,
  securedAccess,
} from './accessObjects';
import { routerAccessStatus, securedAccessStatus } from './accessStatus';
import { statusSchema } from './conditions';
import type { Endpoint } from './linkStatus';
import {
  changeHosts,
  ensureCertificate,
  readTlsSecret,
} from './siteCertificates';
import { observed, type SiteContext } from './SiteContext';
import type { Site } from './siteStatus';

const serviceSchema = z.looseObject({
  status: z
    .looseObject({
      loadBalancer: z
        .looseObject({
          ingress: z
            .array(
              z.looseObject({
                ip: z.string().optional(),
                hostname: z.string().optional(),
              }),
            )
            .optional(),
        })
        .optional(),
    })
    .optional(),
});

/** Address that a Service of type LoadBalancer got; undefined as long as it has none. */
export function loadBalancerHost(service: KubeObject): string | undefined {
  const [ingress] =
    serviceSchema.parse(service).status?.loadBalancer?.ingress ?? [];
  return ingress?.ip ?? ingress?.hostname;
}

/** Makes the routers of a Site that accepts links reachable from outside. */
export class AccessReconciler {
  private readonly context: SiteContext;
  private hosts: string | undefined;
  /** What the routers of which Site were last told. */
  private configured: { id: string; endpoints: Endpoint[] } | undefined;

  constructor(context: SiteContext) {
    this.context = context;
  }

  /** Resolves with the addresses that there are by now. */
  async reconcile(site: Site): Promise<Endpoint[]> {
    const { objects, routers } = this.context;
    const wish = await objects.ensure(routerAccess(site));
    if (this.hosts === undefined) {
      // As the real one does: it looks for the certificate before it asks for it.
      await this.say(wish, {
        problem: 'TLS credentials secret "skupper-site-server" not found',
        endpoints: [],
      });
    }
    const endpoints: Endpoint[] = [];
    const hosts: string[] = [];
    for (const { group, name } of accessNames(site)) {
      const access = await objects.ensure(securedAccess(wish, { name, group }));
      const service = await objects.ensure(
        accessService(access, {
          ports: linkRoles,
          selector: {
            'skupper.io/component': 'router',
            'skupper.io/group': group,
          },
        }),
      );
      const host = loadBalancerHost(service);
      const found = host === undefined ? [] : endpointsAt(host);
      await objects.writeStatus(
        access,
        securedAccessStatus(statusSchema.parse(access.status ?? {}), {
          ...observed(access),
          endpoints: found,
        }),
      );
      hosts.push(...(host === undefined ? [] : [host]));
      endpoints.push(...found.map(endpoint => ({ ...endpoint, group })));
    }
    await this.certify(site, hosts);
    await this.say(wish, { endpoints });
    if (
      routers &&
      !isDeepStrictEqual(this.configured, { id: routers.id, endpoints })
    ) {
      const { certificatePem } = await readTlsSecret(objects, {
        namespace: objects.namespace,
        name: 'skupper-site-ca',
      });
      routers.configure({
        access: accessPoints(endpoints, certificatePem),
      });
      this.configured = { id: routers.id, endpoints };
    }
    return endpoints;
  }

  private async certify(site: Site, addresses: string[]): Promise<void> {
    const { objects } = this.context;
    const { namespace } = objects;
    const [first] = accessNames(site);
    const owner = await objects.ensure(
      securedAccess(routerAccess(site), first),
    );
    const hosts = [
      ...addresses,
      ...accessNames(site).flatMap(({ name }) => [
        name,
        `${name}.${namespace}`,
      ]),
    ];
    const options = {
      name: 'skupper-site-server',
      namespace,
      issuer: 'skupper-site-ca',
      owner: referenceTo(owner),
      subject: 'skupper-router',
      hosts,
    };
    if (this.hosts === undefined) {
      await ensureCertificate(objects, options);
    } else if (this.hosts !== hosts.join()) {
      await changeHosts(objects, options);
    }
    this.hosts = hosts.join();
  }

  private async say(
    wish: KubeObject,
    state: { problem?: string; endpoints: Endpoint[] },
  ): Promise<void> {
    const { objects } = this.context;
    const current = await objects.ensure(wish);
    await objects.writeStatus(
      current,
      routerAccessStatus(statusSchema.parse(current.status ?? {}), {
        ...observed(current),
        ...state,
      }),
    );
  }
}

function endpointsAt(host: string): Endpoint[] {
  return linkRoles.map(({ name, port }) => ({
    host,
    name,
    port: String(port),
  }));
}

function accessPoints(
  endpoints: readonly Endpoint[],
  caPem: string,
): RouterAccess[] {
  return endpoints.flatMap(({ host, port, name, group }) =>
    (name === 'inter-router' || name === 'edge') && group !== undefined
      ? [{ role: name, group, address: `${host}:${port}`, caPem }]
      : [],
  );
}
