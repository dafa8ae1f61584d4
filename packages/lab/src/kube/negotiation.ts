import { Encoder } from './encoding/Encoder';
import { MetadataEncoder } from './encoding/MetadataEncoder';
import { ObjectEncoder } from './encoding/ObjectEncoder';
import { IncludeObject, TableEncoder } from './encoding/TableEncoder';
import {
  apiVersionOf,
  ResourceDefinition,
  ResourceVersion,
} from './ResourceDefinition';
import { notAcceptable } from './status';
import { genericColumns } from './table/genericColumns';

const writable = ['application/json'];
const plainTypes = new Set(['application/json', 'application/*', '*/*']);

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
  const asked = query.get('includeObject');
  return asked === 'None' || asked === 'Object' ? asked : 'Metadata';
}

/** Chooses the form of an answer from the Accept header; throws 406 when none of the forms can be written. */
export function negotiate(options: {
  accept: string | undefined;
  query: URLSearchParams;
  definition: ResourceDefinition;
  version: ResourceVersion;
}): Encoder {
  const { definition, version } = options;
  for (const accepted of acceptedTypes(options.accept)) {
    if (!plainTypes.has(accepted.type)) {
      continue;
    }
    if (!accepted.as) {
      return new ObjectEncoder(definition, version.name);
    }
    if (accepted.group !== 'meta.k8s.io' || accepted.version !== 'v1') {
      continue;
    }
    if (accepted.as === 'Table') {
      return new TableEncoder({
        columns: version.columns ?? genericColumns,
        include: includeObject(options.query),
        type: {
          kind: definition.kind,
          apiVersion: apiVersionOf(definition.group, version.name),
        },
      });
    }
    if (accepted.as.startsWith('PartialObjectMetadata')) {
      return new MetadataEncoder();
    }
  }
  throw notAcceptable(writable);
}
