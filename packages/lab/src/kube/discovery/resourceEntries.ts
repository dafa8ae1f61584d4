import { ResourceDefinition } from '../ResourceDefinition';
import { ResourceRegistry } from '../ResourceRegistry';

const readVerbs = [
  'create',
  'delete',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];
const partVerbs = ['get', 'patch', 'update'];

/** A resource, or a part of one, as discovery lists it. */
export interface ResourceEntry {
  name: string;
  singularName: string;
  namespaced: boolean;
  /** Of the kind, where they are not those of the list. */
  group?: string;
  version?: string;
  kind: string;
  verbs: string[];
  shortNames?: string[];
  categories?: string[];
}

const selfReviewEntry: ResourceEntry = {
  name: 'selfsubjectaccessreviews',
  singularName: 'selfsubjectaccessreview',
  namespaced: false,
  kind: 'SelfSubjectAccessReview',
  verbs: ['create'],
};

/** Namespaces go one at a time. */
function verbsOf({ group, resource }: ResourceDefinition): string[] {
  const isNamespace = group === '' && resource === 'namespaces';
  return isNamespace ? readVerbs : [...readVerbs, 'deletecollection'].sort();
}

function wholeEntry(definition: ResourceDefinition): ResourceEntry {
  const { resource, singular, namespaced, kind } = definition;
  const { shortNames, categories } = definition;
  return {
    name: resource,
    singularName: singular,
    namespaced,
    kind,
    verbs: verbsOf(definition),
    ...(shortNames.length > 0 ? { shortNames: [...shortNames] } : {}),
    ...(categories.length > 0 ? { categories: [...categories] } : {}),
  };
}

function entriesOf(
  definition: ResourceDefinition,
  version: string,
): ResourceEntry[] {
  const { group, resource, namespaced, kind } = definition;
  const served = definition.versions.find(({ name }) => name === version);
  if (!served) {
    return [];
  }
  const list = [wholeEntry(definition)];
  const addPart = (part: string, entry: Partial<ResourceEntry>) =>
    list.push({
      name: `${resource}/${part}`,
      singularName: '',
      namespaced,
      kind,
      verbs: partVerbs,
      ...entry,
    });
  if (group === '' && resource === 'namespaces') {
    addPart('finalize', { verbs: ['update'] });
  }
  if (group === '' && resource === 'pods') {
    addPart('portforward', {
      kind: 'PodPortForwardOptions',
      verbs: ['create', 'get'],
    });
  }
  if (served.subresources.scale) {
    addPart('scale', { group: 'autoscaling', version: 'v1', kind: 'Scale' });
  }
  if (served.subresources.status) {
    addPart('status', {});
  }
  return list;
}

/** What is served in a version of a group, in order. */
export function resourceEntries(
  registry: ResourceRegistry,
  group: string,
  version: string,
): ResourceEntry[] {
  const entries = registry
    .all()
    .filter(({ definition }) => definition.group === group)
    .flatMap(({ definition }) => entriesOf(definition, version));
  if (group === 'authorization.k8s.io' && version === 'v1') {
    entries.push(selfReviewEntry);
  }
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}
