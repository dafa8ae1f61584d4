import { isJsonObject, JsonObject, objectAt } from '../kubeObject';
import { OpenApiDocument, OpenApiDocuments } from './OpenApiDocuments';
import { definitionReference, schemaNameOf } from './builtinSchemas';

const methods = ['get', 'put', 'post', 'patch', 'delete'];

function toDefinitions(schemas: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      toDefinition(objectAt(schema)),
    ]),
  );
}

/** A real server leaves defaults out of this form, and what of the type it cannot say in it. */
function toDefinition(schema: JsonObject): JsonObject {
  const { default: _default, allOf, oneOf, $ref, ...rest } = schema;
  const { properties, items, additionalProperties, ...facts } = rest;
  const reference =
    $ref ?? (Array.isArray(allOf) ? objectAt(allOf[0]).$ref : undefined);
  if (typeof reference === 'string') {
    return { ...facts, $ref: definitionReference(schemaNameOf(reference)) };
  }
  if (facts['x-kubernetes-preserve-unknown-fields'] === true) {
    const { type: _type, ...free } = facts;
    return free;
  }
  const isChoice = Array.isArray(oneOf) && facts.type === undefined;
  return {
    ...facts,
    ...(isChoice ? { type: 'string' } : {}),
    ...(isJsonObject(properties)
      ? { properties: toDefinitions(properties) }
      : {}),
    ...(isJsonObject(items) ? { items: toDefinition(items) } : {}),
    ...(isJsonObject(additionalProperties)
      ? { additionalProperties: toDefinition(additionalProperties) }
      : {}),
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
      definitions: toDefinitions(schemas),
    },
  };
}
