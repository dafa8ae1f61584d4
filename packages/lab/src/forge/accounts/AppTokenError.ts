/**
 * A JSON web token that is not one of a GitHub App, in GitHub's words.
 *
 * @internal
 */
export class AppTokenError extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
    this.name = 'AppTokenError';
  }
}
