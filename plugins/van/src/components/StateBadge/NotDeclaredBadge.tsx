import { RiFileWarningLine } from '@remixicon/react';
import { StateBadge } from './StateBadge';

/**
 * Marks what is seen in the hub and is not in the fleet repository.
 */
export function NotDeclaredBadge() {
  return (
    <StateBadge
      face={{ word: 'Not declared', tone: 'warning', icon: RiFileWarningLine }}
    />
  );
}
