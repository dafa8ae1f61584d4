import { nearest } from '../fleet/nearest';
import { clusterTags } from '../fleet/tags';
import type {
  Application,
  ApplicationSource,
  Cluster,
  DistributionRule,
  Fleet,
} from '../fleet/types';
import { selectorMatch } from '../placement/selectorMatch';
import type { Placement } from '../placement/types';
import { clusterVariables } from './clusterVariables';
import { fillVariables, hasVariables } from './fillVariables';
import { mergeOverrides, type AppliedOverride } from './mergeOverrides';

/**
 * What an application is made of on one cluster.
 *
 * @internal
 */
export interface ResolvedSources {
  /** The application's own list when nothing is different on the cluster. */
  sources: readonly ApplicationSource[];
  problems: SourceProblem[];
}

/** Why the sources of a placement cannot be told. */
export interface SourceProblem {
  code: 'CONFLICTING_OVERRIDES' | 'UNKNOWN_VARIABLE' | 'UNKNOWN_SOURCE';
  /** Part of a sentence, without the cluster. */
  message: string;
  hint: string;
}

/**
 * The sources of each placement of a fleet, with the overrides and the cluster's variables in them.
 *
 * @internal
 */
export class EffectiveSources {
  readonly #network: Fleet['network'];
  readonly #applications: ReadonlyMap<string, Application>;
  readonly #clusters: ReadonlyMap<string, Cluster>;
  readonly #rules: ReadonlyMap<string, DistributionRule>;
  /** Applications that are the same everywhere, as long as no rule overrides them. */
  readonly #plain: ReadonlySet<string>;

  constructor(fleet: Fleet) {
    this.#network = fleet.network;
    this.#applications = byName(fleet.applications);
    this.#clusters = byName(fleet.clusters);
    this.#rules = byName(
      fleet.rules.filter(({ overrides }) => overrides.length > 0),
    );
    this.#plain = new Set(
      fleet.applications
        .filter(
          ({ overrides, sources }) =>
            overrides.length === 0 && !hasVariables(sources),
        )
        .map(({ name }) => name),
    );
  }

  of(placement: Placement): ResolvedSources {
    const application = this.#applications.get(placement.application);
    const cluster = this.#clusters.get(placement.cluster);
    if (!application || !cluster) {
      return { sources: [], problems: [] };
    }
    const byRule =
      this.#rules.size > 0 &&
      placement.why.some(({ rule }) => this.#rules.has(rule));
    if (!byRule && this.#plain.has(application.name)) {
      return { sources: application.sources, problems: [] };
    }
    return this.#resolve(
      application,
      cluster,
      this.#overridesOf(application, cluster, placement),
    );
  }

  #overridesOf(
    application: Application,
    cluster: Cluster,
    { why }: Placement,
  ): AppliedOverride[] {
    const target = { name: cluster.name, tags: clusterTags(cluster) };
    const own = application.overrides.flatMap((override, index) =>
      selectorMatch(override.clusters, target)
        ? [
            {
              override,
              origin: `overrides[${index}] of application ${application.name}`,
              priority: override.priority,
            },
          ]
        : [],
    );
    const ofRules = why.flatMap(({ rule: name }) => {
      const { overrides = [], priority = 0 } = this.#rules.get(name) ?? {};
      return overrides.map(override => ({
        override,
        origin: `rule ${name}`,
        priority,
      }));
    });
    return [...own, ...ofRules];
  }

  #resolve(
    application: Application,
    cluster: Cluster,
    overrides: readonly AppliedOverride[],
  ): ResolvedSources {
    const { sources } = application;
    const names = sources.flatMap(({ name }) => name ?? []);
    const problems: SourceProblem[] = overrides.flatMap(
      ({ override: { source }, origin }) =>
        source === undefined || names.includes(source)
          ? []
          : [
              {
                code: 'UNKNOWN_SOURCE' as const,
                message: `${origin} is for the source ${source}, which application ${application.name} does not have`,
                hint: writeHint(source, names),
              },
            ],
    );
    const merged = sources.map((source, index) => {
      const { source: result, conflicts } = mergeOverrides(
        source,
        overrides.filter(({ override }) =>
          override.source === undefined
            ? index === 0
            : override.source === source.name,
        ),
      );
      for (const conflict of conflicts) {
        problems.push({
          code: 'CONFLICTING_OVERRIDES',
          message: `${conflict} of application ${application.name}`,
          hint: 'Give one of them a higher `priority`, or let their selectors not meet.',
        });
      }
      return result;
    });
    if (!hasVariables(merged)) {
      return { sources: merged, problems };
    }
    const variables = clusterVariables(this.#network, cluster);
    const filled = fillVariables(merged, variables);
    for (const name of filled.unknown) {
      problems.push({
        code: 'UNKNOWN_VARIABLE',
        message: `application ${application.name} uses \${${name}}, which the cluster does not have`,
        hint: `Add \`${name}\` to the \`variables\` of the cluster. Write \`$\${${name}}\` where the text itself is meant.`,
      });
    }
    return { sources: filled.sources, problems };
  }
}

function byName<T extends { name: string }>(things: readonly T[]) {
  return new Map(things.map(thing => [thing.name, thing]));
}

function writeHint(source: string, names: readonly string[]): string {
  const meant = nearest(source, names) ?? names[0];
  return meant
    ? `Write \`source: ${meant}\`.`
    : 'Leave `source` out: the application has one, without a name.';
}
