import type { Comment, Review } from '../records/types';
import { type Html, html } from './html';
import { markdown } from './markdown';
import { moment } from './page';
import type { PullPageOptions } from './pullPage';

const outcomes: Record<Review['state'], [word: string, style: string]> = {
  APPROVED: ['approved', 'success'],
  CHANGES_REQUESTED: ['requested changes', 'failure'],
  COMMENTED: ['commented', 'pending'],
  DISMISSED: ['gave a review that no longer counts', 'pending'],
  PENDING: ['has not handed in a review', 'pending'],
};

/**
 * Reviews and comments in the order in which they came, and the form for one's own.
 *
 * @internal
 */
export function conversation(
  options: Pick<
    PullPageOptions,
    'repository' | 'pull' | 'actor' | 'reviews' | 'comments'
  >,
): Html {
  const { reviews, comments } = options;
  const entries = [
    ...reviews.map(review => ({
      at: review.submittedAt ?? '',
      shown: reviewEntry(review),
    })),
    ...comments.map(comment => ({
      at: comment.createdAt,
      shown: commentEntry(comment),
    })),
  ].sort((one, other) => one.at.localeCompare(other.at));
  return html`<h2>Conversation</h2>
    ${entries.length === 0
      ? html`<p class="muted">Nobody has said anything yet.</p>`
      : entries.map(({ shown }) => shown)}
    ${form(options)}`;
}

function reviewEntry(review: Review): Html {
  const [word, style] = outcomes[review.state];
  return entry({
    who: review.author,
    what: html`<span class="outcome ${style}">${word}</span>`,
    at: review.submittedAt ?? '',
    body: review.body,
  });
}

function commentEntry({ author, createdAt, body }: Comment): Html {
  return entry({ who: author, what: html`commented`, at: createdAt, body });
}

function entry(options: {
  who: string;
  what: Html;
  at: string;
  body: string;
}): Html {
  const { who, what, at, body } = options;
  return html`<article class="panel entry">
    <div class="inside markdown">
      <p class="facts"><strong>${who}</strong> ${what} ${moment(at)}</p>
      ${body ? markdown(body) : undefined}
    </div>
  </article>`;
}

function form({
  repository,
  pull,
  actor,
}: Pick<PullPageOptions, 'repository' | 'pull' | 'actor'>): Html {
  const own = pull.author === actor.login;
  const open = pull.state === 'open';
  const decide =
    open && !own
      ? html`<button type="submit" name="event" value="APPROVE">Approve</button>
          <button type="submit" name="event" value="REQUEST_CHANGES">
            Request changes
          </button>`
      : undefined;
  return html`<form
    class="panel"
    method="post"
    action="/${repository.fullName}/pull/${pull.number}/review"
    aria-label="Your review"
  >
    <div class="inside">
      <label for="body">What you think of it</label>
      <textarea id="body" name="body"></textarea>
      <div class="actions">
        ${decide}
        <button type="submit" name="event" value="COMMENT">Comment</button>
        <span class="muted"
          >as
          ${actor.login}${open && own
            ? ', who opened it: somebody else must approve it'
            : undefined}</span
        >
      </div>
    </div>
  </form>`;
}
