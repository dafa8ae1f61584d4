import type { Readable } from 'node:stream';
import { DialError } from './DialError';

/**
 * Reads a body to its end. A longer one is cut off and refused.
 *
 * @internal
 */
export async function readText(
  body: Readable,
  options: { maxBytes: number; what: string },
): Promise<string> {
  const { maxBytes, what } = options;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      const bytes: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk);
      size += bytes.length;
      if (size > maxBytes) {
        throw new RangeError(`it is longer than ${maxBytes} bytes`);
      }
      chunks.push(bytes);
    }
  } catch (error) {
    throw new DialError('closed', `The answer to ${what} was cut off`, error);
  }
  return Buffer.concat(chunks).toString('utf8');
}
