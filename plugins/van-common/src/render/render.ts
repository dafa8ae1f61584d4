import { compare } from '../fleet/compare';
import { renderedFolder } from '../fleet/layout';
import type { Fleet } from '../fleet/types';
import { place } from '../placement/place';
import type { Placement } from '../placement/types';
import { EffectiveSources } from '../sources/EffectiveSources';
import { kubeApiName } from './names';
import {
  renderApplicationSet,
  type PlacedCluster,
} from './renderApplicationSet';
import { renderListener } from './renderListener';
import { toYaml, type YamlValue } from './toYaml';

/**
 * All files below a network's `rendered/` folder, which Argo CD reads: by path, sorted. An application that runs nowhere
 * has none. The result depends on the fleet only, to the byte.
 *
 * @public
 */
export function render(fleet: Fleet): Map<string, string> {
  return renderPlacements(fleet, place(fleet));
}

/**
 * {@link render} with the fleet's placements at hand.
 *
 * @internal
 */
export function renderPlacements(
  fleet: Fleet,
  placements: readonly Placement[],
): Map<string, string> {
  const { network } = fleet;
  const folder = renderedFolder(network.name);
  const files: [string, string][] = [];

  const placed = clustersByApplication(fleet, placements);
  for (const application of fleet.applications) {
    const clusters = placed.get(application.name);
    if (clusters) {
      files.push([
        `${folder}applicationsets/${application.name}.yaml`,
        write(
          renderApplicationSet({ network, application, clusters }),
          `${application.location.path} and the network's rules`,
        ),
      ]);
    }
  }
  for (const cluster of fleet.clusters) {
    if (cluster.role === 'edge') {
      files.push([
        `${folder}listeners/${kubeApiName(cluster.name)}.yaml`,
        write(renderListener({ network, cluster }), cluster.location.path),
      ]);
    }
  }
  return new Map(files.sort(([a], [b]) => compare(a, b)));
}

function clustersByApplication(
  fleet: Fleet,
  placements: readonly Placement[],
): Map<string, PlacedCluster[]> {
  const clusters = new Map(
    fleet.clusters.map(cluster => [cluster.name, cluster]),
  );
  const effective = new EffectiveSources(fleet);
  const placed = new Map<string, PlacedCluster[]>();
  for (const placement of placements) {
    const cluster = clusters.get(placement.cluster);
    if (cluster) {
      const { sources } = effective.of(placement);
      const list = placed.get(placement.application);
      if (list) {
        list.push({ cluster, sources });
      } else {
        placed.set(placement.application, [{ cluster, sources }]);
      }
    }
  }
  return placed;
}

function write(value: YamlValue, source: string): string {
  return `# Written by Vanstage from ${source}.\n# Do not edit: the next change writes it anew.\n${toYaml(
    value,
  )}`;
}
