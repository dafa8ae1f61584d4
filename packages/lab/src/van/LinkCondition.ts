/**
 * What a link does to what runs through it.
 *
 * - `clear`: it carries everything as it comes.
 * - `slow`: everything comes later, and not faster than so many bytes a second each way.
 * - `silent`: the network loses every packet. Connects are accepted and hang, open connections fall silent, until the
 *   hub's router notices and the link counts as cut.
 * - `halfOpen`: the link is up, what it leads to accepts and never answers.
 * - `closed`: the link is up, nothing listens behind it: connect, then end of file after the client's first bytes.
 * - `resetting`: each connection is reset after so many bytes of answer.
 * - `cut`: connections end, new ones are refused.
 *
 * @public
 */
export type LinkCondition =
  | { kind: 'clear' }
  | { kind: 'slow'; latencyMilliseconds: number; bytesPerSecond?: number }
  | { kind: 'silent'; noticedAfterMilliseconds: number }
  | { kind: 'halfOpen' }
  | { kind: 'closed' }
  | { kind: 'resetting'; afterBytes: number }
  | { kind: 'cut' };

/** Whether the routers at both ends of the link have lost each other. */
export function isLost({ kind }: LinkCondition): boolean {
  return kind === 'cut' || kind === 'silent';
}
