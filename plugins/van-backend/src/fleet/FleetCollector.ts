import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import {
  listNetworks,
  parseFleet,
  renderChanges,
} from '@vanstage/backstage-plugin-van-common';
import type { FleetRepository } from '@vanstage/backstage-plugin-van-node';
import type { FleetStore } from '../store';
import { repairRendered } from './repairRendered';

interface FleetCollectorOptions {
  fleet: Pick<FleetRepository, 'head' | 'snapshot' | 'propose'>;
  store: FleetStore;
  /** Networks of the configuration. */
  networks: string[];
  /** Whether to open a pull request where `rendered/` does not follow the declarations. */
  repair: boolean;
  logger: LoggerService;
  /** A new commit has been stored. */
  onRead?: () => Promise<void>;
}

/**
 * Reads what the fleet repository declares, whenever its branch has a new commit.
 *
 * @internal
 */
export class FleetCollector {
  private commit: string | undefined;
  private known: string[];

  constructor(private readonly options: FleetCollectorOptions) {
    this.known = options.networks;
  }

  /**
   * Asks for the newest commit and reads it when it is another one. A failure is stored as the problem of every network,
   * and what was read before stays.
   */
  async refresh(): Promise<void> {
    const { fleet, store, logger } = this.options;
    try {
      const commit = await fleet.head();
      if (commit !== this.commit) {
        await this.read(commit);
        this.commit = commit;
      }
      for (const network of this.known) {
        await store.contact(network, 'fleet', { at: new Date() });
      }
    } catch (error) {
      const reason = isError(error) ? error.message : String(error);
      logger.warn(`The fleet repository could not be read: ${reason}`);
      for (const network of this.known) {
        await store.contact(network, 'fleet', {
          at: new Date(),
          problem: `The fleet repository could not be read: ${reason}`,
        });
      }
    }
  }

  private async read(commit: string): Promise<void> {
    const { fleet, store, networks, repair, logger, onRead } = this.options;
    const { files, fetchedAt } = await fleet.snapshot(commit);
    const found = [...new Set([...networks, ...listNetworks(files)])];
    for (const network of found) {
      const parsed = parseFleet(files, network);
      for (const { location, message } of parsed.problems) {
        logger.warn(`Fleet repository, ${location.path}: ${message}`);
      }
      const state = { commit, fetchedAt, ...parsed };
      const changes =
        parsed.fleet && parsed.problems.length === 0
          ? renderChanges(files, parsed.fleet)
          : new Map<string, string | undefined>();
      await store.replaceFleet(network, {
        ...state,
        rendering:
          changes.size > 0 ? { changedCount: changes.size } : undefined,
      });
      if (changes.size > 0 && repair) {
        const rendering = await repairRendered({
          fleet,
          network,
          commit,
          changes,
        });
        logger.warn(
          `Fleet repository: ${
            changes.size
          } files of networks/${network}/rendered do not follow the declarations. ${
            rendering.pullRequest
              ? `${rendering.pullRequest.url} mends it`
              : rendering.problem
          }`,
        );
        await store.replaceFleet(network, { ...state, rendering });
      }
    }
    await store.retainNetworks(found);
    this.known = found;
    await onRead?.();
  }
}
