import { z } from 'zod';
import type { ApiSession } from './ApiClient';
import { ApiConnection } from './ApiConnection';
import type { ApiEndpoint } from './ApiEndpoint';
import { ApiStatusError } from './ApiStatusError';
import { deadline } from './deadline';
import { DialError, type DialOutcome } from './DialError';
import { versionSchema } from './version';

/**
 * What a probe found.
 *
 * @public
 */
export type ProbeResult =
  | {
      outcome: 'answered';
      /** Round trip over the new connection, milliseconds. */
      latencyMs: number;
      /** `gitVersion`; absent when the API server answered `GET /version` with an error. */
      version?: string;
      /** To be used or closed by the caller. */
      connection: ApiSession;
    }
  | {
      outcome: DialOutcome;
      /** What happened, in a sentence. */
      message: string;
    };

/**
 * How long a probe may take.
 *
 * @public
 */
export interface ProbeOptions {
  signal?: AbortSignal;
  /** For all of it, milliseconds; 5,000 when absent. */
  timeoutMs?: number;
}

/**
 * Connects afresh, with the CA pinned, and makes two calls: `GET /version`, and one node, because a version may be read by
 * anyone and would not prove the credential. Rejects only when the caller aborts.
 *
 * @public
 */
export async function probe(
  endpoint: ApiEndpoint,
  options: ProbeOptions = {},
): Promise<ProbeResult> {
  const timeoutMs = options.timeoutMs ?? 5_000;
  try {
    return await deadline(
      {
        timeoutMs,
        signal: options.signal,
        toError: () =>
          new DialError(
            'silent',
            `${endpoint.name} was connected to and did not answer within ${timeoutMs} ms`,
          ),
      },
      async signal => {
        const connection = await ApiConnection.connect(endpoint, {
          signal,
          timeoutMs,
        });
        try {
          return await examine(connection, signal);
        } catch (error) {
          connection.close();
          throw error;
        }
      },
    );
  } catch (error) {
    options.signal?.throwIfAborted();
    return failure(endpoint, error);
  }
}

async function examine(
  connection: ApiConnection,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const version = await askVersion(connection, signal);
  await askNode(connection, signal);
  const latencyMs = await connection.ping({ signal });
  signal.throwIfAborted();
  return { outcome: 'answered', latencyMs, version, connection };
}

async function askVersion(
  connection: ApiConnection,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    const answer = await connection.getJson('/version', versionSchema, {
      signal,
    });
    return answer.gitVersion;
  } catch (error) {
    return ignoreServerError(error);
  }
}

async function askNode(
  connection: ApiConnection,
  signal: AbortSignal,
): Promise<void> {
  try {
    await connection.getJson('/api/v1/nodes?limit=1', z.object({}), { signal });
  } catch (error) {
    ignoreServerError(error);
  }
}

/** An API server that is not well answers all the same; only a refused credential is a finding of its own. */
function ignoreServerError(error: unknown): undefined {
  if (error instanceof ApiStatusError && !error.isUnauthorized) {
    return undefined;
  }
  throw error;
}

function failure(endpoint: ApiEndpoint, error: unknown): ProbeResult {
  if (error instanceof DialError) {
    return { outcome: error.outcome, message: error.message };
  }
  if (error instanceof ApiStatusError) {
    return { outcome: 'unauthorized', message: error.message };
  }
  const reason = error instanceof Error ? error.message : String(error);
  return {
    outcome: 'hubUnreachable',
    message: `${endpoint.name} could not be probed: ${reason}`,
  };
}
