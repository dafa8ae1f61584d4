import { applyMediaType } from './apply/readConfiguration';
import { HttpExchange } from './HttpExchange';
import { KubeObject, valueAt } from './kubeObject';
import { jsonPatch, mergePatch } from './patch';
import { asObject, mediaType, readPatch } from './requestBody';
import { ResourceRequest } from './requestInfo';
import { apiVersionOf, ResourceVersion } from './ResourceDefinition';
import { ServedResource } from './ResourceRegistry';
import { changeByScale } from './scale';
import { StatusError, unsupportedMediaType } from './status';
import { strategicMergePatch } from './strategicMerge';
import { checkPatched } from './updateRules';
import { isStrict } from './writeOptions';

const strategicType = 'application/strategic-merge-patch+json';
const patchTypes = [
  'application/json-patch+json',
  'application/merge-patch+json',
  strategicType,
];

/** Paths of JSON patches to what holds `managedFields`, or is in them. */
const managedFieldsPath = /^(\/metadata(\/managedFields(\/.*)?)?)?$/;

type Patcher = (value: unknown) => unknown;

/** The media types in which the kind takes patches, in the order of a real server's messages. */
function acceptedTypes(isCustom: boolean): string[] {
  return [
    ...patchTypes.filter(type => !isCustom || type !== strategicType),
    applyMediaType,
  ];
}

function patcherOf(
  type: string,
  patch: unknown,
  version: ResourceVersion,
): Patcher {
  switch (type) {
    case 'application/json-patch+json':
      return value => jsonPatch(value, patch);
    case strategicType:
      return value => strategicMergePatch(value, patch, version.fieldType());
    default:
      return value => mergePatch(value, patch);
  }
}

/** Whether a patch reads or writes who owns what. */
function touchesManagedFields(patch: unknown): boolean {
  if (!Array.isArray(patch)) {
    return valueAt(patch, 'metadata', 'managedFields') !== undefined;
  }
  return patch.some(operation =>
    ['path', 'from'].some(field => {
      const path = valueAt(operation, field);
      return typeof path === 'string' && managedFieldsPath.test(path);
    }),
  );
}

/** `managedFields` are large and hardly any patch is about them; those that are not need not carry them along. */
function withoutManagedFields(object: KubeObject): KubeObject {
  const { managedFields: _managedFields, ...metadata } = object.metadata;
  return { ...object, metadata };
}

/** Reads a patch and gives what it makes of an object. Throws a 415 for a patch of another type. */
export async function readPatchChange(
  exchange: HttpExchange,
  options: {
    request: ResourceRequest;
    target: ServedResource & { version: ResourceVersion };
  },
): Promise<(current: KubeObject) => KubeObject> {
  const { request } = options;
  const { definition, version } = options.target;
  const accepted = acceptedTypes(definition.custom);
  if (!accepted.includes(mediaType(exchange))) {
    throw definition.custom
      ? unsupportedMediaType(accepted)
      : new StatusError({
          code: 415,
          reason: 'UnsupportedMediaType',
          message: '415: Unsupported Media Type',
        });
  }
  const patch = await readPatch(exchange);
  const patcher = patcherOf(mediaType(exchange), patch, version);
  if (request.subresource === 'scale') {
    return current => changeByScale(current, version, patcher);
  }
  const apiVersion = apiVersionOf(definition.group, version.name);
  const isWhole = touchesManagedFields(patch);
  return current => {
    const target = isWhole ? current : withoutManagedFields(current);
    const patched = asObject(patcher({ ...target, apiVersion }), {
      definition,
      version: version.name,
      namespace: request.namespace,
      name: request.name,
      isStrict: isStrict(exchange.query),
      isPatched: true,
    });
    checkPatched(definition, current, patched);
    return patched;
  };
}
