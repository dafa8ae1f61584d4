import { ResourceDefinition } from './ResourceDefinition';
import { ResourceRegistry } from './ResourceRegistry';

const parameters = ['dryRun', 'fieldManager', 'fieldValidation'].map(name => ({
  name,
  in: 'query',
  schema: { type: 'string', uniqueItems: true },
}));

function groupPath(group: string, version: string): string {
  return group ? `apis/${group}/${version}` : `api/${version}`;
}

function objectPath(definition: ResourceDefinition, version: string): string {
  const scope = definition.namespaced ? '/namespaces/{namespace}' : '';
  return `/${groupPath(definition.group, version)}${scope}/${
    definition.resource
  }/{name}`;
}

function patchOperation(definition: ResourceDefinition, version: string) {
  return {
    patch: {
      parameters,
      responses: {},
      'x-kubernetes-action': 'patch',
      'x-kubernetes-group-version-kind': {
        group: definition.group,
        version,
        kind: definition.kind,
      },
    },
  };
}

/**
 * The OpenAPI v3 documents, as far as kubectl needs them before it writes: which query parameters a PATCH takes.
 * Schemas of kinds are not in them.
 */
export function openApi(
  registry: ResourceRegistry,
  path: string,
): object | undefined {
  const documents = new Map<string, Map<string, object>>();
  for (const { definition } of registry.all()) {
    for (const { name } of definition.versions) {
      const key = groupPath(definition.group, name);
      const paths = documents.get(key) ?? new Map<string, object>();
      paths.set(objectPath(definition, name), patchOperation(definition, name));
      documents.set(key, paths);
    }
  }
  if (path === '/openapi/v3') {
    const entries = [...documents.keys()].map((key): [string, object] => [
      key,
      { serverRelativeURL: `/openapi/v3/${key}` },
    ]);
    return { paths: Object.fromEntries(entries) };
  }
  const found = documents.get(path.replace('/openapi/v3/', ''));
  return (
    found && {
      openapi: '3.0.0',
      info: { title: 'Kubernetes', version: 'unversioned' },
      paths: Object.fromEntries(found),
    }
  );
}
