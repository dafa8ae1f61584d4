import type { FleetKind } from './types';

/** Folder of each kind within `networks/<network>/`. */
const FOLDERS = {
  Cluster: 'clusters',
  Application: 'applications',
  DistributionRule: 'rules',
} as const;

/** @internal */
export type ListedKind = keyof typeof FOLDERS;

/**
 * The file that declares a network.
 *
 * @internal
 */
export function networkPath(network: string): string {
  return `networks/${network}/network.yaml`;
}

/**
 * The file that declares a thing of a network.
 *
 * @public
 */
export function declarationPath(
  kind: 'Cluster' | 'Application' | 'DistributionRule',
  options: { network: string; name: string },
): string {
  return `networks/${options.network}/${FOLDERS[kind]}/${options.name}.yaml`;
}

/**
 * The folder that only Vanstage writes and that Argo CD reads.
 *
 * @public
 */
export function renderedFolder(network: string): string {
  return `networks/${network}/rendered/`;
}

/** @internal */
export type Classified =
  | { as: 'declaration'; kind: ListedKind; name: string }
  | { as: 'network' }
  | { as: 'misplaced'; hint: string }
  | { as: 'other' };

/**
 * What a file of a network is, told by its path alone.
 *
 * @internal
 */
export function classify(network: string, path: string): Classified {
  const prefix = `networks/${network}/`;
  if (!path.startsWith(prefix)) {
    return { as: 'other' };
  }
  const rest = path.slice(prefix.length);
  if (rest === 'network.yaml') {
    return { as: 'network' };
  }
  if (rest === 'network.yml') {
    return { as: 'misplaced', hint: 'Rename it to `network.yaml`.' };
  }
  for (const [kind, folder] of entries(FOLDERS)) {
    const match = /^([^/]+)\/(.+)\.(ya?ml)$/.exec(rest);
    if (match?.[1] === folder) {
      const [, , stem, extension] = match;
      if (stem.includes('/')) {
        return {
          as: 'misplaced',
          hint: `Move it to \`${prefix}${folder}/\`, which has no folders in it.`,
        };
      }
      return extension === 'yaml'
        ? { as: 'declaration', kind, name: stem }
        : { as: 'misplaced', hint: `Rename it to \`${stem}.yaml\`.` };
    }
  }
  return { as: 'other' };
}

function entries<K extends FleetKind>(folders: {
  readonly [kind in K]: string;
}): [K, string][] {
  const kinds: K[] = [];
  for (const kind in folders) {
    if (Object.hasOwn(folders, kind)) {
      kinds.push(kind);
    }
  }
  return kinds.map(kind => [kind, folders[kind]]);
}
