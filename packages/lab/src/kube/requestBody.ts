import { z } from 'zod';
import { parse as parseYaml } from 'yaml';
import { HttpExchange } from './HttpExchange';
import { KubeObject, kubeObjectSchema, isJsonObject } from './kubeObject';
import { DeleteOptions } from './deletion';
import { decodeProtobuf } from './protobuf/decodeProtobuf';
import {
  apiVersionOf,
  ResourceDefinition,
  versionOf,
} from './ResourceDefinition';
import { badRequest, unsupportedMediaType } from './status';

const protobufType = 'application/vnd.kubernetes.protobuf';
const readable = ['application/json', 'application/yaml'];

const deleteOptionsSchema = z.looseObject({
  propagationPolicy: z.enum(['Background', 'Foreground', 'Orphan']).nullish(),
  gracePeriodSeconds: z.number().nullish(),
  orphanDependents: z.boolean().nullish(),
  preconditions: z
    .looseObject({
      uid: z.string().nullish(),
      resourceVersion: z.string().nullish(),
    })
    .nullish(),
  dryRun: z.array(z.string()).nullish(),
});

/** The media type of the request's body, without parameters. */
export function mediaType(exchange: HttpExchange): string {
  return (exchange.header('content-type') ?? 'application/json')
    .split(';')[0]
    .trim();
}

/** Removes fields that are null, as the server does when it reads an object. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutNulls);
  }
  if (!isJsonObject(value)) {
    return value;
  }
  const entries = Object.entries(value)
    .filter(([, field]) => field !== null)
    .map(([name, field]): [string, unknown] => [name, withoutNulls(field)]);
  return Object.fromEntries(entries);
}

/** Custom resources may keep nulls; their schema decides. */
function withoutNullMetadata(document: unknown): unknown {
  return isJsonObject(document)
    ? { ...document, metadata: withoutNulls(document.metadata ?? {}) }
    : document;
}

/** Reads JSON, YAML or, for the kinds that kubectl sends in it, protobuf. */
export async function readDocument(exchange: HttpExchange): Promise<unknown> {
  const body = await exchange.body();
  if (mediaType(exchange) === protobufType) {
    const document = decodeProtobuf(body);
    if (!document) {
      throw unsupportedMediaType(readable);
    }
    return document;
  }
  const text = body.toString('utf8');
  try {
    return mediaType(exchange).endsWith('yaml')
      ? parseYaml(text)
      : JSON.parse(text);
  } catch (error) {
    throw badRequest(
      `the object provided is unrecognized (must be of type ${mediaType(
        exchange,
      )}): ${error instanceof Error ? error.message : 'not readable'}`,
    );
  }
}

/** Checks that a document is an object of the kind and version that the path names. */
export function asObject(
  document: unknown,
  options: {
    definition: ResourceDefinition;
    version: string;
    namespace: string | undefined;
    name?: string;
    isStrict?: boolean;
  },
): KubeObject {
  const { definition, version } = options;
  const parsed = kubeObjectSchema.safeParse(
    definition.custom ? withoutNullMetadata(document) : withoutNulls(document),
  );
  if (!parsed.success) {
    throw badRequest(
      `${definition.kind} in version "${version}" cannot be handled as a ${
        definition.kind
      }: ${z.prettifyError(parsed.error)}`,
    );
  }
  const object = parsed.data;
  const apiVersion = apiVersionOf(definition.group, version);
  if ((object.apiVersion ?? apiVersion) !== apiVersion) {
    throw badRequest(
      `the API version in the data (${object.apiVersion}) does not match the expected API version (${apiVersion})`,
    );
  }
  if ((object.kind ?? definition.kind) !== definition.kind) {
    throw badRequest(
      `${object.kind} in version "${version}" cannot be handled as a ${definition.kind}: no kind "${object.kind}" is registered for the resource ${definition.resource}`,
    );
  }
  if (options.isStrict) {
    refuseUnknownFields(object, definition, version);
  }
  const { namespace, name } = object.metadata;
  if (options.namespace && namespace && namespace !== options.namespace) {
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
  if (options.name && name && name !== options.name) {
    throw badRequest(
      `the name of the object (${name}) does not match the name on the URL (${options.name})`,
    );
  }
  return {
    ...object,
    apiVersion,
    kind: definition.kind,
    metadata: options.name
      ? { ...object.metadata, name: options.name }
      : object.metadata,
  };
}

function refuseUnknownFields(
  object: KubeObject,
  definition: ResourceDefinition,
  version: string,
): void {
  const unknown = versionOf(definition, version)?.unknownFields?.(object) ?? [];
  if (unknown.length > 0) {
    const fields = unknown.map(field => `unknown field "${field}"`).join(', ');
    throw badRequest(
      `${definition.kind} in version "${version}" cannot be handled as a ${definition.kind}: strict decoding error: ${fields}`,
    );
  }
}

/** Whether the client wants to be refused when it sends unknown fields. */
export function isStrict(query: URLSearchParams): boolean {
  return query.get('fieldValidation') === 'Strict';
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
  if (![...readable, protobufType].includes(mediaType(exchange))) {
    throw unsupportedMediaType(readable);
  }
  return asObject(await readDocument(exchange), {
    ...options,
    isStrict: isStrict(exchange.query),
  });
}

/** Reads the options of a deletion from body and query. */
export async function readDeleteOptions(
  exchange: HttpExchange,
): Promise<DeleteOptions> {
  const text = (await exchange.body()).toString('utf8');
  let document: unknown = {};
  try {
    document = text === '' ? {} : JSON.parse(text);
  } catch {
    throw badRequest('the body of a deletion must be DeleteOptions in JSON');
  }
  const parsed = deleteOptionsSchema.safeParse(document);
  if (!parsed.success) {
    throw badRequest(
      `DeleteOptions cannot be read: ${z.prettifyError(parsed.error)}`,
    );
  }
  const { orphanDependents, preconditions, dryRun } = parsed.data;
  const { query } = exchange;
  const grace = query.get('gracePeriodSeconds');
  const policy = deleteOptionsSchema.shape.propagationPolicy.safeParse(
    query.get('propagationPolicy') ?? parsed.data.propagationPolicy,
  );
  if (!policy.success) {
    throw badRequest(
      `propagationPolicy: Unsupported value: supported values: "Foreground", "Background", "Orphan", "nil"`,
    );
  }
  let propagationPolicy = policy.data ?? undefined;
  if (orphanDependents !== undefined && orphanDependents !== null) {
    propagationPolicy = orphanDependents ? 'Orphan' : 'Background';
  }
  return {
    propagationPolicy,
    gracePeriodSeconds:
      grace === null
        ? parsed.data.gracePeriodSeconds ?? undefined
        : Number(grace),
    preconditions: {
      uid: preconditions?.uid ?? undefined,
      resourceVersion: preconditions?.resourceVersion ?? undefined,
    },
    dryRun: isDryRun(query) || (dryRun ?? []).includes('All'),
  };
}

/** Whether the request only wants to know what would happen. */
export function isDryRun(query: URLSearchParams): boolean {
  return query.getAll('dryRun').includes('All');
}
