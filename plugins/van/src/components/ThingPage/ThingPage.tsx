import type { ReactNode } from 'react';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { Container, Header, Link } from '@backstage/ui';
import type { ErrorLike } from '@backstage/errors';
import { usePaths } from '../../hooks/usePaths';
import { ChangeMenu } from '../ChangeMenu';
import { EmptyState } from '../EmptyState';
import { RefreshBar } from '../ProgressBar';
import styles from './ThingPage.module.css';

/** Props of {@link ThingPage}. */
export interface ThingPageProps {
  network: string;
  kind: 'application' | 'cluster';
  title: string;
  /** Where this page is. */
  href: string;
  /** The list that it is one of. */
  list: { label: string; href: string };
  state?: ReactNode;
  /** What the page shows is being asked for again. */
  refreshing: boolean;
  /** Why it cannot be shown. That there is no such thing is said instead of its content. */
  error?: ErrorLike;
  children: ReactNode;
}

/**
 * The frame of a page about one thing of a network.
 */
export function ThingPage(props: ThingPageProps) {
  const { network, kind, title, href, list, state } = props;
  const { refreshing, error, children } = props;
  const isMissing = error?.name === 'NotFoundError';
  const paths = usePaths();
  return (
    <BreadcrumbEntry entry={{ label: network, href: paths.network(network) }}>
      <BreadcrumbEntry entry={list}>
        <BreadcrumbEntry entry={{ label: title, href }}>
          <Header
            title={title}
            customActions={<ChangeMenu network={network} />}
            metadata={[
              {
                label: 'Network',
                value: <Link href={paths.network(network)}>{network}</Link>,
              },
              ...(state ? [{ label: 'State', value: state }] : []),
            ]}
          />
          <Container className={styles.content}>
            <RefreshBar refreshing={refreshing} what={title} />
            {isMissing ? (
              <EmptyState
                title={`There is no ${kind} ${title} in ${network}`}
                description="It may have another name, or the change that declares it is not merged yet. When it appears, it is shown here."
                action={{ label: `Show all ${kind}s`, href: list.href }}
              />
            ) : (
              children
            )}
          </Container>
        </BreadcrumbEntry>
      </BreadcrumbEntry>
    </BreadcrumbEntry>
  );
}
