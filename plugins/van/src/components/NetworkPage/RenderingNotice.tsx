import { Alert, Link } from '@backstage/ui';
import type { RenderingView } from '@vanstage/backstage-plugin-van-common';
import { InlineCode } from '../InlineCode';

/** Props of {@link RenderingNotice}. */
export interface RenderingNoticeProps {
  rendering: RenderingView | undefined;
}

/**
 * Says that what Argo CD deploys is not what the fleet repository declares, and which pull request mends it. Nothing when
 * all is well.
 */
export function RenderingNotice(props: RenderingNoticeProps) {
  const { rendering } = props;
  if (!rendering) {
    return null;
  }
  const { changedCount, pullRequest, problem } = rendering;
  return (
    <Alert
      status="warning"
      icon
      role="status"
      title={
        <InlineCode
          text={
            changedCount === 1
              ? 'One file of `rendered/` does not follow the declarations'
              : `${changedCount} files of \`rendered/\` do not follow the declarations`
          }
        />
      }
      description={
        <>
          Argo CD deploys what is rendered, so what runs is not quite what is
          declared.{' '}
          {pullRequest && (
            <>
              Merge{' '}
              <Link href={pullRequest.url} target="_blank">
                pull request {pullRequest.number}
              </Link>
              , which mends it.
            </>
          )}
          {problem && (
            <>
              The pull request that mends it could not be opened:{' '}
              <InlineCode text={problem} />
            </>
          )}
        </>
      }
    />
  );
}
