import type { Accounts } from '../accounts/Accounts';
import type { ForgeFaults } from '../faults/ForgeFaults';
import type { ForgeStore } from '../ForgeStore';
import type { RateLimits } from '../limits/RateLimits';
import type { SecondaryLimits } from '../limits/SecondaryLimits';
import type { RequestCounts } from '../RequestCounts';
import type { WebhookSender } from '../webhooks/WebhookSender';
import type { View } from './View';

/**
 * What the routes of the API share.
 *
 * @internal
 */
export interface ApiContext {
  store: ForgeStore;
  accounts: Accounts;
  view: View;
  counts: RequestCounts;
  limits: RateLimits;
  secondaryLimits: SecondaryLimits;
  faults: ForgeFaults;
  webhooks: WebhookSender;
}
