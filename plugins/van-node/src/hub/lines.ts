/**
 * Splits a byte stream into lines, whatever the size of its chunks. A line is decoded when it is complete, so that a
 * character of several bytes may be cut anywhere. What follows the last line break is a half line and is dropped.
 *
 * @param options - `maxBytes`: a longer line is an error
 * @internal
 */
export async function* lines(
  chunks: AsyncIterable<Buffer>,
  options: { maxBytes: number },
): AsyncGenerator<string, void, undefined> {
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  for await (const chunk of chunks) {
    let start = 0;
    let end = chunk.indexOf(0x0a, start);
    while (end !== -1) {
      pending.push(chunk.subarray(start, end));
      yield Buffer.concat(pending).toString('utf8');
      pending = [];
      pendingBytes = 0;
      start = end + 1;
      end = chunk.indexOf(0x0a, start);
    }
    if (start < chunk.length) {
      pending.push(chunk.subarray(start));
      pendingBytes += chunk.length - start;
    }
    if (pendingBytes > options.maxBytes) {
      throw new RangeError(`A line is longer than ${options.maxBytes} bytes`);
    }
  }
}
