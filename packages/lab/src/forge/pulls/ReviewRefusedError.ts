/**
 * A review that cannot be given; the message is GitHub's reason.
 *
 * @internal
 */
export class ReviewRefusedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ReviewRefusedError';
  }
}
