import type { ReactNode } from 'react';
import styles from './FactList.module.css';

/** One fact; without a value it is left out. */
export interface Fact {
  label: string;
  value: ReactNode;
}

/** Props of {@link FactList}. */
export interface FactListProps {
  facts: Fact[];
}

/**
 * Facts as pairs of label and value.
 */
export function FactList(props: FactListProps) {
  const known = props.facts.filter(
    fact => fact.value !== undefined && fact.value !== '',
  );
  return (
    <dl className={styles.facts}>
      {known.map(fact => (
        <div key={fact.label} className={styles.fact}>
          <dt>{fact.label}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
