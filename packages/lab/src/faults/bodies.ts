import { Transform } from 'node:stream';

/** Swallows the body and never ends. */
export function neverAnswering(): Transform {
  return new Transform({
    transform: (_chunk, _encoding, callback) => callback(),
    flush: () => undefined,
  });
}

/** Collects the body and passes on what `change` makes of it, or of each line where lines stand for themselves. */
export function changedText(
  change: (text: string) => string,
  options: { byLine: boolean } = { byLine: false },
): Transform {
  const chunks: Buffer[] = [];
  return new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      const end = options.byLine ? chunk.lastIndexOf('\n') + 1 : 0;
      if (end === 0) {
        chunks.push(chunk);
        callback();
        return;
      }
      const lines = Buffer.concat([
        ...chunks.splice(0),
        chunk.subarray(0, end),
      ]);
      chunks.push(chunk.subarray(end));
      callback(null, change(lines.toString('utf8')));
    },
    flush(callback) {
      callback(null, change(Buffer.concat(chunks).toString('utf8')));
    },
  });
}
