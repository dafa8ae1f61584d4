import type { SentencePart } from '@vanstage/backstage-plugin-van-common';
import { Chip } from '../TagList';

/** Props of {@link Sentence}. */
export interface SentenceProps {
  parts: SentencePart[];
}

/**
 * A sentence in which tags are chips and names stand out.
 */
export function Sentence(props: SentenceProps) {
  return (
    <>
      {props.parts.map((part, index) => {
        if ('tag' in part) {
          return <Chip key={index}>{part.tag}</Chip>;
        }
        if ('name' in part) {
          return <strong key={index}>{part.name}</strong>;
        }
        return <span key={index}>{part.text}</span>;
      })}
    </>
  );
}
