import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ProbeOutcome } from '@vanstage/backstage-plugin-van-common';
import {
  ApiStatusError,
  Backoff,
  type ApiSession,
  type ProbeResult,
} from '@vanstage/backstage-plugin-van-node';
import type { ReachabilityRow } from '../store/rows';
import type { HubStore } from '../store/VanStore';
import { Alarm } from './Alarm';
import type { CollectorSettings } from './CollectorSettings';
import { watchNodes } from './watchNodes';

/** @internal */
export interface EdgeCollectorOptions {
  cluster: string;
  /** Connects afresh and says how that went. */
  probe(options: { signal: AbortSignal }): Promise<ProbeResult>;
  /** While the hub does not answer, a failed probe says nothing of the edge. */
  hubAnswers(): boolean;
  store: Pick<HubStore, 'reachability'>;
  settings: CollectorSettings;
  logger: LoggerService;
}

type Answer = Extract<ProbeResult, { outcome: 'answered' }>;

/** These prove that the edge itself was reached. */
const outcomesOfTheEdge: ProbeOutcome[] = [
  'answered',
  'unauthorized',
  'wrongCertificate',
];

/**
 * Keeps one connection to an edge, pings it and counts nodes over it. When it fails, a fresh probe decides: one that is
 * answered becomes the new connection, one that is not is repeated until it is.
 *
 * @internal
 */
export class EdgeCollector {
  private readonly stopping = new AbortController();
  private readonly alarm: Alarm;
  private readonly backoff: Backoff;
  private readonly known: Pick<
    ReachabilityRow,
    | 'answeredAt'
    | 'latencyMs'
    | 'kubernetesVersion'
    | 'nodeCount'
    | 'readyNodeCount'
  > = {};
  private outcome: ProbeOutcome | undefined;
  private running: Promise<void> = Promise.resolve();

  private constructor(private readonly options: EdgeCollectorOptions) {
    const { clock, probeMs } = options.settings;
    this.alarm = Alarm.create(clock, this.stopping.signal);
    this.backoff = Backoff.create({
      firstMs: probeMs.first,
      maxMs: probeMs.max,
    });
  }

  static start(options: EdgeCollectorOptions): EdgeCollector {
    const collector = new EdgeCollector(options);
    collector.running = collector.run();
    return collector;
  }

  /** Something else says that the edge may have changed: look now. */
  nudge(): void {
    this.backoff.reset();
    this.alarm.ring();
  }

  /** Resolves when the connection is closed and nothing is written any more. */
  async stop(): Promise<void> {
    this.stopping.abort(new Error('the collector was stopped'));
    await this.running;
  }

  private get stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private async run(): Promise<void> {
    const { clock, pingMs } = this.options.settings;
    let shortLived = 0;
    while (!this.stopped) {
      const result = await this.probe();
      if (result?.outcome === 'answered') {
        const since = clock.now();
        await this.keep(result);
        shortLived = clock.now() - since < pingMs ? shortLived + 1 : 0;
        if (shortLived === 0) {
          this.backoff.reset();
        } else if (shortLived > 1) {
          await this.alarm.wait(this.backoff.next());
        }
      } else if (result) {
        shortLived = 0;
        await this.reportFailure(result);
        await this.alarm.wait(this.backoff.next());
      }
    }
  }

  private async probe(): Promise<ProbeResult | undefined> {
    const { signal } = this.stopping;
    try {
      return await this.options.probe({ signal });
    } catch (error) {
      return this.stopped
        ? undefined
        : { outcome: 'hubUnreachable', message: String(error) };
    }
  }

  /** Resolves when the connection has ended or is not to be trusted any more. */
  private async keep(answer: Answer): Promise<void> {
    const { settings } = this.options;
    const { connection, latencyMs, version } = answer;
    let refused = false;
    let ended = false;
    connection.onClose(() => {
      if (!ended) {
        this.alarm.ring();
      }
    });
    this.known.kubernetesVersion = version;
    this.known.latencyMs = latencyMs;
    const nodes = watchNodes({
      api: connection,
      settings,
      onCounts: counts => {
        Object.assign(this.known, counts);
        return this.reportAnswer();
      },
      onError: error => {
        refused ||= error instanceof ApiStatusError && error.isUnauthorized;
        if (refused) {
          this.alarm.ring();
        }
      },
    });
    try {
      await this.reportAnswer();
      while (connection.isOpen && !refused && !this.stopped) {
        await this.alarm.wait(settings.pingMs);
        if (connection.isOpen && !refused && !this.stopped) {
          this.known.latencyMs = await this.ping(connection);
          await this.reportAnswer();
        }
      }
    } catch (error) {
      this.options.logger.debug(
        `The connection to cluster ${this.options.cluster} is lost: ${error}`,
      );
    } finally {
      ended = true;
      connection.close();
      await nodes.stop();
      // What rang, also the end of this connection, is answered by the probe that follows.
      this.alarm.reset();
    }
  }

  private ping(connection: ApiSession): Promise<number> {
    return connection.ping({
      signal: this.stopping.signal,
      timeoutMs: this.options.settings.pingTimeoutMs,
    });
  }

  private async reportAnswer(): Promise<void> {
    const at = new Date();
    this.known.answeredAt = at;
    await this.report({ ...this.known, at, outcome: 'answered' });
  }

  private async reportFailure(
    result: Exclude<ProbeResult, Answer>,
  ): Promise<void> {
    const outcome =
      outcomesOfTheEdge.includes(result.outcome) || this.options.hubAnswers()
        ? result.outcome
        : 'hubUnreachable';
    await this.report({
      at: new Date(),
      outcome,
      detail: result.message,
      answeredAt: this.known.answeredAt,
    });
  }

  private async report(row: ReachabilityRow): Promise<void> {
    const { cluster, store, logger } = this.options;
    if (this.stopped) {
      return;
    }
    if (row.outcome !== this.outcome) {
      this.outcome = row.outcome;
      logger.info(
        `Cluster ${cluster}: ${row.outcome}${
          row.detail ? `, ${row.detail}` : ''
        }`,
      );
    }
    try {
      await store.reachability(cluster, row);
    } catch (error) {
      logger.error(
        `What is known of cluster ${cluster} could not be stored: ${error}`,
      );
    }
  }
}
