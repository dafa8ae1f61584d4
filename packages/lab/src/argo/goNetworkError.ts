import { isError } from '@backstage/errors';

/** Options of {@link goNetworkError}. */
export interface GoNetworkErrorOptions {
  error: unknown;
  /** The URL that was asked for. */
  url: string;
  /** Address that the URL's host stands for, `10.0.182.237:443`. */
  address: string;
}

/**
 * What a controller written in Go says of a request that got no answer:
 * `Get "https://…/apis/apps/v1?timeout=32s": dial tcp 10.0.182.237:443: connect: connection refused`.
 */
export function goNetworkError(options: GoNetworkErrorOptions): string {
  return `Get "${options.url}?timeout=32s": ${reason(options)}`;
}

function reason({ error, address }: GoNetworkErrorOptions): string {
  const causes = causesOf(error);
  for (const { code, message } of causes) {
    // A CONNECT proxy that cannot reach the Service answers 502.
    if (code === 'ECONNREFUSED' || /^Bad response: 502/.test(message)) {
      return `dial tcp ${address}: connect: connection refused`;
    }
    if (code === 'ECONNRESET') {
      return `read tcp ${address}: read: connection reset by peer`;
    }
  }
  return causes[causes.length - 1]?.message ?? String(error);
}

interface Cause {
  message: string;
  code?: unknown;
}

function causesOf(error: unknown): Cause[] {
  const causes: Cause[] = [];
  let next = error;
  while (isError(next) && !causes.includes(next)) {
    causes.push(next);
    next = next.cause;
  }
  return causes;
}
