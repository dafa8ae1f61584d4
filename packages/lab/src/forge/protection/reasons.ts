/**
 * Why a push is refused, in GitHub's words.
 *
 * @internal
 */
export const reasons = {
  delete: 'Cannot delete this branch',
  force: 'Cannot force-push to this branch',
  push: 'Changes must be made through a pull request.',
};
