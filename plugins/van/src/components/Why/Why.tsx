import {
  whySentenceParts,
  type Placement,
} from '@vanstage/backstage-plugin-van-common';
import { Sentence } from '../Sentence';
import styles from './Why.module.css';

/** Props of {@link Why}. */
export interface WhyProps {
  placement: Placement;
}

/**
 * Why an application runs where it does, with the tags as chips: *Because rule retail-eu matches retail → region:eu*.
 * What runs where is left out: it stands around this.
 */
export function Why(props: WhyProps) {
  const { placement } = props;
  if (placement.why.length === 0) {
    return (
      <p className={styles.why}>No rule asks for it; Argo CD still has it.</p>
    );
  }
  const [first, ...rest] = whySentenceParts(placement);
  const lead =
    'text' in first
      ? { text: first.text.replace(/^.* because /, 'Because ') }
      : first;
  return (
    <p className={styles.why}>
      <Sentence parts={[lead, ...rest]} />.
    </p>
  );
}
