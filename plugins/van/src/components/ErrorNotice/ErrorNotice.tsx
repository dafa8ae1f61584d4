import { Alert, Button } from '@backstage/ui';
import type { ErrorLike } from '@backstage/errors';

/** Props of {@link ErrorNotice}. */
export interface ErrorNoticeProps {
  /** What failed, for example "The clusters could not be loaded". */
  title: string;
  error: ErrorLike;
  /** What works all the same. */
  stillWorks?: string;
  /** Absent: trying again would not help. */
  onRetry?(): void;
}

/**
 * Says which part failed and why, what still works, and offers to try again. The rest of the page stays.
 */
export function ErrorNotice(props: ErrorNoticeProps) {
  const { title, error, stillWorks, onRetry } = props;
  return (
    <Alert
      status="danger"
      icon
      role="alert"
      title={title}
      description={
        stillWorks ? `${error.message} ${stillWorks}` : error.message
      }
      customActions={
        onRetry && (
          <Button size="small" variant="secondary" onPress={onRetry}>
            Retry
          </Button>
        )
      }
    />
  );
}
