import {
  ruleSentenceParts,
  type Selector,
} from '@vanstage/backstage-plugin-van-common';
import { Sentence } from '../Sentence';

/** Props of {@link RuleSentence}. */
export interface RuleSentenceProps {
  rule: { applications: Selector; clusters: Selector };
}

/**
 * A rule as a sentence: *Applications tagged retail run on clusters tagged region:eu*, with the tags as chips.
 */
export function RuleSentence(props: RuleSentenceProps) {
  return (
    <span>
      <Sentence parts={ruleSentenceParts(props.rule)} />
    </span>
  );
}
