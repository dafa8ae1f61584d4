import { PassThrough } from 'node:stream';
import { eachLine } from './eachLine';

describe('eachLine', () => {
  it('puts lines and letters together that arrive in pieces', async () => {
    const stream = new PassThrough();
    const lines: string[] = [];
    const ended = eachLine(stream, line => lines.push(line));
    const bytes = Buffer.from('{"a":"é"}\n{"b"\n:1}\nrest');
    for (const byte of bytes) {
      stream.write(Buffer.from([byte]));
    }
    stream.end();
    await ended;

    expect(lines).toEqual(['{"a":"é"}', '{"b"', ':1}']);
  });

  it('ends when the callback throws', async () => {
    const stream = new PassThrough();
    const ended = eachLine(stream, () => {
      throw new Error('no');
    });
    stream.write('a\n');

    await expect(ended).rejects.toThrow('no');
    expect(stream.destroyed).toBe(true);
  });
});
