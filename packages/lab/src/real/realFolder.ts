import { dirname, join } from 'node:path';

/** A file or folder of `packages/lab/real`: what belongs to the real programs and is not of this language. */
export function realFolder(name: string): string {
  return join(
    dirname(require.resolve('@vanstage/lab/package.json')),
    'real',
    name,
  );
}
