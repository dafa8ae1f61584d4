import type { HubKind } from './rows';
import type { SourceName } from './VanStore';

/**
 * What of a network's rows is not as it was.
 *
 * @internal
 */
export type StoreChange =
  | { network: string; part: 'fleet' }
  | { network: string; part: 'hub'; kind: HubKind; keys: string[] }
  | { network: string; part: 'reachability'; cluster: string }
  /** A source failed, or answers again. */
  | { network: string; part: 'source'; source: SourceName };

/** @internal */
export type StoreChangeListener = (change: StoreChange) => void;
