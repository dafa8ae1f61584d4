import {
  Link,
  sidebarConfig,
  useSidebarOpenState,
} from '@backstage/core-components';
import styles from './SidebarLogo.module.css';

/** The hub and three edges: the mark, and beside it the name when there is room. */
export function SidebarLogo() {
  const { isOpen } = useSidebarOpenState();
  const mark = sidebarConfig.drawerWidthClosed;

  return (
    <Link
      to="/"
      underline="none"
      className={styles.logo}
      aria-label="Vanstage home"
    >
      <svg
        width={mark}
        height={mark}
        viewBox="0 0 72 72"
        aria-hidden="true"
        className={styles.mark}
      >
        <path d="M36 36 18 22M36 36 54 22M36 36v22" />
        <circle cx="36" cy="36" r="7" />
        <circle cx="18" cy="22" r="4.5" />
        <circle cx="54" cy="22" r="4.5" />
        <circle cx="36" cy="58" r="4.5" />
      </svg>
      {isOpen && <span className={styles.name}>Vanstage</span>}
    </Link>
  );
}
