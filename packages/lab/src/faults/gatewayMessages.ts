import type { IncomingHttpHeaders } from 'node:http';
import { parseRequest } from '../kube/requestInfo';
import type { StatusError } from '../kube/status';
import type { FaultyRequest } from './HttpFault';

/** Headers that belong to one connection, or to how the body comes over it. */
const notPassed = new Set([
  'accept-encoding',
  'connection',
  'date',
  'host',
  'http2-settings',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
]);

/** What faults see of a request. */
export function faultyRequest(request: {
  method?: string;
  url?: string;
  headers: IncomingHttpHeaders;
}): FaultyRequest {
  const url = new URL(request.url ?? '/', 'https://kubernetes.default.svc');
  return {
    info: parseRequest(request.method ?? 'GET', url),
    authenticated: request.headers.authorization !== undefined,
  };
}

/** The headers that go on to the other side, without those of HTTP/2 that stand for the request line. */
export function passedHeaders(
  headers: IncomingHttpHeaders,
): IncomingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) => !name.startsWith(':') && !notPassed.has(name),
    ),
  );
}

/** {@link passedHeaders} of a request; a body of unknown length goes on in chunks. */
export function requestHeaders(request: {
  method?: string;
  headers: IncomingHttpHeaders;
}): IncomingHttpHeaders {
  const headers = passedHeaders(request.headers);
  const mayHaveBody = !['GET', 'HEAD'].includes(request.method ?? 'GET');
  return mayHaveBody && headers['content-length'] === undefined
    ? { ...headers, 'transfer-encoding': 'chunked' }
    : headers;
}

/** Headers as they came, name and value by turns, as lines. */
export function rawHeaderLines(rawHeaders: readonly string[]): string[] {
  const lines: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    lines.push(`${rawHeaders[index]}: ${rawHeaders[index + 1]}`);
  }
  return lines;
}

/** The body with which an API server sends an error. */
export function statusBody(error: StatusError): Buffer {
  return Buffer.from(`${JSON.stringify(error.toStatus())}\n`);
}
