import type { KubeObject } from '../../controller';
import type { ApplicationSource } from '../applicationSchema';
import { folderOf } from './ManifestRequest';
import { parseManifests } from './parseManifests';

/** The objects in a folder's files, in the order of the files' names. */
export function directoryManifests(
  source: ApplicationSource,
  files: ReadonlyMap<string, string>,
): KubeObject[] {
  const folder = folderOf(source);
  const prefix = folder === '' ? '' : `${folder}/`;
  const { recurse = false, include, exclude } = source.directory ?? {};
  return [...files]
    .map(([path, text]) => ({ name: path.slice(prefix.length), text }))
    .filter(
      ({ name }) =>
        /\.(ya?ml|json)$/.test(name) &&
        (recurse || !name.includes('/')) &&
        !(exclude && matches(name, exclude)) &&
        (!include || matches(name, include)),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ name, text }) => parseManifests(name, text));
}

/** Argo CD's patterns: `*` and `?` also stand for slashes, `{a,b}` for one of several. */
function matches(name: string, pattern: string): boolean {
  const expression = pattern
    .replace(/[.+^$()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replace(/\?/g, '.')
    .replace(
      /\{([^}]*)\}/g,
      (_, alternatives: string) => `(${alternatives.replaceAll(',', '|')})`,
    );
  return new RegExp(`^${expression}$`).test(name);
}
