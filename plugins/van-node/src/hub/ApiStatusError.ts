import { CustomErrorBase } from '@backstage/errors';
import { z } from 'zod';

const statusSchema = z.object({
  message: z.string().optional(),
  reason: z.string().optional(),
});

/** Characters. */
const maxDetail = 500;

/**
 * A Kubernetes API server answered with an error. It has no `status` or `statusCode` field on purpose: Backstage's error
 * middleware would answer our own caller with it, so that a cluster's 401 would look like an expired session.
 *
 * @public
 */
export class ApiStatusError extends CustomErrorBase {
  name = 'ApiStatusError' as const;

  constructor(
    /** HTTP status of the answer. */
    readonly code: number,
    message: string,
    /** `reason` of the Kubernetes Status, for example `Expired`. */
    readonly reason?: string,
  ) {
    super(message);
  }

  /** The list or the place to watch from is too old: list again. */
  get isExpired(): boolean {
    return (
      this.code === 410 || this.reason === 'Expired' || this.reason === 'Gone'
    );
  }

  /** The credential is not valid (401), or may not do this (403). */
  get isUnauthorized(): boolean {
    return this.code === 401 || this.code === 403;
  }

  /**
   * From an answer's body, which should be a Kubernetes Status and may be anything.
   *
   * @param options - `what`: the request in words, for example `GET /version of cluster paris`
   */
  static fromAnswer(options: {
    what: string;
    code: number;
    body: string;
  }): ApiStatusError {
    const { what, code, body } = options;
    const status = statusSchema.safeParse(jsonOrUndefined(body)).data ?? {};
    const detail = status.message ? `: ${brief(status.message)}` : '';
    return new ApiStatusError(
      code,
      `${what} was answered with ${code}${detail}`,
      status.reason,
    );
  }
}

/** A cluster says what it likes, and it goes into logs, the database and pages. */
function brief(text: string): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return line.length > maxDetail ? `${line.slice(0, maxDetail)}…` : line;
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
