import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { spec } from './openapi';

describe('openapi.yaml', () => {
  it('is what the generated router was made from', async () => {
    const text = await readFile(join(__dirname, 'openapi.yaml'), 'utf8');

    // Otherwise run `backstage-repo-tools package schema openapi generate --server` in this package.
    expect(spec).toEqual(parse(text));
  });
});
