import { Link, Text } from '@backstage/ui';
import type { PlacementView } from '@vanstage/backstage-plugin-van-common';
import {
  explainPlacement,
  placementMessages,
} from '../../sentences/explainPlacement';
import { Details } from '../Details';
import { FactList } from '../FactList';
import { InlineCode } from '../InlineCode';
import { RelativeTime } from '../RelativeTime';
import { PlacementStateBadge } from '../StateBadge';
import { Why } from '../Why';
import styles from './PlacementList.module.css';

function ArgoWords(props: { placement: PlacementView }) {
  const { placement } = props;
  const { argo } = placement;
  if (!argo) {
    return null;
  }
  return (
    <Details summary="What Argo CD says">
      <FactList
        facts={[
          { label: 'Application', value: `${argo.namespace}/${argo.name}` },
          { label: 'Sync', value: argo.sync },
          { label: 'Health', value: argo.health },
          { label: 'Last operation', value: argo.operationPhase },
          {
            label: 'Finished',
            value: argo.operationFinishedAt && (
              <RelativeTime at={argo.operationFinishedAt} />
            ),
          },
          { label: 'Revision', value: argo.revision },
          { label: 'Images', value: argo.images.join(', ') },
          {
            label: 'Conditions',
            value: argo.conditions.map(({ type }) => type).join(', '),
          },
        ]}
      />
      {placementMessages(placement).map(message => (
        <pre key={message} className={styles.verbatim}>
          {message}
        </pre>
      ))}
    </Details>
  );
}

/** Props of {@link PlacementItem}. */
export interface PlacementItemProps {
  placement: PlacementView;
  name: string;
  href: string;
}

/**
 * One placement: its state, what is wrong in words, why it is there, and Argo CD's words behind details.
 */
export function PlacementItem(props: PlacementItemProps) {
  const { placement, name, href } = props;
  const explanation = explainPlacement(placement);
  return (
    <li className={styles.item}>
      <div className={styles.line}>
        <Link href={href} weight="bold" className={styles.name} title={name}>
          {name}
        </Link>
        <PlacementStateBadge
          state={placement.state}
          lastSeen={placement.lastSeen}
        />
        {placement.since && (
          <Text variant="body-small" color="secondary">
            <RelativeTime at={placement.since} />
          </Text>
        )}
      </div>
      {explanation && (
        <p className={styles.explanation}>
          <InlineCode text={explanation} />
        </p>
      )}
      <Why placement={placement} />
      <ArgoWords placement={placement} />
    </li>
  );
}
