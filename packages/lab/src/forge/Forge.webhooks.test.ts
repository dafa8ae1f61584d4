import { createHmac } from 'crypto';
import { checkEveryAnswer } from './__testUtils__/checkEveryAnswer';
import { TestApp } from './__testUtils__/TestApp';
import { repo, TestForge } from './__testUtils__/TestForge';
import {
  type ReceivedWebhook,
  WebhookReceiver,
} from './__testUtils__/WebhookReceiver';

// Each request runs several processes, which takes long on a busy machine.
jest.setTimeout(60_000);

const secret = 'a secret of both';

describe('webhooks of the forge', () => {
  let test: TestForge;
  let receiver: WebhookReceiver;
  const app = TestApp.create();
  checkEveryAnswer();

  beforeEach(async () => {
    receiver = await WebhookReceiver.start();
    test = await TestForge.start({ apps: [app.registration] });
  });

  afterEach(async () => {
    await test.stop();
    await receiver.stop();
    receiver.requireDescribed();
  });

  async function listen(events = ['*'], content_type = 'json') {
    const { data } = await test.admin.repos.createWebhook({
      ...repo,
      config: { url: receiver.url, content_type, secret },
      events,
    });
    return { ...repo, hook_id: data.id };
  }

  function isGenuine({ body, headers }: ReceivedWebhook) {
    const digest = createHmac('sha256', secret).update(body).digest('hex');
    return headers['x-hub-signature-256'] === `sha256=${digest}`;
  }

  it('tell of pull requests from the first commit to the merge', async () => {
    await listen();
    const sha = await test.commit('change', { 'b.txt': 'b\n' });
    await test.openPull();
    const pull = { ...repo, pull_number: 1 };
    await test.api.pulls.update({ ...pull, title: 'New', body: 'Why' });
    await test.api.pulls.requestReviewers({ ...pull, reviewers: ['approver'] });
    await test.api.issues.addLabels({
      ...repo,
      issue_number: 1,
      labels: ['x'],
    });
    await test.api.issues.createComment({
      ...repo,
      issue_number: 1,
      body: 'Please',
    });
    await test.api.repos.createCommitStatus({
      ...repo,
      sha,
      state: 'success',
      context: 'plan',
    });
    const { checks } = (await app.connect(test, 'acme')).rest;
    await checks.create({
      ...repo,
      name: 'render',
      head_sha: sha,
      conclusion: 'success',
    });
    const after = await test.commit('change', { 'c.txt': 'c\n' });
    await test.approver.pulls.createReview({
      ...pull,
      event: 'APPROVE',
      body: 'Yes',
    });
    await test.approver.pulls.merge({ ...pull });
    await test.api.git.deleteRef({ ...repo, ref: 'heads/change' });
    await test.forge.settleWebhooks();

    expect(receiver.names()).toEqual([
      'ping',
      'push',
      'pull_request opened',
      'pull_request edited',
      'pull_request review_requested',
      'pull_request labeled',
      'issue_comment created',
      'status',
      'check_run created',
      'check_run completed',
      'push',
      'pull_request synchronize',
      'pull_request_review submitted',
      'pull_request closed',
      'push',
      'push',
    ]);
    expect(receiver.received.filter(each => !isGenuine(each))).toEqual([]);
    expect(receiver.find('push').payload).toMatchObject({
      ref: 'refs/heads/change',
      created: true,
      after: sha,
      commits: [{ id: sha, added: ['b.txt'] }],
      pusher: { name: 'author' },
    });
    expect(receiver.find('pull_request synchronize').payload).toMatchObject({
      before: sha,
      after,
      sender: { login: 'author' },
    });
    expect(receiver.find('pull_request closed').payload).toMatchObject({
      pull_request: { merged: true, merged_by: { login: 'approver' } },
    });
    expect(receiver.find('status').payload).toMatchObject({
      state: 'success',
      branches: [{ name: 'change' }],
    });
    expect(receiver.received.at(-1)?.payload).toMatchObject({ deleted: true });
  });

  it('tell of what is changed and taken back', async () => {
    await test.commit('change', { 'b.txt': 'b\n' });
    await test.openPull();
    await listen(['pull_request', 'pull_request_review', 'issue_comment']);
    const pull = { ...repo, pull_number: 1 };
    const { data: comment } = await test.api.issues.createComment({
      ...repo,
      issue_number: 1,
      body: 'One',
    });
    const comment_id = comment.id;
    await test.api.issues.updateComment({ ...repo, comment_id, body: 'Two' });
    await test.api.issues.deleteComment({ ...repo, comment_id });
    const { data: review } = await test.approver.pulls.createReview({
      ...pull,
      event: 'REQUEST_CHANGES',
      body: 'No',
    });
    const review_id = review.id;
    await test.approver.pulls.updateReview({ ...pull, review_id, body: 'Nay' });
    await test.api.pulls.dismissReview({ ...pull, review_id, message: 'x' });
    await test.api.pulls.requestReviewers({ ...pull, reviewers: ['admin'] });
    await test.api.pulls.removeRequestedReviewers({
      ...pull,
      reviewers: ['admin'],
    });
    const issue = { ...repo, issue_number: 1 };
    await test.api.issues.addLabels({ ...issue, labels: ['x'] });
    await test.api.issues.removeLabel({ ...issue, name: 'x' });
    await test.api.pulls.update({ ...pull, state: 'closed' });
    await test.api.pulls.update({ ...pull, state: 'open' });
    await test.forge.settleWebhooks();

    expect(receiver.names()).toEqual([
      'ping',
      'issue_comment created',
      'issue_comment edited',
      'issue_comment deleted',
      'pull_request_review submitted',
      'pull_request_review edited',
      'pull_request_review dismissed',
      'pull_request review_requested',
      'pull_request review_request_removed',
      'pull_request labeled',
      'pull_request unlabeled',
      'pull_request closed',
      'pull_request reopened',
    ]);
  });

  it('are kept by administrators only', async () => {
    await expect(test.api.repos.listWebhooks(repo)).rejects.toMatchObject({
      status: 404,
    });
    const hook = await listen(['push']);
    await expect(listen(['status'])).rejects.toMatchObject({ status: 422 });
    await expect(
      test.admin.repos.createWebhook({ ...repo, config: { url: 'ftp://x' } }),
    ).rejects.toMatchObject({ status: 422 });
    const { data } = await test.admin.repos.getWebhook(hook);
    expect(JSON.stringify(data)).not.toContain(secret);

    await test.admin.repos.updateWebhook({ ...hook, add_events: ['status'] });
    await test.admin.repos.updateWebhookConfigForRepo({
      ...hook,
      content_type: 'form',
    });
    const config = await test.admin.repos.getWebhookConfigForRepo(hook);
    expect(config.data).toMatchObject({
      content_type: 'form',
      secret: '********',
    });
    await test.restart();
    const { data: list } = await test.admin.repos.listWebhooks(repo);
    expect(list.map(({ events }) => events)).toEqual([['push', 'status']]);
    await test.admin.repos.deleteWebhook(hook);
    await expect(test.admin.repos.getWebhook(hook)).rejects.toMatchObject({
      status: 404,
    });
  });

  it('are delivered again on request, as they were', async () => {
    const hook = await listen(['push'], 'form');
    await test.forge.settleWebhooks();
    receiver.status = 500;
    await test.commit('main', { 'b.txt': 'b\n' });
    await test.forge.settleWebhooks();
    const { data: deliveries } = await test.admin.repos.listWebhookDeliveries(
      hook,
    );
    expect(deliveries).toMatchObject([
      { event: 'push', status_code: 500, redelivery: false },
      { event: 'ping', status_code: 200 },
    ]);
    const delivery = { ...hook, delivery_id: deliveries[0].id };
    const { data: full } = await test.admin.repos.getWebhookDelivery(delivery);
    expect(full).toMatchObject({
      response: { payload: 'received' },
      request: { headers: { 'X-GitHub-Event': 'push' } },
    });
    receiver.status = 200;
    await test.admin.repos.redeliverWebhookDelivery(delivery);
    await test.admin.repos.pingWebhook(hook);
    await test.forge.settleWebhooks();

    expect(receiver.names()).toEqual(['ping', 'push', 'push', 'ping']);
    const [, first, second] = receiver.received;
    expect(second.body).toBe(first.body);
    expect(second.headers['x-github-delivery']).toBe(
      first.headers['x-github-delivery'],
    );
    expect(receiver.received.every(isGenuine)).toBe(true);
  });

  it('say so when nobody is there', async () => {
    const hook = await listen(['push']);
    await test.forge.settleWebhooks();
    await receiver.stop();
    await test.commit('main', { 'b.txt': 'b\n' });
    await test.forge.settleWebhooks();

    const { data } = await test.admin.repos.listWebhookDeliveries(hook);
    expect(data[0]).toMatchObject({
      status: 'failed to connect to host',
      status_code: 502,
    });
    const { data: shown } = await test.admin.repos.getWebhook(hook);
    expect(shown.last_response).toMatchObject({ code: 502 });
  });

  it('come twice, forged or not at all where that is asked for', async () => {
    await listen(['push']);
    await test.forge.settleWebhooks();

    test.forge.faults.set('webhookTwice', { times: 1 });
    await test.commit('main', { 'b.txt': 'b\n' });
    await test.forge.settleWebhooks();
    expect(receiver.names()).toEqual(['ping', 'push', 'push']);
    expect(receiver.received.every(isGenuine)).toBe(true);
    const guids = receiver.received.map(
      ({ headers }) => headers['x-github-delivery'],
    );
    expect(guids[1]).toBe(guids[2]);

    test.forge.faults.set('webhookForged', { times: 1 });
    await test.commit('main', { 'b.txt': 'c\n' });
    await test.forge.settleWebhooks();
    expect(receiver.received.slice(3).map(isGenuine)).toEqual([true, false]);

    test.forge.faults.set('webhookLost');
    await test.commit('main', { 'b.txt': 'd\n' });
    await test.forge.settleWebhooks();
    expect(receiver.received).toHaveLength(5);
  });
});
