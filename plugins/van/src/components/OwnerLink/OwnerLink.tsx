import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  EntityDisplayName,
  useEntityRefLink,
} from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';

/** Props of {@link OwnerLink}. */
export interface OwnerLinkProps {
  /** As the fleet repository says it: an entity reference, of a group unless it says otherwise. */
  owner: string;
}

function entityRefOf(owner: string): string | undefined {
  try {
    return stringifyEntityRef(parseEntityRef(owner, { defaultKind: 'group' }));
  } catch {
    return undefined;
  }
}

/**
 * Who owns something, as a link to the catalog. Text that is no entity reference stays text.
 */
export function OwnerLink(props: OwnerLinkProps) {
  const { owner } = props;
  const hrefOf = useEntityRefLink();
  const entityRef = entityRefOf(owner);
  if (!entityRef) {
    return <>{owner}</>;
  }
  return (
    <Link href={hrefOf(entityRef)}>
      <EntityDisplayName
        entityRef={entityRef}
        defaultKind="group"
        disableTooltip
        hideIcon
      />
    </Link>
  );
}
