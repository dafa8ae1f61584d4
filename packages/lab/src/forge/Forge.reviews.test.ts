import { checkEveryAnswer } from './__testUtils__/checkEveryAnswer';
import { repo, TestForge } from './__testUtils__/TestForge';

// Each request runs several processes, which takes long on a busy machine.
jest.setTimeout(60_000);

describe('reviews, comments and labels in the API of the forge', () => {
  let test: TestForge;
  checkEveryAnswer();
  const pull = { ...repo, pull_number: 1 };
  const issue = { ...repo, issue_number: 1 };

  beforeEach(async () => {
    test = await TestForge.start();
    await test.commit('change', { 'b.txt': 'b\n' });
    await test.openPull();
  });

  afterEach(async () => {
    await test.stop();
  });

  describe('reviews', () => {
    it('are given by others than the author', async () => {
      for (const [event, what] of [
        ['APPROVE', 'approve'],
        ['REQUEST_CHANGES', 'request changes on'],
      ] as const) {
        await expect(
          test.api.pulls.createReview({ ...pull, event, body: 'Mine' }),
        ).rejects.toMatchObject({
          status: 422,
          response: {
            data: {
              message: 'Unprocessable Entity',
              errors: [`Can not ${what} your own pull request`],
            },
          },
        });
      }
      const { data } = await test.approver.pulls.createReview({
        ...pull,
        event: 'APPROVE',
        body: 'Good',
      });
      expect(data).toMatchObject({
        state: 'APPROVED',
        body: 'Good',
        user: { login: 'approver' },
        commit_id: await test.head('change'),
      });
      const list = await test.api.pulls.listReviews(pull);
      expect(list.data.map(({ id }) => id)).toEqual([data.id]);
    });

    it('say what is wrong when they ask for changes', async () => {
      await expect(
        test.approver.pulls.createReview({ ...pull, event: 'REQUEST_CHANGES' }),
      ).rejects.toMatchObject({ status: 422 });
    });

    it('stay with their author until they are handed in', async () => {
      const { data: pending } = await test.approver.pulls.createReview({
        ...pull,
        body: 'Not yet',
      });
      expect(pending.state).toBe('PENDING');
      expect((await test.api.pulls.listReviews(pull)).data).toEqual([]);
      const review = { ...pull, review_id: pending.id };
      await expect(test.api.pulls.getReview(review)).rejects.toMatchObject({
        status: 404,
      });
      await expect(
        test.approver.pulls.createReview({ ...pull, event: 'APPROVE' }),
      ).rejects.toMatchObject({
        response: {
          data: {
            errors: ['User can only have one pending review per pull request'],
          },
        },
      });
      await test.approver.pulls.updateReview({ ...review, body: 'Now' });
      await test.approver.pulls.submitReview({ ...review, event: 'COMMENT' });
      const { data } = await test.api.pulls.getReview(review);
      expect(data).toMatchObject({ state: 'COMMENTED', body: 'Now' });
    });

    it('are taken back', async () => {
      const { data } = await test.approver.pulls.createReview({
        ...pull,
        event: 'APPROVE',
      });
      const dismissed = await test.api.pulls.dismissReview({
        ...pull,
        review_id: data.id,
        message: 'Too fast',
      });
      expect(dismissed.data.state).toBe('DISMISSED');

      const draft = await test.approver.pulls.createReview({ ...pull });
      const review = { ...pull, review_id: draft.data.id };
      await test.approver.pulls.deletePendingReview(review);
      await expect(test.approver.pulls.getReview(review)).rejects.toMatchObject(
        { status: 404 },
      );
    });

    it('are asked for, until they are given', async () => {
      await test.api.pulls.requestReviewers({
        ...pull,
        reviewers: ['approver', 'admin'],
      });
      const waiting = async () => {
        const { data } = await test.api.pulls.listRequestedReviewers(pull);
        return data.users.map(({ login }) => login);
      };
      expect(await waiting()).toEqual(['approver', 'admin']);

      await test.approver.pulls.createReview({ ...pull, event: 'APPROVE' });
      expect(await waiting()).toEqual(['admin']);
      await test.api.pulls.removeRequestedReviewers({
        ...pull,
        reviewers: ['admin'],
      });
      expect(await waiting()).toEqual([]);

      for (const reviewers of [['author'], ['nobody']]) {
        await expect(
          test.api.pulls.requestReviewers({ ...pull, reviewers }),
        ).rejects.toMatchObject({ status: 422 });
      }
    });
  });

  it('keeps comments', async () => {
    const { data: first } = await test.api.issues.createComment({
      ...issue,
      body: 'One',
    });
    await test.reader.issues.createComment({ ...issue, body: 'Two' });
    await expect(
      test.api.issues.createComment({ ...issue, body: ' ' }),
    ).rejects.toMatchObject({ status: 422 });
    const comment = { ...repo, comment_id: first.id };
    await test.api.issues.updateComment({ ...comment, body: 'Uno' });
    const read = await test.api.issues.getComment(comment);
    expect(read.data.body).toBe('Uno');
    await expect(
      test.reader.issues.updateComment({ ...comment, body: 'Ha' }),
    ).rejects.toMatchObject({ status: 403 });

    const bodies = async () => {
      const { data } = await test.api.issues.listComments(issue);
      return data.map(({ body }) => body);
    };
    expect(await bodies()).toEqual(['Uno', 'Two']);
    const { data: shown } = await test.api.pulls.get(pull);
    expect(shown.comments).toBe(2);
    await test.restart();
    await test.api.issues.deleteComment(comment);
    expect(await bodies()).toEqual(['Two']);
  });

  it('gives labels, and makes those that are not there', async () => {
    await test.api.issues.createLabel({
      ...repo,
      name: 'Prod',
      color: 'FF0000',
      description: 'Alters production',
    });
    await expect(
      test.api.issues.createLabel({ ...repo, name: 'prod', color: '000000' }),
    ).rejects.toMatchObject({
      response: { data: { errors: [{ code: 'already_exists' }] } },
    });
    await test.api.issues.addLabels({ ...issue, labels: ['prod', 'cost'] });
    const names = async () => {
      const { data } = await test.api.issues.get(issue);
      return data.labels.map(label =>
        typeof label === 'string' ? label : label.name,
      );
    };
    expect(await names()).toEqual(['Prod', 'cost']);
    const created = await test.api.issues.getLabel({ ...repo, name: 'cost' });
    expect(created.data.color).toBe('ededed');

    await test.api.issues.updateLabel({
      ...repo,
      name: 'cost',
      new_name: 'money',
    });
    await test.api.issues.removeLabel({ ...issue, name: 'Prod' });
    await expect(
      test.api.issues.removeLabel({ ...issue, name: 'Prod' }),
    ).rejects.toMatchObject({ status: 404 });
    expect(await names()).toEqual(['money']);
    await test.api.issues.setLabels({ ...issue, labels: ['Prod'] });
    const list = await test.api.issues.listLabelsOnIssue(issue);
    expect(list.data.map(({ name }) => name)).toEqual(['Prod']);
    await test.api.issues.removeAllLabels(issue);
    await test.api.issues.deleteLabel({ ...repo, name: 'Prod' });
    const { data: left } = await test.api.issues.listLabelsForRepo(repo);
    expect(left.map(({ name }) => name)).toEqual(['money']);
    expect(await names()).toEqual([]);
  });

  it('lets nobody write who may only read', async () => {
    await expect(test.reader.pulls.merge({ ...pull })).rejects.toMatchObject({
      status: 403,
    });
    await expect(
      test.reader.issues.addLabels({ ...issue, labels: ['x'] }),
    ).rejects.toMatchObject({ status: 403 });
    const { data } = await test.admin.repos.getCollaboratorPermissionLevel({
      ...repo,
      username: 'reader',
    });
    expect(data.permission).toBe('read');
  });
});
