import { STATUS_CODES } from 'http';
import { performance } from 'perf_hooks';
import type { Delivery } from './Delivery';

/** In milliseconds, as GitHub waits. */
const longestWait = 10_000;
/** In characters; more of an answer is not kept. */
const longestAnswer = 10_000;

/**
 * Sends a webhook once.
 *
 * @returns what came back; a receiver that cannot be reached is an answer, too
 * @internal
 */
export async function sendWebhook(request: {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** Ends it. */
  signal: AbortSignal;
}): Promise<
  Pick<
    Delivery,
    'duration' | 'status' | 'statusCode' | 'responseHeaders' | 'responseText'
  >
> {
  const { url, headers, body, signal } = request;
  const start = performance.now();
  const duration = () => Math.round((performance.now() - start) / 10) / 100;
  const timeout = AbortSignal.timeout(longestWait);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, timeout]),
    });
    const text = await response.text();
    return {
      duration: duration(),
      status: STATUS_CODES[response.status] ?? String(response.status),
      statusCode: response.status,
      responseHeaders: Object.fromEntries(response.headers),
      responseText: text.slice(0, longestAnswer),
    };
  } catch {
    const late = timeout.aborted;
    return {
      duration: duration(),
      status: late ? 'timed out' : 'failed to connect to host',
      statusCode: late ? 504 : 502,
      responseHeaders: {},
      responseText: '',
    };
  }
}
