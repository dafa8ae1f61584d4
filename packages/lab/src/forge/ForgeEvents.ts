import type { Actor } from './accounts/types';
import type { ForgeRepository } from './ForgeRepository';
import type { PullRequest } from './pulls/types';
import type {
  CheckRun,
  Comment,
  CommitStatus,
  Label,
  Review,
  Webhook,
} from './records/types';

/**
 * Something that happened in a repository; named and acted as GitHub's webhooks are.
 *
 * @internal
 */
export type ForgeEvent = { by: Pick<Actor, 'login'> } & (
  | { name: 'ping'; webhook: Webhook }
  | {
      name: 'push';
      /** Full name. */
      ref: string;
      /** `undefined` for a new reference. */
      before: string | undefined;
      /** `undefined` for a deleted reference. */
      after: string | undefined;
      forced: boolean;
    }
  | {
      name: 'pull_request';
      action: 'opened' | 'reopened' | 'closed';
      pull: PullRequest;
    }
  | {
      name: 'pull_request';
      action: 'edited';
      pull: PullRequest;
      before: PullRequest;
    }
  | {
      name: 'pull_request';
      action: 'synchronize';
      pull: PullRequest;
      before: PullRequest;
    }
  | {
      name: 'pull_request';
      action: 'labeled' | 'unlabeled';
      pull: PullRequest;
      label: Label;
    }
  | {
      name: 'pull_request';
      action: 'review_requested' | 'review_request_removed';
      pull: PullRequest;
      reviewer: string;
    }
  | {
      name: 'pull_request_review';
      action: 'submitted' | 'edited' | 'dismissed';
      pull: PullRequest;
      review: Review;
      /** For `edited`: the text that it had. */
      bodyBefore?: string;
    }
  | {
      name: 'issue_comment';
      action: 'created' | 'edited' | 'deleted';
      pull: PullRequest;
      comment: Comment;
      /** For `edited`: the text that it had. */
      bodyBefore?: string;
    }
  | { name: 'status'; status: CommitStatus }
  | {
      name: 'check_run';
      action: 'created' | 'completed';
      checkRun: CheckRun;
    }
);

type Listener = (repository: ForgeRepository, event: ForgeEvent) => void;

/**
 * Tells of what happens in the repositories.
 *
 * @internal
 */
export class ForgeEvents {
  private readonly listeners: Listener[] = [];

  subscribe(listener: Listener): void {
    this.listeners.push(listener);
  }

  emit(repository: ForgeRepository, event: ForgeEvent): void {
    for (const listener of this.listeners) {
      listener(repository, event);
    }
  }
}
