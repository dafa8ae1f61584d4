import type { ReactNode } from 'react';
import { Flex, Skeleton } from '@backstage/ui';
import type { VanData } from '../../hooks/useVanData';
import { ErrorNotice } from '../ErrorNotice';

/** Props of {@link DataBoundary}. */
export interface DataBoundaryProps<T> {
  data: VanData<T>;
  /** What is loaded, as the start of a sentence: "The cluster paris". */
  what: string;
  /** Stands in for the content in its final layout. */
  skeleton?: ReactNode;
  children(value: T): ReactNode;
}

/** "The cluster paris" as it stands inside a sentence. */
function inSentence(what: string): string {
  return what.charAt(0).toLocaleLowerCase('en') + what.slice(1);
}

/**
 * One part of a page: a skeleton while it loads, what failed when it fails, and else its content. The rest of the page
 * does not notice.
 */
export function DataBoundary<T>(props: DataBoundaryProps<T>) {
  const { data, what, skeleton, children } = props;
  const { value, error, loading, retry } = data;
  if (loading) {
    return (
      <div
        role="status"
        aria-busy="true"
        aria-label={`Loading ${inSentence(what)}`}
      >
        {skeleton ?? (
          <Flex direction="column" gap="2">
            <Skeleton height={20} width="45%" />
            <Skeleton height={16} width="100%" />
            <Skeleton height={16} width="80%" />
            <Skeleton height={16} width="90%" />
          </Flex>
        )}
      </div>
    );
  }
  return (
    <>
      {error && (
        <ErrorNotice
          title={`${what} could not be ${
            value === undefined ? 'loaded' : 'refreshed'
          }`}
          error={error}
          stillWorks={
            value === undefined
              ? undefined
              : 'What is shown is what was last read.'
          }
          onRetry={retry}
        />
      )}
      {value !== undefined && children(value)}
    </>
  );
}
