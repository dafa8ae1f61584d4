import { z } from 'zod';
import type { KubeObject } from '../controller';
import { RouterSite, type RouterSiteOptions } from '../van';
import { AccessReconciler } from './AccessReconciler';
import { fulfilled, pending, type ConditionState } from './conditions';
import {
  localService,
  networkStatusConfigMap,
  ownedBy,
  routerAccount,
  routerDeployment,
} from './routerObjects';
import { ensureCertificate } from './siteCertificates';
import { activeSite, observed, type SiteContext } from './SiteContext';
import {
  acceptsLinks,
  routerGroups,
  siteConfigured,
  siteInNetwork,
  siteProblem,
  siteResolved,
  siteRunning,
  siteSchema,
  type Site,
} from './siteStatus';

const podSchema = z.looseObject({
  metadata: z.looseObject({
    name: z.string(),
    labels: z.record(z.string(), z.string()).optional(),
    deletionTimestamp: z.string().optional(),
  }),
  status: z
    .looseObject({
      phase: z.string().optional(),
      conditions: z
        .array(
          z.looseObject({
            type: z.string(),
            status: z.string(),
            message: z.string().optional(),
          }),
        )
        .optional(),
    })
    .optional(),
});

type Pod = z.infer<typeof podSchema>;

/** Options of {@link SiteReconciler}. */
export interface SiteReconcilerOptions {
  context: SiteContext;
  /** What carries the site's links, and what its connectors lead to. */
  reach: Pick<RouterSiteOptions, 'uplink' | 'dial'>;
  /** The routers of the Site have joined the network, or left it. */
  onRouters: () => void;
}

/** Makes what a Site consists of, keeps its routers in the network, and writes its status. */
export class SiteReconciler {
  private readonly options: SiteReconcilerOptions;
  private readonly access: AccessReconciler;

  constructor(options: SiteReconcilerOptions) {
    this.options = options;
    this.access = new AccessReconciler(options.context);
  }

  async reconcile(): Promise<void> {
    const { context } = this.options;
    const site = activeSite(context);
    if (site?.metadata.uid !== context.routers?.id) {
      this.replaceRouters(site);
    }
    if (!site) {
      return;
    }
    await this.refuseOthers(site);
    const problem = siteProblem(site);
    if (problem !== undefined) {
      await this.write(siteConfigured(site, { ...this.said(site), problem }));
      return;
    }
    await context.objects.once(
      `${site.metadata.uid}/${routerGroups(site).join()}`,
      () => this.makeObjects(site),
    );
    await this.write(siteConfigured(site, this.said(site)));
    if (acceptsLinks(site)) {
      const endpoints = await this.access.reconcile(site);
      await this.update(current =>
        siteResolved(current, { ...observed(current), endpoints }),
      );
    }
    this.followPods();
    const state = this.runningState();
    if (state) {
      await this.update(current =>
        siteRunning(current, { ...observed(current), state }),
      );
    }
    const { known } = context;
    if (known) {
      await this.update(current => siteInNetwork(current, known.entries));
    }
  }

  stop(): void {
    const { routers, network } = this.options.context;
    if (routers) {
      network.leave(routers);
    }
  }

  private replaceRouters(site: Site | undefined): void {
    const { context, reach, onRouters } = this.options;
    if (context.routers) {
      context.network.leave(context.routers);
    }
    context.known = undefined;
    context.routers =
      site &&
      new RouterSite({
        id: site.metadata.uid ?? '',
        name: site.metadata.name,
        namespace: context.objects.namespace,
        platform: 'kubernetes',
        mode: site.spec?.edge ? 'edge' : 'interior',
        ...reach,
      });
    if (context.routers) {
      context.network.join(context.routers);
    }
    onRouters();
  }

  private async refuseOthers(site: Site): Promise<void> {
    const { objects } = this.options.context;
    for (const object of objects.list('Site')) {
      if (object.metadata.uid !== site.metadata.uid) {
        const other = siteSchema.parse(object);
        await objects.writeStatus(
          other,
          siteConfigured(other, {
            ...this.said(other),
            problem: `An active site already exists in the namespace (${site.metadata.name})`,
          }),
        );
      }
    }
  }

  private async makeObjects(site: Site): Promise<void> {
    const { objects } = this.options.context;
    const { name } = site.metadata;
    const { namespace } = objects;
    for (const object of routerAccount(site)) {
      await objects.ensure(object);
    }
    const common = { namespace, owner: ownedBy(site) };
    for (const part of ['site', 'local']) {
      await ensureCertificate(objects, {
        ...common,
        name: `skupper-${part}-ca`,
        subject: `${name} ${part} CA`,
      });
    }
    await ensureCertificate(objects, {
      ...common,
      name: 'skupper-local-server',
      issuer: 'skupper-local-ca',
      subject: 'skupper-router-local',
      hosts: [
        'skupper-router-local',
        `skupper-router-local.${namespace}`,
        `skupper-router-local.${namespace}.svc.cluster.local`,
      ],
    });
    await objects.ensure(localService(site));
    for (const group of routerGroups(site)) {
      const deployment = await objects.ensure(routerDeployment(site, group));
      if (group === 'skupper-router') {
        await objects.ensure(networkStatusConfigMap(deployment));
      }
    }
  }

  private followPods(): void {
    const { routers } = this.options.context;
    routers?.setPods(
      this.pods()
        .filter(isReady)
        .map(({ metadata }) => ({
          name: metadata.name,
          group: metadata.labels?.['skupper.io/group'] ?? 'skupper-router',
        }))
        .sort((a, b) =>
          `${a.group} ${a.name}` < `${b.group} ${b.name}` ? -1 : 1,
        ),
    );
  }

  /** Undefined as long as no pod has been seen: Skupper says nothing of it until then. */
  private runningState(): ConditionState | undefined {
    const pods = this.pods();
    if (pods.length === 0) {
      const site = activeSite(this.options.context);
      return site?.status?.conditions?.some(({ type }) => type === 'Running')
        ? pending('No router pod is ready')
        : undefined;
    }
    if (pods.some(isReady)) {
      return fulfilled;
    }
    const failing = pods[0].status?.conditions?.find(
      ({ status }) => status === 'False',
    );
    return pending(
      failing
        ? failing.message ?? ''
        : `Pod ${pods[0].metadata.name} not ready`,
    );
  }

  private pods(): Pod[] {
    return this.options.context.objects
      .list('Pod')
      .map(object => podSchema.parse(object));
  }

  private said(site: Site) {
    const { controller } = this.options.context;
    return { ...observed(site), controller };
  }

  private async update(
    change: (site: Site) => Parameters<SiteReconciler['write']>[0],
  ): Promise<void> {
    const site = activeSite(this.options.context);
    if (site) {
      await this.write(change(site));
    }
  }

  private async write(
    status: ReturnType<typeof siteConfigured>,
  ): Promise<KubeObject | undefined> {
    const { context } = this.options;
    const site = activeSite(context);
    return site && context.objects.writeStatus(site, status);
  }
}

function isReady({ metadata, status }: Pod): boolean {
  return (
    metadata.deletionTimestamp === undefined &&
    status?.phase === 'Running' &&
    (status.conditions ?? []).some(
      condition => condition.type === 'Ready' && condition.status === 'True',
    )
  );
}
