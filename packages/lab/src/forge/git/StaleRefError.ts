/**
 * A reference that did not point to where it was thought to point.
 *
 * @internal
 */
export class StaleRefError extends Error {
  constructor(name: string, options: { cause: unknown }) {
    super(`${name} has moved`, options);
    this.name = 'StaleRefError';
  }
}
