import { useEffect, useRef, type ReactNode } from 'react';
import { ButtonIcon, Link, Text } from '@backstage/ui';
import { RiCloseLine } from '@remixicon/react';
import styles from './SidePanel.module.css';

/** Props of {@link SidePanel}. */
export interface SidePanelProps {
  title: string;
  /** The page that the title leads to, where there is one. */
  href?: string;
  onClose(): void;
  children: ReactNode;
}

/**
 * Details beside a list or graph. It stands in the layout, so it never covers what was clicked. Escape closes it.
 */
export function SidePanel(props: SidePanelProps) {
  const { title, href, onClose, children } = props;
  const root = useRef<HTMLElement>(null);

  useEffect(() => {
    // Beside the list there is nothing to do; below it, on a narrow page, the panel would go unnoticed.
    const element = root.current;
    if (element && window.matchMedia?.('(max-width: 1023px)').matches) {
      element.scrollIntoView?.({ block: 'nearest' });
    }
  }, [title]);

  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const element = root.current;
    function onKeyDown(event: KeyboardEvent) {
      if (event.key === 'Escape') {
        close.current();
      }
    }
    element?.addEventListener('keydown', onKeyDown);
    return () => element?.removeEventListener('keydown', onKeyDown);
  }, []);

  return (
    <aside
      ref={root}
      className={styles.panel}
      aria-label={`Details of ${title}`}
    >
      <div className={styles.header}>
        <h3 className={styles.title}>
          {href ? (
            <Link href={href} variant="title-x-small" weight="bold">
              {title}
            </Link>
          ) : (
            <Text variant="title-x-small" weight="bold">
              {title}
            </Text>
          )}
        </h3>
        <ButtonIcon
          aria-label="Close the details"
          icon={<RiCloseLine aria-hidden="true" />}
          onPress={onClose}
          size="small"
          variant="tertiary"
        />
      </div>
      <div className={styles.body}>{children}</div>
    </aside>
  );
}
