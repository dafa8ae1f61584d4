/**
 * Whether a request of this method changes anything.
 *
 * @internal
 */
export function isWrite(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD';
}
