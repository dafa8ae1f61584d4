import type { JsonValue } from '@backstage/types';
import { compare } from '../fleet/compare';
import type { ApplicationSource } from '../fleet/types';

/** What fields are called where a person reads them. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['repoURL', 'repository'],
  ['targetRevision', 'revision'],
  ['valueFiles', 'value files'],
]);

/** Longer texts are cut. */
const MAX_LENGTH = 60;

/**
 * What is not as before about an application's sources, in words: `revision main → v2`, `helm values.replicas 2 → 3`.
 *
 * @internal
 */
export function sourceDifferences(
  before: readonly ApplicationSource[],
  after: readonly ApplicationSource[],
): string[] {
  if (before === after) {
    return [];
  }
  const differences: string[] = [];
  for (let index = 0; index < Math.max(before.length, after.length); index++) {
    const several = before.length > 1 || after.length > 1;
    const name = after[index]?.name ?? before[index]?.name ?? index + 1;
    const prefix = several ? `source ${name}: ` : '';
    if (!before[index] || !after[index]) {
      differences.push(`${prefix}${before[index] ? 'removed' : 'added'}`);
    } else {
      differences.push(
        ...fieldDifferences(before[index], after[index]).map(
          difference => prefix + difference,
        ),
      );
    }
  }
  return differences;
}

function fieldDifferences(
  before: ApplicationSource,
  after: ApplicationSource,
): string[] {
  const old = texts(before);
  const now = texts(after);
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort(compare)
    .flatMap(path => {
      const [from, to] = [old.get(path) ?? 'none', now.get(path) ?? 'none'];
      return from === to ? [] : [`${path} ${short(from)} → ${short(to)}`];
    });
}

/** Each text, number or list of a source, under the words that lead to it. */
function texts(source: ApplicationSource): Map<string, string> {
  const found = new Map<string, string>();
  const json: JsonValue = JSON.parse(JSON.stringify(source));
  collect(json, { path: '', found });
  return found;
}

function collect(
  value: JsonValue,
  options: { path: string; found: Map<string, string> },
): void {
  const { path, found } = options;
  if (typeof value !== 'object' || value === null) {
    found.set(path, String(value));
  } else if (Array.isArray(value)) {
    found.set(path, JSON.stringify(value));
  } else {
    for (const [key, item] of Object.entries(value)) {
      if (item !== undefined) {
        const word = path ? key : WORDS.get(key) ?? key;
        const separator = path.includes(' ') ? '.' : ' ';
        const below = path ? `${path}${separator}${word}` : word;
        collect(item, { path: below, found });
      }
    }
  }
}

function short(text: string): string {
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}
