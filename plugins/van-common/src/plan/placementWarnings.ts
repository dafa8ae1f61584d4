import { compare } from '../fleet/compare';
import type { Placement } from '../placement/types';
import type { PlacedFleet, PlacementComparison } from './comparePlacements';
import { listNames } from './listNames';
import type { PlanWarning } from './types';

/**
 * What a person should know of where applications go and where they leave.
 *
 * @internal
 */
export function placementWarnings(options: {
  before: PlacedFleet;
  after: PlacedFleet;
  comparison: PlacementComparison;
}): PlanWarning[] {
  const { before, after, comparison } = options;
  return [
    ...massRemoval(before, after, comparison),
    ...onHub(after, comparison.added),
    ...sharedNamespaces(after, comparison.added),
  ];
}

function massRemoval(
  before: PlacedFleet,
  after: PlacedFleet,
  { removed }: PlacementComparison,
): PlanWarning[] {
  const { name, policy } = after.fleet.network;
  const all = before.placements.length;
  if (removed.length * 100 <= policy.massRemovalPercent * all) {
    return [];
  }
  const percent = Math.round((removed.length * 100) / all);
  return [
    {
      code: 'MASS_REMOVAL',
      subject: name,
      message: `${removed.length} of ${all} placements leave, which is ${percent} %: more than the ${policy.massRemovalPercent} % that network ${name} lets pass.`,
      hint: 'Check that this is meant: what leaves is deleted from its cluster.',
    },
  ];
}

/** By rules that do not ask for the hub by its role or name. */
function onHub(after: PlacedFleet, added: readonly Placement[]): PlanWarning[] {
  const hub = after.fleet.clusters.find(({ role }) => role === 'hub')?.name;
  return added
    .filter(
      ({ cluster, why }) =>
        cluster === hub &&
        !why.some(
          ({ clusterMatch }) =>
            clusterMatch.includes('role:hub') || clusterMatch.includes(hub),
        ),
    )
    .map(({ application, cluster, why }) => ({
      code: 'TARGETS_HUB',
      subject: application,
      message: `${application} arrives on ${cluster}, the hub, which runs Argo CD for all clusters.`,
      hint: `If that is not meant, add \`allOf: [role:edge]\` to the clusters of rule ${why[0].rule}.`,
    }));
}

function sharedNamespaces(
  after: PlacedFleet,
  added: readonly Placement[],
): PlanWarning[] {
  if (added.length === 0) {
    return [];
  }
  const namespaces = new Map(
    after.fleet.applications.map(({ name, namespace }) => [name, namespace]),
  );
  const keyOf = ({ application, cluster }: Placement) =>
    `${namespaces.get(application)}/${cluster}`;
  const arriving = new Map(added.map(item => [keyOf(item), item]));
  const clusters = new Map<string, Set<string>>();
  for (const placement of after.placements) {
    const arrival = arriving.get(keyOf(placement));
    if (arrival && arrival.application !== placement.application) {
      const pair = [arrival.application, placement.application].sort(compare);
      const key = pair.join(' and ');
      const known = clusters.get(key) ?? new Set();
      clusters.set(key, known.add(placement.cluster));
    }
  }
  return [...clusters].map(([pair, on]) => ({
    code: 'NAMESPACE_COLLISION',
    subject: pair,
    message: `${pair} share the namespace ${namespaces.get(
      pair.split(' and ', 1)[0],
    )} on ${listNames([...on])}.`,
    hint: 'Where both make an object of the same name, each undoes the other. Give one a namespace of its own.',
  }));
}
