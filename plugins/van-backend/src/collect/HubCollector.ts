import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  Informer,
  type ApiClient,
  type ClusterCredential,
  type HubConfig,
  type InformerHandler,
} from '@vanstage/backstage-plugin-van-node';
import type { HubKind, HubRowOf } from '../store/rows';
import { IN_CLUSTER, type HubStore } from '../store/VanStore';
import { ClusterSecrets } from './ClusterSecrets';
import type { CollectorSettings } from './CollectorSettings';
import { HubHealth } from './HubHealth';
import { HubPinger, type HubPing } from './HubPinger';
import { projectApplication } from './projectApplication';
import { projectListener } from './projectListener';
import { projectNetworkStatus } from './projectNetworkStatus';
import { projectSite } from './projectSite';
import { watchNodes, type NodeCounts } from './watchNodes';

/**
 * Where in the hub its parts live.
 *
 * @internal
 */
export interface HubNamespaces {
  /** Of Argo CD. */
  argocd: string;
  /** Of Skupper's site. */
  skupper: string;
}

/** @internal */
export interface HubCollectorOptions {
  config: Pick<HubConfig, 'network' | 'credentials' | 'credentialsNamespace'>;
  api: ApiClient;
  namespaces: HubNamespaces;
  store: HubStore;
  settings: CollectorSettings;
  logger: LoggerService;
  /** The edges that can be read, and with what. */
  onCredentials(credentials: ClusterCredential[]): Promise<void>;
  /** The hub answers or does not any more, or Skupper says something else of the network. */
  onChange(state: { answers: boolean }): void;
}

type Stoppable = { stop(): Promise<void> };

/**
 * Watches everything that is read of one hub.
 *
 * @internal
 */
export class HubCollector {
  private readonly parts: Stoppable[] = [];
  private readonly secrets: ClusterSecrets;
  private readonly health: HubHealth;
  private pinger: HubPinger | undefined;
  private counts: NodeCounts | undefined;
  private answering: boolean | undefined;
  /** The edges have collectors, which tell what becomes of them. */
  private edgesFollowed = false;

  private constructor(private readonly options: HubCollectorOptions) {
    const ownSecrets = options.config.credentials === 'vanstage';
    this.secrets = ClusterSecrets.create({
      store: options.store,
      collections: ownSecrets ? 2 : 1,
      onCredentials: credentials => {
        this.edgesFollowed = true;
        return options.onCredentials(credentials);
      },
      onProblem: problem => options.logger.warn(problem),
    });
    this.health = HubHealth.create([
      'applications',
      'sites',
      'listeners',
      'networkStatus',
      'argocdSecrets',
      ...(ownSecrets ? ['portalSecrets'] : []),
    ]);
  }

  static start(options: HubCollectorOptions): HubCollector {
    const collector = new HubCollector(options);
    collector.startParts();
    return collector;
  }

  async stop(): Promise<void> {
    await Promise.all(this.parts.map(part => part.stop()));
  }

  private startParts(): void {
    const { api, settings, namespaces } = this.options;
    this.pinger = HubPinger.start({
      api,
      settings,
      onPing: ping => this.pinged(ping),
    });
    this.parts.push(
      this.pinger,
      this.watchRows('application', {
        name: 'applications',
        path: `/apis/argoproj.io/v1alpha1/namespaces/${namespaces.argocd}/applications`,
        project: projectApplication,
      }),
      this.watchRows('site', {
        name: 'sites',
        path: `/apis/skupper.io/v2alpha1/namespaces/${namespaces.skupper}/sites`,
        project: projectSite,
      }),
      this.watchRows('listener', {
        name: 'listeners',
        path: `/apis/skupper.io/v2alpha1/namespaces/${namespaces.skupper}/listeners`,
        project: projectListener,
      }),
      this.watchRows('networkStatus', {
        name: 'networkStatus',
        path: `/api/v1/namespaces/${namespaces.skupper}/configmaps`,
        fieldSelector: 'metadata.name=skupper-network-status',
        project: projectNetworkStatus,
      }),
      ...this.watchSecrets(),
      watchNodes({
        api,
        settings,
        onCounts: counts => {
          this.counts = counts;
          this.pinger?.nudge();
        },
        // A portal that may not list the hub's nodes is no less fit.
        onError: error => this.options.logger.debug(error.message),
      }),
    );
  }

  private watchSecrets(): Stoppable[] {
    const { config, namespaces } = this.options;
    const watches = [
      this.watch({
        name: 'argocdSecrets',
        path: `/api/v1/namespaces/${namespaces.argocd}/secrets`,
        labelSelector: 'argocd.argoproj.io/secret-type=cluster',
        project: object =>
          this.secrets.project(
            object,
            config.credentials === 'argocd' ? 'both' : 'argocd',
          ),
        handler: this.secrets.handler('argocd'),
      }),
    ];
    if (config.credentials === 'vanstage') {
      watches.push(
        this.watch({
          name: 'portalSecrets',
          path: `/api/v1/namespaces/${config.credentialsNamespace}/secrets`,
          labelSelector: 'vanstage.io/secret-type=cluster',
          project: object => this.secrets.project(object, 'portal'),
          handler: this.secrets.handler('portal'),
        }),
      );
    }
    return watches;
  }

  private watchRows<K extends HubKind>(
    kind: K,
    options: {
      name: string;
      path: string;
      fieldSelector?: string;
      project: (object: unknown) => HubRowOf<K>;
    },
  ): Stoppable {
    const { store } = this.options;
    const nudgesEdges = kind === 'listener' || kind === 'networkStatus';
    return this.watch<HubRowOf<K>>({
      ...options,
      handler: {
        onReplace: rows => store.replace(kind, rows),
        onUpsert: async row => {
          const isNews = await store.upsert(kind, row);
          if (isNews && nudgesEdges) {
            this.options.onChange({ answers: this.answering ?? true });
          }
        },
        onDelete: async row => {
          await store.remove(kind, row.key);
        },
      },
    });
  }

  private watch<T>(options: {
    name: string;
    path: string;
    labelSelector?: string;
    fieldSelector?: string;
    project: (object: unknown) => T;
    handler: InformerHandler<T>;
  }): Stoppable {
    const { name, handler, ...collection } = options;
    const { api, settings, logger } = this.options;
    return Informer.start({
      ...collection,
      api,
      watchSeconds: settings.watchSeconds,
      clock: settings.clock,
      handler: {
        ...handler,
        onContact: () => this.health.contact(name),
        onError: error => {
          logger.debug(error.message);
          this.health.fail(name, error);
          this.pinger?.nudge();
        },
      },
    });
  }

  private async pinged(ping: HubPing): Promise<void> {
    const { logger, onChange, config } = this.options;
    const answered = ping.outcome === 'answered';
    if (answered !== this.answering) {
      this.answering = answered;
      onChange({ answers: answered });
      logger.info(
        `Hub of network ${config.network}: ${
          answered ? 'answers' : `${ping.outcome}, ${ping.message}`
        }`,
      );
    }
    try {
      await this.store(ping);
    } catch (error) {
      logger.error(
        `What is known of the hub of network ${config.network} could not be stored: ${error}`,
      );
    }
  }

  private async store(ping: HubPing): Promise<void> {
    const { store } = this.options;
    const at = new Date();
    if (ping.outcome !== 'answered') {
      const { outcome, message } = ping;
      await store.contact('hub', { at, problem: message });
      await store.reachability(IN_CLUSTER, { at, outcome, detail: message });
      if (!this.edgesFollowed) {
        await store.loseSightOfEdges({ at, problem: message });
      }
      return;
    }
    const { problem, isComplete, isCredentialRefused } = this.health;
    if (problem !== undefined) {
      await store.contact('hub', { at, problem });
    } else if (isComplete) {
      await store.contact('hub', { at });
    }
    await store.reachability(
      IN_CLUSTER,
      isCredentialRefused
        ? { at, outcome: 'unauthorized', detail: problem }
        : {
            at,
            outcome: 'answered',
            answeredAt: at,
            latencyMs: ping.latencyMs,
            kubernetesVersion: ping.version,
            ...this.counts,
          },
    );
  }
}
