import {
  apiVersionOf,
  ResourceDefinition,
  ResourceVersion,
} from '../ResourceDefinition';
import { schemaReference } from './builtinSchemas';

type Json = Record<string, unknown>;

const metaPackage = 'io.k8s.apimachinery.pkg.apis.meta.v1';
const scaleSchema = 'io.k8s.api.autoscaling.v1.Scale';

/** What the paths of a kind are made of. */
export interface PathSubject {
  definition: ResourceDefinition;
  version: ResourceVersion;
  /** Names of the schemas of the kind and of its list. */
  schemas: { object: string; list: string };
}

function query(type: string, ...names: string[]): Json[] {
  return names.map(name => ({
    name,
    in: 'query',
    schema: { type, uniqueItems: true },
  }));
}

const writeQuery = query('string', 'dryRun', 'fieldManager', 'fieldValidation');
const patchQuery = [...writeQuery, ...query('boolean', 'force')];
const deleteQuery = [
  ...query('string', 'dryRun', 'propagationPolicy'),
  ...query('integer', 'gracePeriodSeconds'),
  ...query('boolean', 'orphanDependents'),
];
const listQuery = [
  ...query('boolean', 'allowWatchBookmarks', 'sendInitialEvents', 'watch'),
  ...query('integer', 'limit', 'timeoutSeconds'),
  ...query(
    'string',
    'continue',
    'fieldSelector',
    'labelSelector',
    'resourceVersion',
    'resourceVersionMatch',
  ),
];

function content(schema: string, ...types: string[]): Json {
  const media = { schema: { $ref: schemaReference(schema) } };
  return { content: Object.fromEntries(types.map(type => [type, media])) };
}

const bodyTypes = ['application/json', 'application/yaml'];

function body(schema: string): Json {
  return { ...content(schema, ...bodyTypes), required: true };
}

function responses(schema: string, ...codes: number[]): Json {
  const answer = { description: 'OK', ...content(schema, ...bodyTypes) };
  return {
    ...Object.fromEntries(codes.map(code => [String(code), answer])),
    '401': { description: 'Unauthorized' },
  };
}

function patchBody(definition: ResourceDefinition): Json {
  const strategic = definition.custom
    ? []
    : ['application/strategic-merge-patch+json'];
  return {
    ...content(
      `${metaPackage}.Patch`,
      'application/apply-patch+yaml',
      'application/json-patch+json',
      'application/merge-patch+json',
      ...strategic,
    ),
    required: true,
  };
}

function marked(subject: PathSubject, action: string, operation: Json): Json {
  const { group, kind } = subject.definition;
  return {
    ...operation,
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': {
      group,
      version: subject.version.name,
      kind,
    },
  };
}

function pathParameter(name: string): Json {
  return {
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', uniqueItems: true },
  };
}

function collection(subject: PathSubject): Json {
  const { object, list } = subject.schemas;
  return {
    get: marked(subject, 'list', {
      parameters: listQuery,
      responses: responses(list, 200),
    }),
    post: marked(subject, 'post', {
      parameters: writeQuery,
      requestBody: body(object),
      responses: responses(object, 200, 201, 202),
    }),
    delete: marked(subject, 'deletecollection', {
      parameters: [...deleteQuery, ...listQuery],
      responses: responses(`${metaPackage}.Status`, 200),
    }),
  };
}

function changes(subject: PathSubject, schema: string): Json {
  return {
    get: marked(subject, 'get', { responses: responses(schema, 200) }),
    put: marked(subject, 'put', {
      parameters: writeQuery,
      requestBody: body(schema),
      responses: responses(schema, 200, 201),
    }),
    patch: marked(subject, 'patch', {
      parameters: patchQuery,
      requestBody: patchBody(subject.definition),
      responses: responses(schema, 200, 201),
    }),
  };
}

function item(subject: PathSubject): Json {
  return {
    ...changes(subject, subject.schemas.object),
    delete: marked(subject, 'delete', {
      parameters: deleteQuery,
      requestBody: content(`${metaPackage}.DeleteOptions`, ...bodyTypes),
      responses: responses(`${metaPackage}.Status`, 200, 202),
    }),
  };
}

/** The paths at which a kind is served, as an OpenAPI v3 document has them. */
export function openApiPaths(subject: PathSubject): Array<[string, Json]> {
  const { definition, version } = subject;
  const { group, resource, namespaced } = definition;
  const apiVersion = apiVersionOf(group, version.name);
  const root = group ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const scope = namespaced ? '/namespaces/{namespace}' : '';
  const all = `${root}${scope}/${resource}`;
  const one = `${all}/{name}`;
  const scopeParameters = [
    ...(namespaced ? [pathParameter('namespace')] : []),
    ...query('string', 'pretty'),
  ];
  const parameters = [pathParameter('name'), ...scopeParameters];
  const paths: Array<[string, Json]> = [
    [all, { ...collection(subject), parameters: scopeParameters }],
    [one, { ...item(subject), parameters }],
  ];
  if (namespaced) {
    const { get } = collection(subject);
    paths.push([`${root}/${resource}`, { get }]);
  }
  if (version.subresources.status) {
    const status = changes(subject, subject.schemas.object);
    paths.push([`${one}/status`, { ...status, parameters }]);
  }
  if (version.subresources.scale) {
    const scale = changes(subject, scaleSchema);
    paths.push([`${one}/scale`, { ...scale, parameters }]);
  }
  return paths;
}
