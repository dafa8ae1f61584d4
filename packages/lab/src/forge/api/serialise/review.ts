import type { ForgeRepository } from '../../ForgeRepository';
import type { Review } from '../../records/types';
import type { View } from '../View';
import { nodeId } from './nodeId';
import { seconds } from './seconds';
import { serialiseUser } from './user';

/** @internal */
export function serialiseReview(options: {
  review: Review;
  repository: ForgeRepository;
  view: View;
}) {
  const { review, repository, view } = options;
  const web = `${view.links.webOf(repository)}/pull/${review.pull}`;
  const html = `${web}#pullrequestreview-${review.id}`;
  const pull = `${view.links.apiOf(repository)}/pulls/${review.pull}`;
  return {
    id: review.id,
    node_id: nodeId('PullRequestReview', review.id),
    user: serialiseUser(review.author, view),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: pull,
    author_association: 'MEMBER',
    _links: { html: { href: html }, pull_request: { href: pull } },
    ...(review.submittedAt && { submitted_at: seconds(review.submittedAt) }),
    commit_id: review.commit,
  };
}
