import type { ReactNode } from 'react';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { Container, Header, Link } from '@backstage/ui';
import { usePaths } from '../../hooks/usePaths';
import { ChangeMenu } from '../ChangeMenu';

/** Props of {@link ThingPage}. */
export interface ThingPageProps {
  network: string;
  title: string;
  /** Where this page is. */
  href: string;
  /** The list that it is one of. */
  list: { label: string; href: string };
  state?: ReactNode;
  children: ReactNode;
}

/**
 * The frame of a page about one thing of a network.
 */
export function ThingPage(props: ThingPageProps) {
  const { network, title, href, list, state, children } = props;
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
          <Container>{children}</Container>
        </BreadcrumbEntry>
      </BreadcrumbEntry>
    </BreadcrumbEntry>
  );
}
