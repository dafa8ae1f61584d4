import { request } from 'node:https';

/** Whether an API server says of itself that it is ready. Rejects while nothing listens there. */
export function isReady(options: {
  url: string;
  caPem: string;
  token: string;
}): Promise<boolean> {
  const { url, caPem, token } = options;
  return new Promise((resolve, reject) => {
    const asked = request(
      `${url}/readyz`,
      {
        ca: caPem,
        agent: false,
        headers: { authorization: `Bearer ${token}` },
        timeout: 5_000,
      },
      response => {
        response.resume();
        resolve(response.statusCode === 200);
      },
    );
    asked.on('timeout', () => asked.destroy(new Error('silent')));
    asked.on('error', reject);
    asked.end();
  });
}
