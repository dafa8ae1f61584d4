import { JoinedNames } from './JoinedNames';
import { nearest } from './nearest';
import type { Cluster, Fleet, FleetProblem } from './types';

/**
 * Checks that need more than one file: contexts that the network names, one hub, and names that stay apart when they are
 * joined. What fails is left out of the fleet.
 *
 * @internal
 */
export function checkFleet(fleet: Fleet): {
  fleet: Fleet;
  problems: FleetProblem[];
} {
  const problems: FleetProblem[] = [];
  const clusters: Cluster[] = [];
  const joins = new JoinedNames(fleet);
  let hub: Cluster | undefined;
  for (const cluster of fleet.clusters) {
    const problem =
      contextProblem(fleet, cluster) ??
      secondHubProblem(hub, cluster) ??
      joins.problem(cluster);
    if (problem) {
      problems.push({ location: cluster.location, ...problem });
    } else {
      clusters.push(cluster);
      hub = cluster.role === 'hub' ? cluster : hub;
    }
  }
  return { fleet: { ...fleet, clusters }, problems };
}

type Found = Omit<FleetProblem, 'location'> | undefined;

function contextProblem({ network }: Fleet, cluster: Cluster): Found {
  const { contexts } = network;
  if (
    cluster.context === undefined ||
    contexts.length === 0 ||
    contexts.includes(cluster.context)
  ) {
    return undefined;
  }
  const meant = nearest(cluster.context, contexts);
  return {
    message: `Network \`${network.name}\` has no context \`${cluster.context}\``,
    hint: meant
      ? `Write \`${meant}\`.`
      : `Write one of ${contexts
          .map(context => `\`${context}\``)
          .join(', ')}, or add it to \`${network.location.path}\`.`,
  };
}

function secondHubProblem(hub: Cluster | undefined, cluster: Cluster): Found {
  if (!hub || cluster.role !== 'hub') {
    return undefined;
  }
  return {
    message: `\`${cluster.name}\` is a second hub: \`${hub.name}\` is one already`,
    hint: 'Write `role: edge`, or declare it in a network of its own.',
  };
}
