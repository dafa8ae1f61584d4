import { ClusterFaults, LabFaults } from '../faults';
import type { LabParts } from '../startLabParts';
import { HandChanges } from './HandChanges';
import { ImageFaults } from './ImageFaults';
import { Workloads } from './Workloads';

/** What can be done to a running lab. */
export interface LabActs {
  faults: LabFaults;
  handChanges: HandChanges;
}

/** Gathers what can be done to a lab of these parts. */
export function createLabActs(parts: LabParts): LabActs {
  const { clusters, forge, names, repositories } = parts;
  const paths = new Map(
    [...clusters].map(([name, { path }]) => [name, path] as const),
  );
  return {
    faults: LabFaults.create([
      ClusterFaults.create(paths),
      ImageFaults.create({ forge, owner: names.owner, repositories }),
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
