import { CustomErrorBase } from '@backstage/errors';
import type { ProbeOutcome } from '@vanstage/backstage-plugin-van-common';

/**
 * How a connect can fail: every outcome of a probe but `answered`.
 *
 * @public
 */
export type DialOutcome = Exclude<ProbeOutcome, 'answered'>;

/**
 * A connection to a cluster could not be made, or ended before it was of use. Never holds a credential.
 *
 * @public
 */
export class DialError extends CustomErrorBase {
  name = 'DialError' as const;

  constructor(
    readonly outcome: DialOutcome,
    message: string,
    cause?: Error | unknown,
  ) {
    super(message, cause);
  }
}

/**
 * What Node's socket errors mean for a connect to a Service.
 *
 * @internal
 */
export function outcomeOfSocketError(error: Error): DialOutcome {
  const code = 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ECONNREFUSED':
    case 'EHOSTUNREACH':
    case 'ENOTFOUND':
      return 'refused';
    case 'ETIMEDOUT':
      return 'silent';
    case 'ECONNRESET':
    case 'EPIPE':
      return 'closed';
    default:
      return 'hubUnreachable';
  }
}
