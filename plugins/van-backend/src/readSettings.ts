import type { Config } from '@backstage/config';
import type { HumanDuration } from '@backstage/types';
import { durationToMilliseconds } from '@backstage/types';
import { readFleetConfig } from '@vanstage/backstage-plugin-van-node';
import type { FreshnessPromise } from './views/freshness';

/**
 * A hub is heard of at least once a minute; after this many milliseconds of silence its data counts as stale.
 */
const HUB_PROMISE_MS = 3 * 60_000;

/** So many refreshes may fail to come before the fleet's data counts as stale. */
const MISSED_REFRESHES = 3;

const DEFAULT_REFRESH: HumanDuration = { seconds: 30 };

/**
 * What the plugin needs to know of the configuration.
 *
 * @internal
 */
export interface VanSettings {
  /** Names of the networks whose hubs are configured. */
  networks: string[];
  /** How often the fleet repository is asked; absent when none is configured. */
  refresh?: HumanDuration;
  /** Whether to open a pull request where `rendered/` does not follow the declarations. */
  repair: boolean;
  promise: FreshnessPromise;
}

/** @internal */
export function readSettings(config: Config): VanSettings {
  const refresh = config.has('van.fleet')
    ? readFleetConfig(config).refresh
    : undefined;
  return {
    networks: config.getOptionalConfig('van.networks')?.keys() ?? [],
    refresh,
    repair: config.getOptionalBoolean('van.fleet.repair') ?? true,
    promise: {
      hub: HUB_PROMISE_MS,
      fleet:
        durationToMilliseconds(refresh ?? DEFAULT_REFRESH) * MISSED_REFRESHES +
        60_000,
    },
  };
}
