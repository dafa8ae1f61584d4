import { z } from 'zod';
import { parse as parseYaml } from 'yaml';
import { HttpExchange } from './HttpExchange';
import { builtinResources } from './builtinResources';
import { bodyExcerpt, goJsonProblem, goJsonType, notAnObject } from './goJson';
import { decodeBuiltin } from './decoding/decodeBuiltin';
import {
  isJsonObject,
  KubeObject,
  kubeObjectSchema,
  textAt,
  valueAt,
} from './kubeObject';
import { mapFields, mapItems } from './mapParts';
import { isStrict } from './writeOptions';
import { decodeProtobuf } from './protobuf/decodeProtobuf';
import {
  apiVersionOf,
  ResourceDefinition,
  splitApiVersion,
  versionOf,
} from './ResourceDefinition';
import {
  badRequest,
  invalid,
  StatusError,
  unsupportedMediaType,
} from './status';

const protobufType = 'application/vnd.kubernetes.protobuf';
const readable = ['application/json', 'application/yaml', protobufType];

/** The media type of the request's body, without parameters. */
export function mediaType(exchange: HttpExchange): string {
  return (exchange.header('content-type') ?? 'application/json')
    .split(';')[0]
    .trim();
}

/** Removes fields that are null, as the server does when it reads an object. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) {
    return mapItems(value, withoutNulls);
  }
  return isJsonObject(value)
    ? mapFields(value, field =>
        field === null ? undefined : withoutNulls(field),
      )
    : value;
}

/** Custom resources may keep nulls; their schema decides. */
function withoutNullMetadata(document: unknown): unknown {
  return isJsonObject(document)
    ? { ...document, metadata: withoutNulls(document.metadata ?? {}) }
    : document;
}

/** A value of JSON or YAML text. Throws an Error that says in the API server's words what is wrong. */
function parseText(text: string, type: string): unknown {
  if (type.endsWith('yaml')) {
    try {
      return parseYaml(text);
    } catch (error) {
      throw new Error(
        `yaml: ${error instanceof Error ? error.message : 'not readable'}`,
      );
    }
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(goJsonProblem(text, error));
  }
}

/** Reads the body of a patch. */
export async function readPatch(exchange: HttpExchange): Promise<unknown> {
  const text = (await exchange.body()).toString('utf8');
  try {
    return parseText(text, mediaType(exchange));
  } catch (error) {
    throw badRequest(`error decoding patch: ${messageOf(error)}`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Reads an object in JSON, YAML or, for the kinds that kubectl sends in it, protobuf. */
export async function readDocument(
  exchange: HttpExchange,
  kind: string,
): Promise<unknown> {
  const type = mediaType(exchange);
  if (!readable.includes(type)) {
    throw unsupportedMediaType(readable);
  }
  const body = await exchange.body();
  if (type === protobufType) {
    const document = decodeProtobuf(body);
    if (!document) {
      throw unsupportedMediaType(readable);
    }
    return document;
  }
  const unrecognized = (why: string) =>
    badRequest(
      `the object provided is unrecognized (must be of type ${kind}): ${why} (${bodyExcerpt(
        body,
      )})`,
    );
  let document: unknown;
  try {
    document = parseText(body.toString('utf8'), type);
  } catch (error) {
    throw unrecognized(
      type.endsWith('yaml')
        ? messageOf(error)
        : `couldn't get version/kind; json parse error: ${messageOf(error)}`,
    );
  }
  if (document !== null && !isJsonObject(document)) {
    throw unrecognized(
      `couldn't get version/kind; json parse error: ${notAnObject(document)}`,
    );
  }
  return document ?? {};
}

/** What an object has to be: of the kind and version that the path names. */
interface ExpectedObject {
  definition: ResourceDefinition;
  version: string;
  namespace: string | undefined;
  name?: string;
  isStrict?: boolean;
  /** Whether the object is the outcome of a patch. */
  isPatched?: boolean;
}

/** Checks that a document is what the path names. */
export function asObject(
  document: unknown,
  options: ExpectedObject,
): KubeObject {
  const { definition, version } = options;
  checkType(document, options);
  const { value, unknown } = definition.custom
    ? { value: withoutNullMetadata(document), unknown: [] }
    : decoded(document, options);
  const parsed = kubeObjectSchema.safeParse(value);
  if (!parsed.success) {
    throw cannotBeHandled(document, {
      ...options,
      kind: definition.kind,
      why: unmarshalProblem(document, parsed.error.issues[0]),
    });
  }
  const object = parsed.data;
  if (options.isStrict) {
    refuseUnknownFields(
      definition.custom
        ? versionOf(definition, version)?.unknownFields?.(object) ?? []
        : unknown,
      options,
    );
  }
  const { namespace, name } = object.metadata;
  if (options.namespace && namespace && namespace !== options.namespace) {
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
  if (options.name && !name) {
    throw badRequest(
      `the name of the object (${options.name} based on URL) was undeterminable: name must be provided`,
    );
  }
  if (options.name && name && name !== options.name) {
    throw badRequest(
      `the name of the object (${name}) does not match the name on the URL (${options.name})`,
    );
  }
  return {
    ...object,
    apiVersion: apiVersionOf(definition.group, version),
    kind: definition.kind,
  };
}

/** 400 for an object that a client sent, 422 for one that its patch made. */
function cannotBeHandled(
  document: unknown,
  options: ExpectedObject & { kind: string; why: string },
): StatusError {
  const { kind, version, why, isPatched } = options;
  if (isPatched) {
    const text = JSON.stringify(JSON.stringify(document));
    return invalid({ group: '', resource: '', kind: '' }, '', [
      {
        type: 'invalid',
        field: 'patch',
        message: `Invalid value: ${text}: ${why}`,
      },
    ]);
  }
  return badRequest(
    `${kind} in version "${version}" cannot be handled as a ${options.definition.kind}: ${why}`,
  );
}

/** Where the wrong value is and what it is, as Go says it of the metadata of an object. */
function unmarshalProblem(document: unknown, issue: z.core.$ZodIssue): string {
  const path = issue.path.map(String);
  const found = goJsonType(valueAt(document, ...path));
  const wanted = issue.code === 'invalid_type' ? issue.expected : 'string';
  const [, field = 'metadata'] = path;
  return `json: cannot unmarshal ${found} into Go struct field ObjectMeta.${field} of type ${wanted}`;
}

/** Throws when apiVersion or kind are not those of the path; built-in kinds may leave them out. */
function checkType(document: unknown, options: ExpectedObject): void {
  const { definition, version } = options;
  const expected = apiVersionOf(definition.group, version);
  const apiVersion = textAt(document, 'apiVersion') || expected;
  const kind = textAt(document, 'kind') || definition.kind;
  if (apiVersion === expected && kind === definition.kind) {
    return;
  }
  if (definition.custom) {
    if (apiVersion !== expected) {
      throw badRequest(
        `the API version in the data (${apiVersion}) does not match the expected API version (${expected})`,
      );
    }
    throw invalid(
      { ...definition, kind },
      textAt(document, 'metadata', 'name'),
      [
        {
          type: 'invalid',
          field: 'kind',
          message: `Invalid value: "${kind}": must be ${definition.kind}`,
        },
      ],
    );
  }
  const sent = splitApiVersion(apiVersion);
  const known = builtinResources.some(
    builtin =>
      builtin.kind === kind &&
      builtin.group === sent.group &&
      versionOf(builtin, sent.version),
  );
  throw cannotBeHandled(document, {
    ...options,
    kind,
    version: sent.version,
    why: known
      ? `converting (${goPackage(
          sent.group,
          sent.version,
        )}.${kind}) to (${goPackage(definition.group, undefined)}.${
          definition.kind
        }): unknown conversion`
      : `no kind "${kind}" is registered for version "${apiVersion}" in scheme "pkg/runtime/scheme.go:111"`,
  });
}

/** The package of a kind in Go: its version's, or that of its internal form. */
function goPackage(group: string, version: string | undefined): string {
  return version ?? (group.split('.')[0] || 'core');
}

function decoded(document: unknown, options: ExpectedObject) {
  const { group, kind } = options.definition;
  const value = withoutNulls(document);
  if (!isJsonObject(value)) {
    return { value, unknown: [] };
  }
  try {
    const { object, unknown } = decodeBuiltin(value, {
      group,
      version: options.version,
      kind,
    });
    return { value: object, unknown };
  } catch (error) {
    throw cannotBeHandled(document, {
      ...options,
      kind,
      why: messageOf(error),
    });
  }
}

function refuseUnknownFields(
  unknown: readonly string[],
  { definition, version }: ExpectedObject,
): void {
  if (unknown.length > 0) {
    const fields = unknown.map(field => `unknown field "${field}"`).join(', ');
    throw badRequest(
      `${definition.kind} in version "${version}" cannot be handled as a ${definition.kind}: strict decoding error: ${fields}`,
    );
  }
}

/** What etcd takes, and what its client sends at most, in bytes. */
const storeLimit = 1.5 * 1024 * 1024;
const sendLimit = 2 * 1024 * 1024;

/** Throws what a real server's store answers to more than it can hold. ConfigMaps and Secrets have limits of their own. */
function checkStorable(object: KubeObject, { kind }: ResourceDefinition): void {
  if (kind === 'ConfigMap' || kind === 'Secret') {
    return;
  }
  const size = Buffer.byteLength(JSON.stringify(object));
  if (size > sendLimit) {
    throw new StatusError({
      code: 500,
      message: `rpc error: code = ResourceExhausted desc = trying to send message larger than max (${size} vs. ${sendLimit})`,
    });
  }
  if (size > storeLimit) {
    throw new StatusError({
      code: 500,
      message: 'etcdserver: request is too large',
    });
  }
}

/** Nothing tells the kind of a custom resource but the object itself. */
function requireKind(document: unknown, kind: string): void {
  if (textAt(document, 'kind') === '') {
    const text = JSON.stringify(document);
    throw badRequest(
      `the object provided is unrecognized (must be of type ${kind}): Object 'Kind' is missing in '${text}' (${bodyExcerpt(
        Buffer.from(text),
      )})`,
    );
  }
}

/** Reads the object that a client sent to be stored. */
export async function readObject(
  exchange: HttpExchange,
  options: {
    definition: ResourceDefinition;
    version: string;
    namespace: string | undefined;
    name?: string;
  },
): Promise<KubeObject> {
  const { definition } = options;
  const document = await readDocument(exchange, definition.kind);
  if (definition.custom) {
    requireKind(document, definition.kind);
  }
  const object = asObject(document, {
    ...options,
    isStrict: isStrict(exchange.query),
  });
  checkStorable(object, definition);
  return object;
}
