import type { Cluster, Fleet, FleetProblem } from './types';

/**
 * Finds clusters whose name, behind an application's, spells another pair: `web` on `eu-paris` and `web-eu` on `paris`
 * would be the same Argo CD Application.
 *
 * @internal
 */
export class JoinedNames {
  readonly #clusters: ReadonlySet<string>;
  readonly #endings = new Map<string, { short: string; long: string }>();

  constructor(fleet: Fleet) {
    this.#clusters = new Set(fleet.clusters.map(({ name }) => name));
    const applications = new Set(fleet.applications.map(({ name }) => name));
    for (const long of applications) {
      for (const [short, ending] of splits(long)) {
        if (applications.has(short)) {
          this.#endings.set(ending, { short, long });
        }
      }
    }
  }

  /** What is wrong with the cluster's name; undefined when nothing is. */
  problem(cluster: Cluster): Omit<FleetProblem, 'location'> | undefined {
    for (const [ending, rest] of splits(cluster.name)) {
      const pair = this.#endings.get(ending);
      if (pair && this.#clusters.has(rest)) {
        return {
          message: `\`${pair.short}\` on \`${cluster.name}\` would have the same name as \`${pair.long}\` on \`${rest}\``,
          hint: 'Give the cluster or one of the applications another name.',
        };
      }
    }
    return undefined;
  }
}

/** What stands before and behind each `-` of a name. */
function splits(name: string): [string, string][] {
  const parts = name.split('-');
  return parts
    .slice(1)
    .map((_, index) => [
      parts.slice(0, index + 1).join('-'),
      parts.slice(index + 1).join('-'),
    ]);
}
