import { dirname, join } from 'node:path';

/** A folder of this package that holds no code. */
export function packageFolder(name: 'crds' | 'openapi' | 'story'): string {
  return join(dirname(require.resolve('@vanstage/lab/package.json')), name);
}
