import { apiVersionOf } from '../ResourceDefinition';
import { ResourceRegistry } from '../ResourceRegistry';
import { ApiGroup, apiGroups } from './apiGroups';
import { resourceEntries } from './resourceEntries';

function groupEntry({ name, versions }: ApiGroup) {
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
  const resources = resourceEntries(registry, group, version);
  return resources.length === 0
    ? undefined
    : {
        kind: 'APIResourceList',
        ...(group ? { apiVersion: 'v1' } : {}),
        groupVersion: apiVersionOf(group, version),
        resources,
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
      groups: apiGroups(registry).map(groupEntry),
    };
  }
  if (version !== undefined) {
    return resourceList(registry, group, version);
  }
  const found = apiGroups(registry).find(({ name }) => name === group);
  return found && { kind: 'APIGroup', apiVersion: 'v1', ...groupEntry(found) };
}
