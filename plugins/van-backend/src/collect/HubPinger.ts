import {
  ApiStatusError,
  Backoff,
  DialError,
  versionSchema,
  type ApiClient,
} from '@vanstage/backstage-plugin-van-node';
import type { ProbeOutcome } from '@vanstage/backstage-plugin-van-common';
import { Alarm } from './Alarm';
import type { CollectorSettings } from './CollectorSettings';

/**
 * How a ping of the hub ended.
 *
 * @internal
 */
export type HubPing =
  | { outcome: 'answered'; latencyMs: number; version: string }
  | { outcome: Exclude<ProbeOutcome, 'answered'>; message: string };

/** @internal */
export interface HubPingerOptions {
  api: ApiClient;
  settings: CollectorSettings;
  onPing(ping: HubPing): Promise<void>;
}

/**
 * Pings the hub's connection, which makes it again when it was lost, and reads the version each time that the hub answers
 * again.
 *
 * @internal
 */
export class HubPinger {
  private readonly stopping = new AbortController();
  private readonly alarm: Alarm;
  private readonly backoff: Backoff;
  private version: string | undefined;
  private running: Promise<void> = Promise.resolve();

  private constructor(private readonly options: HubPingerOptions) {
    const { clock, probeMs } = options.settings;
    this.alarm = Alarm.create(clock, this.stopping.signal);
    this.backoff = Backoff.create({
      firstMs: probeMs.first,
      maxMs: probeMs.max,
    });
  }

  static start(options: HubPingerOptions): HubPinger {
    const pinger = new HubPinger(options);
    pinger.running = pinger.run();
    return pinger;
  }

  /** A watch has failed: look now. */
  nudge(): void {
    this.alarm.ring();
  }

  async stop(): Promise<void> {
    this.stopping.abort(new Error('the collector was stopped'));
    await this.running;
  }

  private async run(): Promise<void> {
    const { settings, onPing } = this.options;
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const ping = await this.ping();
      if (signal.aborted) {
        return;
      }
      await onPing(ping);
      if (ping.outcome === 'answered') {
        this.backoff.reset();
        await this.alarm.wait(settings.pingMs);
      } else {
        this.version = undefined;
        await this.alarm.wait(this.backoff.next());
      }
    }
  }

  private async ping(): Promise<HubPing> {
    const { api, settings } = this.options;
    const { signal } = this.stopping;
    try {
      const latencyMs = await api.ping({
        signal,
        timeoutMs: settings.pingTimeoutMs,
      });
      this.version ??= (
        await api.getJson('/version', versionSchema, { signal })
      ).gitVersion;
      return { outcome: 'answered', latencyMs, version: this.version };
    } catch (error) {
      return failure(error);
    }
  }
}

function failure(error: unknown): HubPing {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof DialError) {
    return { outcome: error.outcome, message };
  }
  return error instanceof ApiStatusError && error.isUnauthorized
    ? { outcome: 'unauthorized', message }
    : { outcome: 'hubUnreachable', message };
}
