import type { Octokit } from '@octokit/rest';
import { checkEveryAnswer } from './__testUtils__/checkEveryAnswer';
import { repo, TestForge } from './__testUtils__/TestForge';

// Each request runs several processes, which takes long on a busy machine.
jest.setTimeout(60_000);

const main = { ...repo, branch: 'main' };
const pull = { ...repo, pull_number: 1 };
const unknownSha = '0'.repeat(40);
const nothing = {
  required_status_checks: null,
  enforce_admins: null,
  required_pull_request_reviews: null,
  restrictions: null,
};

type Protection = Parameters<
  Octokit['rest']['repos']['updateBranchProtection']
>[0];

describe('protected branches of the forge', () => {
  let test: TestForge;
  checkEveryAnswer();

  beforeEach(async () => {
    test = await TestForge.start();
    await test.commit('change', { 'b.txt': 'b\n' });
    await test.openPull();
  });

  afterEach(async () => {
    await test.stop();
  });

  async function protect(protection: Partial<Protection>) {
    return await test.admin.repos.updateBranchProtection({
      ...main,
      ...nothing,
      ...protection,
    });
  }

  async function expectRefused(message: string) {
    await expect(test.approver.pulls.merge(pull)).rejects.toMatchObject({
      status: 405,
      response: { data: { message } },
    });
    expect(await test.readPull()).toMatchObject({ mergeable_state: 'blocked' });
  }

  async function approve(as = test.approver) {
    return await as.pulls.createReview({ ...pull, event: 'APPROVE' });
  }

  it('are set and taken away by administrators only', async () => {
    await expect(
      test.admin.repos.getBranchProtection(main),
    ).rejects.toMatchObject({
      status: 404,
      response: { data: { message: 'Branch not protected' } },
    });
    await protect({
      required_status_checks: { strict: true, contexts: ['plan'] },
      enforce_admins: true,
      required_pull_request_reviews: { required_approving_review_count: 2 },
    });
    await test.restart();
    const { data } = await test.admin.repos.getBranchProtection(main);
    expect(data).toMatchObject({
      required_status_checks: { strict: true, contexts: ['plan'] },
      required_pull_request_reviews: { required_approving_review_count: 2 },
      enforce_admins: { enabled: true },
    });
    const branch = await test.api.repos.getBranch(main);
    expect(branch.data.protected).toBe(true);
    await expect(
      test.api.repos.getBranchProtection(main),
    ).rejects.toMatchObject({ status: 404 });
    await test.admin.repos.deleteBranchProtection(main);
    const { data: open } = await test.api.repos.getBranch(main);
    expect(open.protected).toBe(false);
  });

  it('take merges with the approvals that they require', async () => {
    await protect({
      required_pull_request_reviews: {
        required_approving_review_count: 1,
        dismiss_stale_reviews: true,
      },
    });
    const missing =
      'At least 1 approving review is required by reviewers with write access.';
    await expectRefused(missing);
    await approve(test.reader);
    await expectRefused(missing);
    await approve();
    expect(await test.readPull()).toMatchObject({ mergeable_state: 'clean' });
    await test.commit('change', { 'c.txt': 'c\n' });
    await expectRefused(missing);
    await approve();
    await test.admin.pulls.createReview({
      ...pull,
      event: 'REQUEST_CHANGES',
      body: 'No',
    });
    await expectRefused(
      'Changes have been requested by a reviewer with write access.',
    );
    await approve(test.admin);
    const merged = await test.approver.pulls.merge(pull);
    expect(merged.data.merged).toBe(true);
  });

  it('take merges with the checks that they require', async () => {
    await protect({
      required_status_checks: { strict: true, contexts: ['plan', 'cost'] },
    });
    const sha = await test.head('change');
    const say = async (context: string, state: 'pending' | 'success') =>
      await test.api.repos.createCommitStatus({ ...repo, sha, context, state });

    await expectRefused('2 of 2 required status checks are expected.');
    await say('cost', 'success');
    await expectRefused('Required status check "plan" is expected.');
    await say('plan', 'pending');
    await expectRefused('Required status check "plan" is pending.');
    await say('plan', 'success');
    // What an administrator commits need not be checked.
    await test.commit('main', { 'd.txt': 'd\n' });
    expect(await test.readPull()).toMatchObject({ mergeable_state: 'behind' });
    await expect(test.approver.pulls.merge(pull)).rejects.toMatchObject({
      status: 405,
    });
    await expect(
      test.api.pulls.updateBranch({ ...pull, expected_head_sha: unknownSha }),
    ).rejects.toMatchObject({ status: 422 });
    await test.api.pulls.updateBranch({ ...pull, expected_head_sha: sha });
    expect((await test.api.pulls.get(pull)).data.commits).toBe(2);
    await expectRefused('2 of 2 required status checks are expected.');
    await protect({});
    expect((await test.approver.pulls.merge(pull)).data.merged).toBe(true);
  });

  it('wait for the owners of the code', async () => {
    await test.commit('main', {
      CODEOWNERS: '* @author\n/networks/ @admin # who answers for them\n',
    });
    await test.commit('owned', { 'networks/acme/a.yaml': 'a: 2\n' });
    await protect({
      required_pull_request_reviews: {
        required_approving_review_count: 1,
        require_code_owner_reviews: true,
      },
      enforce_admins: true,
    });
    const owned = await test.openPull('owned');
    expect(owned.requested_reviewers).toMatchObject([{ login: 'admin' }]);
    const number = { ...repo, pull_number: owned.number };
    await test.approver.pulls.createReview({ ...number, event: 'APPROVE' });
    await expect(test.approver.pulls.merge(number)).rejects.toMatchObject({
      response: {
        data: { message: 'Waiting on code owner review from admin.' },
      },
    });
    await test.admin.pulls.createReview({ ...number, event: 'APPROVE' });
    expect((await test.approver.pulls.merge(number)).data.merged).toBe(true);
  });

  it('let administrators through unless told otherwise', async () => {
    await protect({ required_pull_request_reviews: {}, enforce_admins: true });
    await expect(test.admin.pulls.merge(pull)).rejects.toMatchObject({
      status: 405,
    });
    await protect({ required_pull_request_reviews: {} });
    expect((await test.admin.pulls.merge(pull)).data.merged).toBe(true);
  });

  it('refuse what would go past a pull request', async () => {
    await protect({ required_pull_request_reviews: {} });
    const message = 'Changes must be made through a pull request.';
    const sha = await test.head('change');
    await expect(
      test.api.git.updateRef({ ...repo, ref: 'heads/main', sha }),
    ).rejects.toMatchObject({ status: 422, response: { data: { message } } });
    await expect(
      test.api.repos.createOrUpdateFileContents({
        ...repo,
        path: 'new.txt',
        message: 'New',
        content: '',
      }),
    ).rejects.toMatchObject({
      status: 409,
      response: { data: { message: `Could not create file: ${message}` } },
    });
    await expect(
      test.api.git.deleteRef({ ...repo, ref: 'heads/main' }),
    ).rejects.toMatchObject({ status: 422 });
    const orphan = await test.api.git.createCommit({
      ...repo,
      message: 'Other history',
      tree: (
        await test.api.git.getCommit({ ...repo, commit_sha: sha })
      ).data.tree.sha,
      parents: [],
    });
    await expect(
      test.admin.git.updateRef({
        ...repo,
        ref: 'heads/main',
        sha: orphan.data.sha,
        force: true,
      }),
    ).rejects.toMatchObject({
      response: { data: { message: 'Cannot force-push to this branch' } },
    });
    expect(await test.head()).not.toBe(sha);
  });
});
