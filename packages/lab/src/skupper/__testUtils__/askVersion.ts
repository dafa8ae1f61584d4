import { connect } from 'node:tls';
import type { Router } from '../../van';

/**
 * What a probe of an edge's API server through a port of the hub's router comes to: `HTTP 200`, `refused`, `closed`
 * before a byte, or `wrong certificate` for another cluster's.
 */
export async function askVersion(
  router: Router,
  options: { port: number; caPem: string },
): Promise<string> {
  const socket = await router.connect(options.port).catch(() => undefined);
  if (!socket) {
    return 'refused';
  }
  return new Promise(resolve => {
    const secure = connect({
      socket,
      ca: options.caPem,
      servername: 'kubernetes.default.svc',
    });
    secure.on('error', ({ message }) =>
      resolve(/certificate/.test(message) ? 'wrong certificate' : 'closed'),
    );
    secure.on('close', () => resolve('closed'));
    secure.once('data', (data: Buffer) => {
      const status = /^HTTP\/1.1 (\d+)/.exec(data.toString())?.[1];
      resolve(`HTTP ${status}`);
      secure.destroy();
    });
    secure.write('GET /version HTTP/1.1\r\nhost: kubernetes\r\n\r\n');
  });
}
