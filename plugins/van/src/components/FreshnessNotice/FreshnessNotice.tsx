import { Alert } from '@backstage/ui';
import type {
  Freshness,
  NetworkFreshness,
} from '@vanstage/backstage-plugin-van-common';
import { RelativeTime } from '../RelativeTime';

function Notice(props: { what: string; freshness: Freshness }) {
  const { what, freshness } = props;
  return (
    <Alert
      status="warning"
      icon
      role="status"
      title={
        freshness.asOf ? (
          <>
            {what} as of <RelativeTime at={freshness.asOf} format="clock" />
          </>
        ) : (
          `${what}: nothing read yet`
        )
      }
      description={
        freshness.problem ??
        'The source has not answered for longer than it should take.'
      }
    />
  );
}

/** Props of {@link FreshnessNotice}. */
export interface FreshnessNoticeProps {
  freshness: NetworkFreshness;
}

/**
 * Says how old the data is once it is older than promised. Says nothing while all is well.
 */
export function FreshnessNotice(props: FreshnessNoticeProps) {
  const { fleet, hub } = props.freshness;
  return (
    <>
      {hub.stale && <Notice what="What the hub says" freshness={hub} />}
      {fleet.stale && <Notice what="The fleet repository" freshness={fleet} />}
    </>
  );
}
