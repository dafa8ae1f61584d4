import { isJsonObject, JsonObject, objectAt } from '../kubeObject';
import { OpenApiDocument, OpenApiDocuments } from './OpenApiDocuments';
import { definitionReference, schemaNameOf } from './builtinSchemas';

const methods = ['get', 'put', 'post', 'patch', 'delete'];

/** Swagger has one type of a value, and one reference. */
function toDefinition(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(toDefinition);
  }
  if (!isJsonObject(value)) {
    return value;
  }
  const { allOf, oneOf, $ref, ...rest } = value;
  const [only] = Array.isArray(allOf) ? allOf : [];
  const reference = $ref ?? objectAt(only).$ref;
  if (typeof reference === 'string') {
    const { default: _default, ...usage } = rest;
    return { ...usage, $ref: definitionReference(schemaNameOf(reference)) };
  }
  const isChoice = Array.isArray(oneOf) && rest.type === undefined;
  const entries = Object.entries(rest).map(([field, content]) => [
    field,
    toDefinition(content),
  ]);
  return {
    ...Object.fromEntries(entries),
    ...(isChoice ? { type: 'string' } : {}),
  };
}

function toParameter(parameter: unknown): JsonObject {
  const { schema, ...rest } = objectAt(parameter);
  return { ...rest, ...objectAt(schema) };
}

function toOperation(operation: JsonObject): JsonObject {
  const { parameters, requestBody, responses, ...rest } = operation;
  const types = Object.keys(objectAt(requestBody, 'content'));
  const listed = Array.isArray(parameters) ? parameters : [];
  return {
    ...rest,
    consumes: types,
    produces: ['application/json', 'application/yaml'],
    parameters: listed.map(toParameter),
    responses: Object.fromEntries(
      Object.keys(objectAt(responses)).map(code => [
        code,
        { description: objectAt(responses, code).description },
      ]),
    ),
  };
}

function toPathItem(item: unknown): JsonObject {
  const { parameters } = objectAt(item);
  const operations = methods.flatMap(method => {
    const operation = objectAt(item, method);
    return Object.keys(operation).length > 0
      ? [[method, toOperation(operation)]]
      : [];
  });
  return {
    ...Object.fromEntries(operations),
    ...(Array.isArray(parameters)
      ? { parameters: parameters.map(toParameter) }
      : {}),
  };
}

/** The OpenAPI v2 document ("Swagger") of all that a server serves. */
export function swagger(
  documents: OpenApiDocuments,
  version: string,
): OpenApiDocument {
  const { paths, schemas, hash } = documents.whole();
  const items = Object.entries(paths).map(([path, item]) => [
    path,
    toPathItem(item),
  ]);
  return {
    hash,
    body: {
      swagger: '2.0',
      info: { title: 'Kubernetes', version },
      paths: Object.fromEntries(items),
      definitions: toDefinition(schemas),
    },
  };
}
