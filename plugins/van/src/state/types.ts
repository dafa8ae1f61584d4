import type { RemixiconComponentType } from '@remixicon/react';

/** How loud a state is. */
export type Tone = 'good' | 'warning' | 'bad' | 'neutral' | 'muted';

/**
 * What a state looks like wherever it is shown. A colour never stands alone: there is an icon and a word.
 */
export interface StateFace {
  word: string;
  /** Where there is little room. */
  shortWord?: string;
  tone: Tone;
  icon: RemixiconComponentType;
  /** What is shown may no longer be true, because nobody can look. */
  hatched?: boolean;
  /** Whether since when it holds is part of the word. */
  since?: boolean;
}
