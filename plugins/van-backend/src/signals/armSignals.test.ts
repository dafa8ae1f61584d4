import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import { WebSocketServer } from 'ws';
import { armSignals } from './armSignals';

describe('armSignals', () => {
  let server: Server;
  let opened: number;

  beforeEach(async () => {
    opened = 0;
    const webSockets = new WebSocketServer({ noServer: true });
    // Like the signals backend: the first request for a WebSocket is left without an answer.
    server = createServer(() => {
      server.on('upgrade', (request, socket, head) =>
        webSockets.handleUpgrade(request, socket, head, () => {
          opened += 1;
        }),
      );
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  function discovery(path = '/api/signals') {
    const { port } = server.address() as AddressInfo;
    return mockServices.discovery.mock({
      getBaseUrl: async () => `http://127.0.0.1:${port}${path}`,
    });
  }

  it('asks until a WebSocket is answered', async () => {
    const logger = mockServices.logger.mock();

    await armSignals({ discovery: discovery(), logger, timeoutMs: 50 });

    expect(opened).toBe(1);
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('says what does not work without signals', async () => {
    const logger = mockServices.logger.mock();
    const away = discovery();
    server.close();

    await armSignals({ discovery: away, logger, timeoutMs: 50 });

    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('plugin-signals-backend'),
    );
  });
});
