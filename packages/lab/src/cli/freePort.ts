import { once } from 'node:events';
import { createServer } from 'node:net';

/** The port, or any free one when it is taken or 0. */
export async function freePort(wanted: number): Promise<number> {
  const server = createServer();
  try {
    server.listen({ host: '127.0.0.1', port: wanted });
    await once(server, 'listening');
  } catch {
    return freePort(0);
  }
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : wanted;
}
