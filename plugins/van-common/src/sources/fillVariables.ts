import type { ApplicationSource } from '../fleet/types';

const REFERENCE = /(\$?)\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/**
 * Whether anything in the sources refers to a variable.
 *
 * @internal
 */
export function hasVariables(value: unknown): boolean {
  return JSON.stringify(value).includes('${');
}

/**
 * Puts a cluster's variables where sources refer to them: `${region}`. `$${region}` stands for the text `${region}`.
 *
 * @returns the sources, and the names of which there is no variable
 * @internal
 */
export function fillVariables(
  sources: readonly ApplicationSource[],
  variables: ReadonlyMap<string, string>,
): { sources: ApplicationSource[]; unknown: string[] } {
  const unknown = new Set<string>();
  const fill = (text: string) =>
    text.replace(REFERENCE, (whole, escape: string, name: string) => {
      if (escape) {
        return whole.slice(1);
      }
      const value = variables.get(name);
      if (value === undefined) {
        unknown.add(name);
      }
      return value ?? whole;
    });
  const filled: ApplicationSource[] = JSON.parse(
    JSON.stringify(sources),
    (_, value: unknown) => (typeof value === 'string' ? fill(value) : value),
  );
  return { sources: filled, unknown: [...unknown] };
}
