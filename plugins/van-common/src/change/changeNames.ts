import type { FleetChange } from '../plan/types';
import { digestOf } from '../render/names';

/**
 * The branch on which a change is proposed. It is derived from the change, so that asking for the same change again finds
 * its own pull request instead of opening a second one.
 *
 * @public
 */
export function changeBranch(change: FleetChange, network: string): string {
  const { name } = change.application;
  const digest = digestOf(canonical([network, change])).slice(0, 10);
  return `vanstage/${network}/distribute-${name}-${digest}`;
}

/**
 * The title of a change's pull request, and the message of its commit.
 *
 * @public
 */
export function changeTitle(change: FleetChange): string {
  const { application, rule } = change;
  return rule
    ? `Distribute ${application.name} with rule ${rule.name}`
    : `Distribute ${application.name}`;
}

/** JSON in which the order of keys and fields without a value make no difference. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(
          Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : item,
  );
}
