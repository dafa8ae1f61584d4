import type { Socket } from 'node:net';

/** A link that a site's routers dial. */
export interface RouterLink {
  name: string;
  cost: number;
  /** Addresses to dial, by the role of the dialling router. */
  addresses: Partial<Record<RouterRole, string>>;
  /** Certificate with which the dialling router names itself, and the authority it trusts; both PEM. */
  credentials: { certificatePem: string; caPem: string };
}

/** How a router links to another: as its equal, or as an edge router to its interior router. */
export type RouterRole = 'inter-router' | 'edge';

/** An address at which a router accepts links. */
export interface RouterAccess {
  role: RouterRole;
  /** Group of the site's routers that it leads to. */
  group: string;
  /** `host:port` */
  address: string;
  /** The authority whose certificates it accepts. */
  caPem: string;
}

/** A port of the router's pod that leads to a routing key. */
export interface RouterListener {
  name: string;
  routingKey: string;
  podPort: number;
}

/** A target behind a routing key. */
export interface RouterConnector {
  name: string;
  routingKey: string;
  host: string;
  port: number;
}

/** What a site's routers are told to do. */
export interface RouterConfig {
  links: readonly RouterLink[];
  access: readonly RouterAccess[];
  listeners: readonly RouterListener[];
  connectors: readonly RouterConnector[];
}

/** One router of a site. */
export interface RouterPod {
  name: string;
  group: string;
}

/** What carries all links of a site: the lab's relay. */
export interface Uplink {
  /** Whether connects are refused. */
  readonly isCut: boolean;
  /** Whether the routers at both ends have lost each other. */
  readonly isLost: boolean;
  /** Since when it is lost, or is not. */
  readonly since: Date;
  onChange(listener: () => void): () => void;
}

/** Options of {@link RouterSite}. */
export interface RouterSiteOptions {
  /** Uid of the Site; of a site without a cluster, any id. */
  id: string;
  name: string;
  namespace: string;
  platform: 'kubernetes' | 'podman';
  mode: 'interior' | 'edge';
  uplink?: Uplink;
  /** Connects to the target of a connector; undefined when nothing listens there. */
  dial?: (connector: RouterConnector) => Promise<Socket> | undefined;
}

const emptyConfig: RouterConfig = {
  links: [],
  access: [],
  listeners: [],
  connectors: [],
};

/** Something happened to a site's routers or to the adaptor beside them. */
export type RouterSiteChange = 'topology' | 'records' | 'restarted';

/**
 * The routers of one site and what they are configured to. As in a real site the adaptor brings the configuration to
 * running routers: while it is down they keep what they have. A router's container that starts again reads the
 * configuration of its pod's start, and has what came later only after the adaptor's next synchronization.
 */
export class RouterSite {
  readonly options: RouterSiteOptions;
  private readonly listeners = new Set<(change: RouterSiteChange) => void>();
  private desired: RouterConfig = emptyConfig;
  private live: RouterConfig = emptyConfig;
  private atPodStart: RouterConfig = emptyConfig;
  private pods: readonly RouterPod[] = [];
  private lastPods: readonly RouterPod[] = [];
  private isDown = false;
  private adaptorIsRunning = true;
  private recordIsLost = false;

  constructor(options: RouterSiteOptions) {
    this.options = options;
    options.uplink?.onChange(() => this.tell('topology'));
  }

  get id(): string {
    return this.options.id;
  }

  /** What the routers do now. */
  get config(): RouterConfig {
    return this.live;
  }

  /** Its routers that run. */
  get routers(): readonly RouterPod[] {
    return this.isDown ? [] : this.pods;
  }

  /** Its routers, or those that it had when there are none: that is what others have heard. */
  get knownRouters(): readonly RouterPod[] {
    return this.lastPods;
  }

  get isAdaptorRunning(): boolean {
    return this.adaptorIsRunning && this.pods.length > 0;
  }

  /** Whether an adaptor that starts to listen never hears of the site itself. */
  get isRecordLost(): boolean {
    return this.recordIsLost;
  }

  /** Whether the routers have not been told all that they should do. */
  get isBehind(): boolean {
    return this.live !== this.desired;
  }

  /** What the routers listen to that a container of theirs that starts again does not know of. */
  get laterListeners(): readonly RouterListener[] {
    const early = new Set(this.atPodStart.listeners.map(({ name }) => name));
    return this.live.listeners.filter(({ name }) => !early.has(name));
  }

  /** Changes a part of what the routers should do; the adaptor, when it runs, tells them. */
  configure(part: Partial<RouterConfig>): void {
    this.desired = { ...this.desired, ...part };
    if (this.adaptorIsRunning) {
      this.synchronize();
    }
  }

  /** Which routers there are. New pods start with all that is configured. */
  setPods(pods: readonly RouterPod[]): void {
    if (sameNames(this.pods, pods)) {
      return;
    }
    const known = new Set(this.pods.map(({ name }) => name));
    if (!pods.some(({ name }) => known.has(name))) {
      this.atPodStart = this.desired;
      this.live = this.desired;
    }
    this.pods = pods;
    if (pods.length > 0) {
      this.lastPods = pods;
    }
    this.tell('topology');
  }

  /** Brings the whole configuration to the routers. */
  synchronize(): void {
    if (this.isBehind && this.pods.length > 0) {
      this.live = this.desired;
      this.tell('topology');
    }
  }

  setAdaptorRunning(running: boolean): void {
    if (this.adaptorIsRunning !== running) {
      this.adaptorIsRunning = running;
      if (running) {
        this.synchronize();
      }
      this.tell('topology');
    }
  }

  /** From now on adaptors that start to listen never hear of the site itself, or do again. */
  setRecordLost(lost: boolean): void {
    this.recordIsLost = lost;
    this.tell('records');
  }

  /** The containers of its routers end. */
  stopRouters(): void {
    this.isDown = true;
    this.tell('topology');
  }

  /** The containers of its routers start again, with the configuration of the pods' start. */
  startRouters(): void {
    this.tell('restarted');
    this.live = this.atPodStart;
    this.isDown = false;
    this.tell('topology');
  }

  onChange(listener: (change: RouterSiteChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private tell(change: RouterSiteChange): void {
    for (const listener of this.listeners) {
      listener(change);
    }
  }
}

function sameNames(a: readonly RouterPod[], b: readonly RouterPod[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ name }, index) => name === b[index].name)
  );
}
