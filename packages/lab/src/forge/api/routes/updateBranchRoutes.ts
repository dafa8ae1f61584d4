import { z } from 'zod';
import { signatureOf } from '../../accounts/signatureOf';
import { ApiError } from '../ApiError';
import type { ApiRoutes } from '../ApiRoutes';
import { serialisePull } from '../serialise/pull';

const documentation = '/pulls/pulls#update-a-pull-request-branch';
const bodySchema = z
  .object({ expected_head_sha: z.string().optional() })
  .prefault({});

/**
 * Brings what a pull request's base got since into its branch.
 *
 * @internal
 */
export function addUpdateBranchRoutes(routes: ApiRoutes): void {
  const { view } = routes.context;

  routes.repository(
    'PUT /pulls/{number}/update-branch',
    { permission: 'pull_requests' },
    async call => {
      const { repository, user } = call;
      const { git } = repository;
      const pull = await call.pull();
      const { expected_head_sha: expected } = call.body(bodySchema);
      const refuse = (message: string) =>
        new ApiError(422, message, { documentation });
      if (expected !== undefined && expected !== pull.headSha) {
        throw refuse('expected head sha didn’t match current head ref.');
      }
      const base = await git.resolve(`refs/heads/${pull.base}`);
      if (pull.state !== 'open' || !base) {
        throw refuse('Pull request is closed');
      }
      if (repository.headOf(pull) !== repository) {
        throw refuse(
          'The branch is in a fork that does not let others change it',
        );
      }
      if (await git.isAncestor(base, pull.headSha)) {
        throw refuse('There are no new commits on the base branch.');
      }
      const tree = await git.mergeTree(pull.headSha, base);
      if (!tree) {
        throw refuse('merge conflict between base and head');
      }
      const author = signatureOf(user.login);
      const after = await git.createCommit({
        tree,
        parents: [pull.headSha, base],
        author,
        committer: author,
        message: `Merge branch '${pull.base}' into ${pull.head}\n`,
      });
      const name = `refs/heads/${pull.head}`;
      await repository.push({ name, before: pull.headSha, after, by: user });
      call.json(
        {
          message: 'Updating pull request branch.',
          url: serialisePull({ pull, repository, view }).url,
        },
        202,
      );
    },
  );
}
