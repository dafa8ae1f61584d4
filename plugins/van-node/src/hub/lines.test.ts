import fc from 'fast-check';
import { lines } from './lines';

async function collect(chunks: Buffer[], maxBytes = 1_000): Promise<string[]> {
  async function* stream() {
    yield* chunks;
  }
  const found: string[] = [];
  for await (const line of lines(stream(), { maxBytes })) {
    found.push(line);
  }
  return found;
}

function cutAt(bytes: Buffer, positions: number[]): Buffer[] {
  const cuts = [...new Set(positions.map(at => at % (bytes.length + 1)))];
  cuts.sort((left, right) => left - right);
  return [...cuts, bytes.length].map((end, index) =>
    bytes.subarray(index === 0 ? 0 : cuts[index - 1], end),
  );
}

describe('lines', () => {
  it('gives the same lines wherever the bytes are cut', async () => {
    const line = fc
      .string({ unit: 'binary' })
      .map(value => value.replaceAll('\n', ''));
    await fc.assert(
      fc.asyncProperty(
        fc.array(line),
        fc.array(fc.nat()),
        async (expected, cuts) => {
          const bytes = Buffer.from(
            expected.map(value => `${value}\n`).join(''),
          );
          const decoded = expected.map(value => Buffer.from(value).toString());
          expect(await collect(cutAt(bytes, cuts), Infinity)).toEqual(decoded);
        },
      ),
    );
  });

  it('drops a half line at the end', async () => {
    expect(await collect([Buffer.from('{"a":1}\n{"b"')])).toEqual(['{"a":1}']);
  });

  it('refuses a line that does not end', async () => {
    await expect(
      collect([Buffer.from('x'.repeat(9)), Buffer.from('x')], 9),
    ).rejects.toThrow('A line is longer than 9 bytes');
  });
});
