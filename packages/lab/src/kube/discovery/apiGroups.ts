import { ResourceRegistry } from '../ResourceRegistry';

/** The order in which a real server lists its own groups; those of custom resources come after them, by name. */
const order = [
  'apps',
  'authorization.k8s.io',
  'autoscaling',
  'batch',
  'networking.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'storage.k8s.io',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'scheduling.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
];

/** A group of the API with its versions, the preferred one first. */
export interface ApiGroup {
  name: string;
  versions: string[];
}

function place({ name }: ApiGroup): number {
  const index = order.indexOf(name);
  return index < 0 ? order.length : index;
}

/** The named groups that a server has now, in order. */
export function apiGroups(registry: ResourceRegistry): ApiGroup[] {
  const groups = new Map<string, Set<string>>();
  groups.set('authorization.k8s.io', new Set(['v1']));
  for (const { definition } of registry.all()) {
    if (definition.group !== '') {
      const versions = groups.get(definition.group) ?? new Set<string>();
      versions.add(definition.preferredVersion);
      for (const version of definition.versions) {
        versions.add(version.name);
      }
      groups.set(definition.group, versions);
    }
  }
  return [...groups]
    .map(([name, versions]): ApiGroup => ({ name, versions: [...versions] }))
    .sort((a, b) => place(a) - place(b) || (a.name < b.name ? -1 : 1));
}
