import { Encoder } from './encoding/Encoder';
import { MetadataEncoder } from './encoding/MetadataEncoder';
import { ObjectEncoder } from './encoding/ObjectEncoder';
import { IncludeObject, TableEncoder } from './encoding/TableEncoder';
import { YamlEncoder } from './encoding/YamlEncoder';
import {
  apiVersionOf,
  ResourceDefinition,
  ResourceVersion,
} from './ResourceDefinition';
import { badRequest, noRepresentation, notAcceptable } from './status';
import { genericColumns } from './table/genericColumns';

/** What a real server writes. Only protobuf is not written here. */
const writable = [
  'application/json',
  'application/yaml',
  'application/vnd.kubernetes.protobuf',
];
const watchable = [
  'application/json;stream=watch',
  'application/vnd.kubernetes.protobuf;stream=watch',
];
const jsonTypes = new Set(['application/json', 'application/*', '*/*']);

interface AcceptedType {
  type: string;
  as?: string;
  group?: string;
  version?: string;
}

function acceptedTypes(header: string | undefined): AcceptedType[] {
  return (header || '*/*').split(',').map(entry => {
    const [type, ...parameters] = entry.split(';').map(part => part.trim());
    const values = new Map(
      parameters.map((parameter): [string, string] => {
        const [key, value = ''] = parameter.split('=');
        return [key, value];
      }),
    );
    return {
      type,
      as: values.get('as'),
      group: values.get('g'),
      version: values.get('v'),
    };
  });
}

function includeObject(query: URLSearchParams): IncludeObject {
  const asked = query.get('includeObject') || 'Metadata';
  if (asked === 'None' || asked === 'Metadata' || asked === 'Object') {
    return asked;
  }
  throw badRequest(
    `Unable to convert to Table as requested: includeObject: Invalid value: "${asked}": must be 'Metadata', 'Object', 'None', or empty`,
  );
}

interface Negotiation {
  accept: string | undefined;
  query: URLSearchParams;
  definition: ResourceDefinition;
  version: ResourceVersion;
  isWatch: boolean;
}

function encoderOf(
  accepted: AcceptedType,
  { query, definition, version }: Negotiation,
): Encoder | undefined {
  if (!accepted.as) {
    return new ObjectEncoder(definition, version.name);
  }
  if (accepted.group !== 'meta.k8s.io' || accepted.version !== 'v1') {
    return undefined;
  }
  if (accepted.as === 'Table') {
    return new TableEncoder({
      columns: version.columns ?? genericColumns,
      include: includeObject(query),
      type: {
        kind: definition.kind,
        apiVersion: apiVersionOf(definition.group, version.name),
      },
    });
  }
  return accepted.as.startsWith('PartialObjectMetadata')
    ? new MetadataEncoder()
    : undefined;
}

/** Chooses the form of an answer from the Accept header; throws 406 when none of the forms can be written. */
export function negotiate(options: Negotiation): Encoder {
  const all = acceptedTypes(options.accept);
  for (const accepted of all) {
    const isYaml = accepted.type === 'application/yaml' && !options.isWatch;
    if (isYaml || jsonTypes.has(accepted.type)) {
      const encoder = encoderOf(accepted, options);
      if (encoder) {
        return isYaml ? new YamlEncoder(encoder) : encoder;
      }
    }
  }
  if (options.isWatch) {
    throw notAcceptable(watchable);
  }
  throw all.some(({ type }) => writable.includes(type))
    ? notAcceptable(writable)
    : noRepresentation(writable);
}
