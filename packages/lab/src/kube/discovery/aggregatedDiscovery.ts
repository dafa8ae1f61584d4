import { ResourceRegistry } from '../ResourceRegistry';
import { ApiGroup, apiGroups } from './apiGroups';
import { ResourceEntry, resourceEntries } from './resourceEntries';

/** The media type in which one answer describes all groups. */
export const aggregatedType =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

function isCustom(registry: ResourceRegistry, group: string): boolean {
  return registry
    .all()
    .some(({ definition }) => definition.custom && definition.group === group);
}

function discoveredVersion(
  registry: ResourceRegistry,
  group: string,
  version: string,
) {
  // A real server leaves the group of its own kinds out.
  const own = isCustom(registry, group)
    ? { group, version }
    : { group: '', version: '' };
  const responseKind = (entry: ResourceEntry) => ({
    group: entry.group ?? own.group,
    version: entry.version ?? own.version,
    kind: entry.kind,
  });
  const entries = resourceEntries(registry, group, version);
  const resources = entries
    .filter(({ name }) => !name.includes('/'))
    .map(entry => {
      const prefix = `${entry.name}/`;
      const parts = entries
        .filter(({ name }) => name.startsWith(prefix))
        .map(part => ({
          subresource: part.name.slice(prefix.length),
          responseKind: responseKind(part),
          verbs: part.verbs,
        }));
      return {
        resource: entry.name,
        responseKind: responseKind(entry),
        scope: entry.namespaced ? 'Namespaced' : 'Cluster',
        singularResource: entry.singularName,
        verbs: entry.verbs,
        ...(entry.shortNames ? { shortNames: entry.shortNames } : {}),
        ...(entry.categories ? { categories: entry.categories } : {}),
        ...(parts.length > 0 ? { subresources: parts } : {}),
      };
    });
  return { version, resources, freshness: 'Current' };
}

/** All that is served below `/api` or `/apis`, in one answer. */
export function aggregatedDiscovery(
  registry: ResourceRegistry,
  root: 'api' | 'apis',
) {
  const groups: ApiGroup[] =
    root === 'api' ? [{ name: '', versions: ['v1'] }] : apiGroups(registry);
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: groups.map(({ name, versions }) => ({
      metadata: name ? { name } : {},
      versions: versions.map(version =>
        discoveredVersion(registry, name, version),
      ),
    })),
  };
}
