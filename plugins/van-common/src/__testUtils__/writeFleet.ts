import { stringify } from 'yaml';
import { FLEET_API_VERSION } from '../fleet/schemas';
import type { Fleet, SourceLocation } from '../fleet/types';

/** The files that declare a fleet. */
export function writeFleet(fleet: Fleet): Map<string, string> {
  const { skupperNamespace, argocdNamespace, ...network } = fleet.network;
  const hub = { skupperNamespace, argocdNamespace };
  return new Map([
    declaration('Network', { ...network, hub, renderer: 1 }),
    ...fleet.clusters.map(cluster => declaration('Cluster', { ...cluster })),
    ...fleet.applications.map(item => declaration('Application', { ...item })),
    ...fleet.rules.map(rule => declaration('DistributionRule', { ...rule })),
  ]);
}

function declaration(
  kind: string,
  thing: { name: string; location: SourceLocation; [field: string]: unknown },
): [string, string] {
  const { name, location, ...spec } = thing;
  return [
    location.path,
    stringify({
      apiVersion: FLEET_API_VERSION,
      kind,
      metadata: { name },
      spec,
    }),
  ];
}
