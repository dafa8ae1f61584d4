import { createHash } from 'crypto';
import type { Signature } from './git/types';

/**
 * Someone who may use the forge.
 *
 * @public
 */
export interface ForgeUser {
  login: string;
  /** Lets in as this user: to the API, and as password when pushing. */
  token: string;
}

/**
 * A number that stands for a name, the same on every start.
 *
 * @internal
 */
export function numericId(name: string): number {
  return parseInt(
    createHash('sha256').update(name).digest('hex').slice(0, 7),
    16,
  );
}

/**
 * How commits that a user makes through the API or the pages are signed.
 *
 * @internal
 */
export function signatureOf(login: string, date = new Date()): Signature {
  const email = `${numericId(login)}+${login}@users.noreply.localhost`;
  return { name: login, email, date };
}
