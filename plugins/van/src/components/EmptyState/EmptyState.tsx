import { ButtonLink, Flex, Text } from '@backstage/ui';
import styles from './EmptyState.module.css';

/** Props of {@link EmptyState}. */
export interface EmptyStateProps {
  /** Why it is empty. */
  title: string;
  /** What this shows once there is something. */
  description: string;
  /** The one next step. */
  action?: { label: string; href: string };
}

/**
 * Stands where nothing is to be shown yet, and says what to do.
 */
export function EmptyState(props: EmptyStateProps) {
  const { title, description, action } = props;
  return (
    <Flex
      direction="column"
      align="center"
      gap="3"
      className={styles.emptyState}
    >
      <Text as="h3" variant="title-x-small">
        {title}
      </Text>
      <Text as="p" color="secondary" className={styles.description}>
        {description}
      </Text>
      {action && (
        <ButtonLink href={action.href} variant="primary">
          {action.label}
        </ButtonLink>
      )}
    </Flex>
  );
}
