import { fieldName } from './describeIssue';
import { nearest } from './nearest';

const SELECTOR = ['anyOf', 'allOf', 'noneOf', 'names'];

/** The fields that each mapping of a file knows, by its path. */
const KNOWN_FIELDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['', ['apiVersion', 'kind', 'metadata', 'spec']],
  ['metadata', ['name']],
  [
    'Network spec',
    ['title', 'description', 'owner', 'contexts', 'hub', 'renderer'],
  ],
  ['Network spec.hub', ['skupperNamespace', 'argocdNamespace']],
  [
    'Cluster spec',
    [
      'role',
      'description',
      'context',
      'tags',
      'provider',
      'distribution',
      'region',
    ],
  ],
  ['Application spec', ['description', 'owner', 'tags', 'namespace', 'source']],
  ['Application spec.source', ['repoURL', 'path', 'targetRevision']],
  ['DistributionRule spec', ['description', 'applications', 'clusters']],
  ['DistributionRule spec.applications', SELECTOR],
  ['DistributionRule spec.clusters', SELECTOR],
]);

/**
 * Fields that no schema knows and that are nearly spelled like one that is not there. Other unknown fields are none of our
 * business, but a `tag:` that should be `tags:` would silently put an application nowhere.
 *
 * @internal
 */
export function misspelledFields(
  kind: string,
  root: unknown,
): { path: string[]; message: string; hint: string }[] {
  return visit(kind, root, []);
}

function visit(
  kind: string,
  value: unknown,
  path: string[],
): { path: string[]; message: string; hint: string }[] {
  const at = path.join('.');
  const known = KNOWN_FIELDS.get(at) ?? KNOWN_FIELDS.get(`${kind} ${at}`);
  if (!known || typeof value !== 'object' || value === null) {
    return [];
  }
  const fields = Object.entries(value);
  const absent = known.filter(name => !Object.hasOwn(value, name));
  return fields.flatMap(([name, child]) => {
    if (known.includes(name)) {
      return visit(kind, child, [...path, name]);
    }
    const meant = nearest(name, absent, { within: name.length > 5 ? 2 : 1 });
    return meant
      ? [
          {
            path: [...path, name],
            message: `${fieldName([...path, name])} is not known`,
            hint: `Write \`${meant}\`.`,
          },
        ]
      : [];
  });
}
