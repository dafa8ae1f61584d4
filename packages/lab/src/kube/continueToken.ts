import { z } from 'zod';
import { goJsonProblem } from './goJson';
import { badRequest, StatusError } from './status';

/**
 * Where a list goes on: the revision of its first page and the key from which on its next page begins.
 *
 * @internal
 */
export interface ContinuePosition {
  /** The revision whose state is listed; -1 is whatever is there when it is asked for. */
  revision: number;
  start: string;
}

const tokenSchema = z.looseObject({
  v: z.string().default(''),
  rv: z.number().default(0),
  start: z.string().default(''),
});

/** The token of a position; `scope` is the namespace that is listed, if it is one. */
export function encodeContinue(
  position: ContinuePosition,
  scope: string | undefined,
): string {
  const { revision, start } = position;
  const relative = scope ? start.slice(scope.length) : `/${start}`;
  return Buffer.from(
    JSON.stringify({ v: 'meta.k8s.io/v1', rv: revision, start: relative }),
  ).toString('base64url');
}

function invalidToken(why: string): StatusError {
  return badRequest(
    `invalid continue token: continue key is not valid: ${why}`,
  );
}

/** Reads a token. Throws 400 for what no list has given. */
export function decodeContinue(
  token: string,
  scope: string | undefined,
): ContinuePosition {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw invalidToken(goJsonProblem(text, error));
  }
  const parsed = tokenSchema.safeParse(document);
  if (!parsed.success) {
    throw invalidToken('it is not a position');
  }
  const { v, rv, start } = parsed.data;
  if (v !== 'meta.k8s.io/v1') {
    throw invalidToken(`server does not recognize this encoded version ${v}`);
  }
  if (rv === 0) {
    throw invalidToken(
      'incorrect encoded start resourceVersion (version meta.k8s.io/v1)',
    );
  }
  if (start === '') {
    throw invalidToken('encoded start key empty (version meta.k8s.io/v1)');
  }
  const relative = start.replace(/^\//, '');
  return {
    revision: rv,
    start: scope ? `${scope}/${relative}` : relative,
  };
}
