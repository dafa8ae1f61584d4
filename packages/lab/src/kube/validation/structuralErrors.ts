import { isJsonObject, JsonObject } from '../kubeObject';
import { FieldError } from '../status';
import { required } from './fieldErrors';

function isTyped(schema: JsonObject): boolean {
  return (
    typeof schema.type === 'string' ||
    schema['x-kubernetes-int-or-string'] === true ||
    schema['x-kubernetes-preserve-unknown-fields'] === true
  );
}

function parts(schema: JsonObject, path: string): [string, unknown, string][] {
  const { properties, items, additionalProperties } = schema;
  const field = 'must not be empty for specified object fields';
  return [
    ...Object.entries(isJsonObject(properties) ? properties : {}).map(
      ([name, part]): [string, unknown, string] => [
        `${path}.properties[${name}]`,
        part,
        field,
      ],
    ),
    [`${path}.items`, items, 'must not be empty for specified array items'],
    [`${path}.additionalProperties`, additionalProperties, field],
  ];
}

function untypedParts(schema: JsonObject, path: string): FieldError[] {
  return parts(schema, path).flatMap(([at, part, why]) =>
    isJsonObject(part)
      ? [
          ...untypedParts(part, at),
          ...(isTyped(part) ? [] : [required(`${at}.type`, why)]),
        ]
      : [],
  );
}

/**
 * What makes a schema of a CustomResourceDefinition one that is not structural
 * (https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema).
 * Only the types are checked, not the rules for combinations.
 */
export function structuralErrors(schema: unknown, path: string): FieldError[] {
  if (!isJsonObject(schema)) {
    return [];
  }
  const errors = untypedParts(schema, path);
  if (typeof schema.type !== 'string') {
    errors.push(required(`${path}.type`, 'must not be empty at the root'));
  }
  return errors;
}
