import { apiVersionOf, ResourceDefinition } from './ResourceDefinition';
import { ResourceRegistry } from './ResourceRegistry';

const writeVerbs = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];
const subresourceVerbs = ['get', 'patch', 'update'];

/**
 * What a server says of itself at /version.
 *
 * @internal
 */
export function versionInfo(gitVersion: string) {
  const [, major = '', minor = ''] = /^v(\d+)\.(\d+)/.exec(gitVersion) ?? [];
  return {
    major,
    minor,
    gitVersion,
    gitCommit: '',
    gitTreeState: 'clean',
    buildDate: '1970-01-01T00:00:00Z',
    goVersion: 'go1.24.0',
    compiler: 'gc',
    platform: 'linux/amd64',
  };
}

interface ResourceEntry {
  name: string;
  singularName: string;
  namespaced: boolean;
  group?: string;
  version?: string;
  kind: string;
  verbs: string[];
  shortNames?: string[];
  categories?: string[];
}

function entries(
  definition: ResourceDefinition,
  version: string,
): ResourceEntry[] {
  const { resource, singular, namespaced, kind } = definition;
  const served = definition.versions.find(({ name }) => name === version);
  if (!served) {
    return [];
  }
  const base = { namespaced, kind };
  const list: ResourceEntry[] = [
    {
      ...base,
      name: resource,
      singularName: singular,
      verbs: writeVerbs,
      ...(definition.shortNames.length > 0
        ? { shortNames: [...definition.shortNames] }
        : {}),
      ...(definition.categories.length > 0
        ? { categories: [...definition.categories] }
        : {}),
    },
  ];
  if (definition.group === '' && resource === 'pods') {
    list.push({
      name: 'pods/portforward',
      singularName: '',
      namespaced,
      kind: 'PodPortForwardOptions',
      verbs: ['create', 'get'],
    });
  }
  if (served.subresources.scale) {
    list.push({
      name: `${resource}/scale`,
      singularName: '',
      namespaced,
      group: 'autoscaling',
      version: 'v1',
      kind: 'Scale',
      verbs: subresourceVerbs,
    });
  }
  if (served.subresources.status) {
    list.push({
      ...base,
      name: `${resource}/status`,
      singularName: '',
      verbs: subresourceVerbs,
    });
  }
  return list;
}

const selfReviewEntry: ResourceEntry = {
  name: 'selfsubjectaccessreviews',
  singularName: 'selfsubjectaccessreview',
  namespaced: false,
  kind: 'SelfSubjectAccessReview',
  verbs: ['create'],
};

interface GroupVersions {
  name: string;
  versions: string[];
}

function groupsOf(registry: ResourceRegistry): GroupVersions[] {
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
  return [...groups].map(([name, versions]) => ({
    name,
    versions: [...versions],
  }));
}

function groupEntry({ name, versions }: GroupVersions) {
  const list = versions.map(version => ({
    groupVersion: apiVersionOf(name, version),
    version,
  }));
  return { name, versions: list, preferredVersion: list[0] };
}

function resourceList(
  registry: ResourceRegistry,
  group: string,
  version: string,
) {
  const resources = registry
    .all()
    .filter(({ definition }) => definition.group === group)
    .flatMap(({ definition }) => entries(definition, version));
  if (group === 'authorization.k8s.io' && version === 'v1') {
    resources.push(selfReviewEntry);
  }
  return resources.length === 0
    ? undefined
    : {
        kind: 'APIResourceList',
        ...(group ? { apiVersion: 'v1' } : {}),
        groupVersion: apiVersionOf(group, version),
        resources: resources.sort((a, b) => (a.name < b.name ? -1 : 1)),
      };
}

/** The answer to a discovery path, or `undefined` where there is nothing. */
export function discover(options: {
  registry: ResourceRegistry;
  path: string;
  address: string;
}): object | undefined {
  const { registry, address } = options;
  const [root, group, version, ...rest] = options.path
    .split('/')
    .filter(part => part !== '');
  if (rest.length > 0) {
    return undefined;
  }
  if (root === 'api' && version === undefined) {
    if (group !== undefined) {
      return resourceList(registry, '', group);
    }
    return {
      kind: 'APIVersions',
      versions: ['v1'],
      serverAddressByClientCIDRs: [
        { clientCIDR: '0.0.0.0/0', serverAddress: address },
      ],
    };
  }
  if (root !== 'apis') {
    return undefined;
  }
  if (group === undefined) {
    return {
      kind: 'APIGroupList',
      apiVersion: 'v1',
      groups: groupsOf(registry).map(groupEntry),
    };
  }
  if (version !== undefined) {
    return resourceList(registry, group, version);
  }
  const found = groupsOf(registry).find(({ name }) => name === group);
  return found && { kind: 'APIGroup', apiVersion: 'v1', ...groupEntry(found) };
}
