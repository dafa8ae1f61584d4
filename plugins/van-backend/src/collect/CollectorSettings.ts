import { systemClock, type Clock } from '@vanstage/backstage-plugin-van-node';

/**
 * How often collectors ask, and with which time.
 *
 * @internal
 */
export interface CollectorSettings {
  /** Between two pings of a connection, milliseconds. */
  pingMs: number;
  /** Until a ping counts as lost, milliseconds. */
  pingTimeoutMs: number;
  /** Between two probes of what does not answer: at first, and at most, milliseconds. */
  probeMs: { first: number; max: number };
  /** How long one watch stays open, seconds: a revoked token shows when it is opened again. */
  watchSeconds: number;
  clock: Clock;
}

/** @internal */
export const defaultCollectorSettings: CollectorSettings = {
  pingMs: 5_000,
  pingTimeoutMs: 5_000,
  probeMs: { first: 5_000, max: 15_000 },
  watchSeconds: 300,
  clock: systemClock,
};
