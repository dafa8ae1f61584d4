import { ClusterFaults, LabFaults } from '../faults';
import type { LabParts } from '../startLabParts';
import { ForgeFaultSource } from './ForgeFaultSource';
import { HandChanges } from './HandChanges';
import { ImageFaults } from './ImageFaults';
import { SkupperFaultSource } from './SkupperFaultSource';
import { Workloads } from './Workloads';

/** What can be done to a running lab. */
export interface LabActs {
  faults: LabFaults;
  handChanges: HandChanges;
}

/** Gathers what can be done to a lab of these parts. */
export function createLabActs(parts: LabParts): LabActs {
  const { clusters, edges, forge, names, story, skupperFaults } = parts;
  const paths = new Map(
    [...clusters].map(([name, { path }]) => [name, path] as const),
  );
  const repositories = new Map(
    [...story.repositories].map(
      ([name, files]) => [name, Object.keys(files)] as const,
    ),
  );
  return {
    faults: LabFaults.create([
      ClusterFaults.create(paths),
      SkupperFaultSource.create({
        faults: skupperFaults,
        hub: names.hub,
        edges: [...edges.keys()],
      }),
      ImageFaults.create({ forge, owner: names.owner, repositories }),
      ForgeFaultSource.create(forge),
    ]),
    handChanges: HandChanges.create(
      Workloads.create({
        hub: names.hub,
        argocdNamespace: names.argocdNamespace,
        clients: new Map(
          [...clusters].map(
            ([name, cluster]) => [name, () => cluster.client('admin')] as const,
          ),
        ),
      }),
    ),
  };
}
