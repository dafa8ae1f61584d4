import { Fragment } from 'react';
import styles from './InlineCode.module.css';

/** Props of {@link InlineCode}. */
export interface InlineCodeProps {
  /** A sentence with code in backticks. */
  text: string;
}

/**
 * A sentence in which what stands between backticks is code.
 */
export function InlineCode(props: InlineCodeProps) {
  return (
    <>
      {props.text.split('`').map((part, index) =>
        index % 2 === 1 ? (
          <code key={index} className={styles.code}>
            {part}
          </code>
        ) : (
          <Fragment key={index}>{part}</Fragment>
        ),
      )}
    </>
  );
}
