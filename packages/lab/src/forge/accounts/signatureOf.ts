import type { Signature } from '../git/types';
import { numericId } from './numericId';

/**
 * How commits that a user makes through the API or the pages are signed.
 *
 * @internal
 */
export function signatureOf(login: string, date = new Date()): Signature {
  const email = `${numericId(login)}+${login}@users.noreply.localhost`;
  return { name: login, email, date };
}
