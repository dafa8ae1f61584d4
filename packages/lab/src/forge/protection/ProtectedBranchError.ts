/**
 * A push that a branch is protected against; the message is GitHub's reason.
 *
 * @internal
 */
export class ProtectedBranchError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ProtectedBranchError';
  }
}
