import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { VanSignal } from '@vanstage/backstage-plugin-van-common';

/**
 * Tells every open page that something of a network changed. Who may read the network learns what by fetching it again;
 * anyone else learns no more than the network's name and that number.
 *
 * @internal
 */
export async function publishChange(options: {
  signals: SignalsService;
  logger: LoggerService;
  signal: VanSignal;
}): Promise<void> {
  const { signals, logger, signal } = options;
  try {
    await signals.publish({
      recipients: { type: 'broadcast' },
      channel: 'van',
      message: { network: signal.network, version: signal.version },
    });
  } catch (error) {
    logger.warn(
      `Open pages were not told of a change of network ${signal.network}: ${error}`,
    );
  }
}
