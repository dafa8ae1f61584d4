import type {
  Application,
  ApplicationSource,
  Cluster,
  Fleet,
} from '../fleet/types';
import type { Placement } from '../placement/types';
import { argoDestination } from '../render/names';
import { EffectiveSources } from '../sources/EffectiveSources';
import { sourceDifferences } from './sourceDifferences';

/** The differences between things of the same name. */
class ByName<T extends { name: string }> {
  readonly #differences = new Map<string, string[]>();

  constructor(
    before: readonly T[],
    after: readonly T[],
    compare: (before: T, after: T) => string[],
  ) {
    const old = new Map(before.map(item => [item.name, item]));
    for (const item of after) {
      const previous = old.get(item.name);
      if (previous && previous !== item) {
        this.#differences.set(item.name, compare(previous, item));
      }
    }
  }

  differences(name: string): string[] {
    return this.#differences.get(name) ?? [];
  }
}

/**
 * What is not as before, in words. Most of it is the same for all placements of an application, so it is worked out once.
 *
 * @internal
 */
export class Differences {
  readonly #network: string[];
  readonly #applications: ByName<Application>;
  readonly #clusters: ByName<Cluster>;
  readonly #before: EffectiveSources;
  readonly #after: EffectiveSources;
  readonly #sources = new Map<
    readonly ApplicationSource[],
    { after: readonly ApplicationSource[]; differences: string[] }
  >();

  constructor(before: Fleet, after: Fleet) {
    this.#network = changes([
      [
        'namespace of Argo CD',
        before.network.argocdNamespace,
        after.network.argocdNamespace,
      ],
    ]);
    this.#applications = new ByName(
      before.applications,
      after.applications,
      (a, b) =>
        changes([
          ['namespace', a.namespace, b.namespace],
          ['wave', String(a.wave), String(b.wave)],
          ['sync options', listOf(a.syncOptions), listOf(b.syncOptions)],
          [
            'ignored differences',
            listOf(a.ignoreDifferences),
            listOf(b.ignoreDifferences),
          ],
        ]),
    );
    this.#clusters = new ByName(before.clusters, after.clusters, (a, b) =>
      changes([['destination', argoDestination(a), argoDestination(b)]]),
    );
    this.#before = new EffectiveSources(before);
    this.#after = new EffectiveSources(after);
  }

  /** Between two states of the same placement. */
  between(before: Placement, after: Placement): string[] {
    return [
      ...this.#network,
      ...this.#sourcesOf(before, after),
      ...this.#applications.differences(after.application),
      ...this.#clusters.differences(after.cluster),
      ...rulesNotIn(before, after).map(rule => `also by rule ${rule}`),
      ...rulesNotIn(after, before).map(rule => `no longer by rule ${rule}`),
    ];
  }

  #sourcesOf(before: Placement, after: Placement): string[] {
    const old = this.#before.of(before).sources;
    const now = this.#after.of(after).sources;
    let known = this.#sources.get(old);
    if (known?.after !== now) {
      known = { after: now, differences: sourceDifferences(old, now) };
      this.#sources.set(old, known);
    }
    return known.differences;
  }
}

function changes(fields: [what: string, before: string, after: string][]) {
  return fields
    .filter(([, before, after]) => before !== after)
    .map(([what, before, after]) => `${what} ${before} → ${after}`);
}

function listOf(items: readonly unknown[]): string {
  return items.length > 0
    ? items
        .map(item => (typeof item === 'string' ? item : JSON.stringify(item)))
        .join(', ')
    : 'none';
}

/** Rules that put the second placement there and not the first. */
function rulesNotIn(first: Placement, second: Placement): string[] {
  if (first.why === second.why) {
    return [];
  }
  const known = new Set(first.why.map(({ rule }) => rule));
  return second.why.map(({ rule }) => rule).filter(rule => !known.has(rule));
}
