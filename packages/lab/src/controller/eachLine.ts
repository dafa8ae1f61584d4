import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** Calls back with each line of a stream, without its end; rejects when the stream breaks or the callback throws. */
export function eachLine(
  stream: Readable,
  onLine: (line: string) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const decoder = new StringDecoder('utf8');
    let rest = '';
    stream.on('data', (chunk: Buffer) => {
      const [first, ...lines] = decoder.write(chunk).split('\n');
      const last = lines.pop();
      if (last === undefined) {
        rest += first;
        return;
      }
      const complete = [rest + first, ...lines];
      rest = last;
      try {
        for (const line of complete) {
          if (line !== '') {
            onLine(line);
          }
        }
      } catch (error) {
        reject(error);
        stream.destroy();
      }
    });
    stream.on('error', reject);
    stream.on('close', resolve);
  });
}
