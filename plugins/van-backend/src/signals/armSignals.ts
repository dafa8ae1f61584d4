import type {
  DiscoveryService,
  LoggerService,
} from '@backstage/backend-plugin-api';

/** The first attempt is never answered. */
const attempts = 5;

/**
 * Opens WebSockets to the signals backend until one is answered. That backend starts to listen for them when it is asked
 * for one, and leaves this first one hanging: a browser in whose place we are not asking would get no signals until it
 * loads the page again.
 *
 * Source: `upgradeMiddleware` of `@backstage/plugin-signals-backend` 0.3.
 *
 * @internal
 */
export async function armSignals(options: {
  discovery: DiscoveryService;
  logger: LoggerService;
  /** How long one attempt may take, in milliseconds. */
  timeoutMs?: number;
}): Promise<void> {
  const { discovery, logger, timeoutMs = 2_000 } = options;
  const url = (await discovery.getBaseUrl('signals')).replace(/^http/, 'ws');
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    if (await opens(url, timeoutMs)) {
      return;
    }
  }
  logger.warn(
    'Open pages will not follow changes by themselves: the signals backend does not answer. Is @backstage/plugin-signals-backend installed?',
  );
}

function opens(url: string, timeoutMs: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = new WebSocket(url);
    // Closing a WebSocket that is not open yet is an error too: it ends the attempt.
    const timer = setTimeout(() => socket.close(), timeoutMs);
    const end = (opened: boolean) => {
      clearTimeout(timer);
      resolve(opened);
    };
    socket.addEventListener('open', () => {
      socket.close();
      end(true);
    });
    socket.addEventListener('error', () => end(false));
  });
}
