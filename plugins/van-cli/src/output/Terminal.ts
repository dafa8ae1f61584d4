import { styleText } from 'node:util';

/** What a piece of text is, so that it is painted alike everywhere. */
export type Paint = 'error' | 'warning' | 'good' | 'name' | 'faint';

const styles = {
  error: ['bold', 'red'],
  warning: ['bold', 'yellow'],
  good: ['green'],
  name: ['bold'],
  faint: ['dim'],
} as const;

/** Where a command writes: results to one stream, what is said about them to another. */
export interface Terminal {
  /** Writes a result. A line end is added. */
  say(text: string): void;
  /** Writes what went wrong. A line end is added. */
  complain(text: string): void;
  paint(paint: Paint, text: string): string;
}

/**
 * A terminal of two streams. Colours are used as the stream can, and as `NO_COLOR` and `FORCE_COLOR` ask.
 */
export function createTerminal(streams: {
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
}): Terminal {
  const { stdout, stderr } = streams;
  return {
    say: text => void stdout.write(`${text}\n`),
    complain: text => void stderr.write(`${text}\n`),
    paint: (paint, text) =>
      styleText([...styles[paint]], text, { stream: stdout }),
  };
}
