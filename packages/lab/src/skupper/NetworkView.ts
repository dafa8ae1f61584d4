import { createHash } from 'node:crypto';
import type { RouterListener, RouterNetwork, RouterSite } from '../van';
import type { NetworkClock } from './delays';
import type { HeardSite } from './networkStatus';
import { routerRecords } from './routerRecords';

/** Options of {@link NetworkView}. */
export interface NetworkViewOptions {
  network: RouterNetwork;
  clock: NetworkClock;
  /** The site whose adaptor listens. */
  own: RouterSite;
  /** The sites that it keeps records of. */
  interest: () => Iterable<RouterSite>;
  /** Of which routing keys it keeps records; undefined for all. */
  keys?: () => ReadonlySet<string> | undefined;
  onChange: () => void;
}

/** What an adaptor hears of a site: from the site's adaptor that there is the site, from its routers what they have. */
type Source = 'site' | 'routers';

interface Heard {
  site: RouterSite;
  known: Record<Source, boolean>;
  wasAdaptorRunning: boolean;
  timers: Partial<Record<Source, { towards: boolean; timer: NodeJS.Timeout }>>;
  ghosts: RouterListener[];
}

/**
 * What the adaptor of one site has heard of the network. Each site has two sources, its adaptor and its routers. One
 * that falls silent is forgotten after a while, one that is heard again is listed again after a while.
 */
export class NetworkView {
  private readonly options: NetworkViewOptions;
  private readonly heard = new Map<string, Heard>();
  private readonly unsubscribe: () => void;
  private restart: NodeJS.Timeout | undefined;
  private evaluation: NodeJS.Immediate | undefined;

  constructor(options: NetworkViewOptions) {
    this.options = options;
    this.unsubscribe = options.network.onChange((site, change) => {
      if (change === 'restarted') {
        this.keepGhosts(site);
      }
      this.changed();
    });
    this.changed();
  }

  /** Whether the adaptor has begun anew and does not know yet what to say. */
  get isRestarting(): boolean {
    return this.restart !== undefined;
  }

  /** Everything that is known now. */
  get sites(): HeardSite[] {
    const { network } = this.options;
    const keys = this.options.keys?.();
    return [...this.heard.values()]
      .filter(({ known }) => known.site || known.routers)
      .map(({ site, known, ghosts }) => ({
        id: site.id,
        ...(known.site ? { site: site.options } : {}),
        ...(known.routers
          ? { routers: routerRecords(network, site, { ghosts, keys }) }
          : {}),
      }));
  }

  /**
   * The adaptor starts again and knows nothing but its own site. It hears of its own routers, then of the other sites,
   * then of their routers.
   */
  forgetAll(): void {
    const { clock } = this.options;
    clearTimeout(this.restart);
    this.restart = setTimeout(() => {
      for (const heard of this.heard.values()) {
        stopTimers(heard);
      }
      this.heard.clear();
      this.restart = undefined;
      this.evaluate({
        site: 'rediscovery',
        routers: ['rediscovery', 'rediscoveryRecords'],
        isSpread: true,
      });
      this.options.onChange();
    }, clock.delay('restart'));
  }

  /** Forgets the listeners of earlier runs. */
  forgetGhosts(): void {
    for (const heard of this.heard.values()) {
      heard.ghosts = [];
    }
    this.options.onChange();
  }

  stop(): void {
    this.unsubscribe();
    clearTimeout(this.restart);
    clearImmediate(this.evaluation);
    for (const heard of this.heard.values()) {
      stopTimers(heard);
    }
  }

  /** Many changes of one moment are looked at together. */
  private changed(): void {
    this.evaluation ??= setImmediate(() => {
      this.evaluation = undefined;
      if (!this.restart) {
        this.evaluate({ site: 'return', routers: ['return', 'records'] });
      }
      this.options.onChange();
    });
  }

  private evaluate(arrival: Arrival): void {
    const { network, own, interest } = this.options;
    const sites = new Set(interest());
    for (const [id, heard] of this.heard) {
      if (network.site(id) !== heard.site || !sites.has(heard.site)) {
        stopTimers(heard);
        this.heard.delete(id);
      }
    }
    for (const site of sites) {
      this.listen(this.of(site), arrival);
    }
    const self = this.heard.get(own.id);
    if (self && own.isAdaptorRunning && own.routers.length > 0) {
      stopTimer(self, 'site');
      self.known.site = true;
    }
  }

  private listen(heard: Heard, arrival: Arrival): void {
    const { network, own, clock } = this.options;
    const { site } = heard;
    const hasRouters = site.routers.length > 0 && network.isAudible(own, site);
    const hasSite = hasRouters && site.isAdaptorRunning;
    const adaptorStarted = site.isAdaptorRunning && !heard.wasAdaptorRunning;
    heard.wasAdaptorRunning = site.isAdaptorRunning;
    const lostLink = [site, own]
      .map(({ options }) => options.uplink)
      .find(uplink => uplink?.isLost);
    const lost = clock.delay('loss', lostLink?.since);
    const records = clock.delay('records');
    const spread =
      arrival.isSpread && site !== own ? fraction(site.id) * records : 0;
    const siteAfter = clock.delay(
      adaptorStarted && heard.known.routers ? 'adaptorStart' : arrival.site,
    );
    const [first, second] = arrival.routers;
    const routersAfter =
      site === own ? records : clock.delay(first) + clock.delay(second);
    this.head(heard, {
      source: 'site',
      towards: hasSite,
      after: hasSite ? siteAfter + spread : lost,
    });
    this.head(heard, {
      source: 'routers',
      towards: hasRouters,
      after: hasRouters ? routersAfter + spread : lost + records,
    });
  }

  /** Lets a source become known or forgotten after a while, unless it is or is about to be. */
  private head(
    heard: Heard,
    options: { source: Source; towards: boolean; after: number },
  ): void {
    const { source, towards, after } = options;
    const pending = heard.timers[source];
    if ((pending?.towards ?? heard.known[source]) === towards) {
      return;
    }
    stopTimer(heard, source);
    if (heard.known[source] === towards) {
      return;
    }
    if (source === 'site' && towards && heard.site.isRecordLost) {
      return;
    }
    const arrive = () => {
      delete heard.timers[source];
      heard.known[source] = towards;
      if (source === 'routers' && !towards) {
        heard.ghosts = [];
      }
      this.options.onChange();
    };
    if (after === 0) {
      arrive();
    } else {
      heard.timers[source] = { towards, timer: setTimeout(arrive, after) };
    }
  }

  private keepGhosts(site: RouterSite): void {
    const heard = this.heard.get(site.id);
    if (heard?.known.routers) {
      heard.ghosts = [...heard.ghosts, ...site.laterListeners];
    }
  }

  private of(site: RouterSite): Heard {
    const known = this.heard.get(site.id);
    if (known) {
      return known;
    }
    const heard: Heard = {
      site,
      known: { site: false, routers: false },
      wasAdaptorRunning: site.isAdaptorRunning,
      timers: {},
      ghosts: [],
    };
    this.heard.set(site.id, heard);
    return heard;
  }
}

type Delay = Parameters<NetworkClock['delay']>[0];

/** Which delays an arrival takes. */
interface Arrival {
  site: Delay;
  routers: readonly [Delay, Delay];
  /** Whether the sites are heard one after the other, as each beacons in its own time. */
  isSpread?: boolean;
}

/** A number from 0 to 1 that a site always has. */
function fraction(id: string): number {
  return createHash('sha256').update(id).digest().readUInt32BE() / 2 ** 32;
}

function stopTimer(heard: Heard, source: Source): void {
  clearTimeout(heard.timers[source]?.timer);
  delete heard.timers[source];
}

function stopTimers(heard: Heard): void {
  stopTimer(heard, 'site');
  stopTimer(heard, 'routers');
}
