import { isDeepStrictEqual } from 'node:util';
import { isJsonObject } from './kubeObject';
import { FieldError } from './status';
import { StructuralSchema } from './structuralSchema';

interface Visit {
  value: unknown;
  schema: StructuralSchema;
  path: string;
  errors: FieldError[];
}

function typeOf(value: unknown): string {
  if (value === null) {
    return 'null';
  }
  if (Array.isArray(value)) {
    return 'array';
  }
  if (typeof value === 'number') {
    return Number.isInteger(value) ? 'integer' : 'number';
  }
  return typeof value;
}

function shown(value: unknown): string {
  switch (typeOf(value)) {
    case 'object':
      return '"object"';
    case 'array':
      return '"array"';
    case 'null':
      return '"null"';
    default:
      return `"${typeOf(value)}"`;
  }
}

function hasType(value: unknown, schema: StructuralSchema): boolean {
  const actual = typeOf(value);
  if (schema['x-kubernetes-int-or-string']) {
    return actual === 'integer' || actual === 'string';
  }
  return (
    !schema.type ||
    schema.type === actual ||
    (schema.type === 'number' && actual === 'integer') ||
    (actual === 'null' && schema.nullable === true)
  );
}

function invalidValue(visit: Visit, message: string): void {
  const { value, path, errors } = visit;
  const text = typeof value === 'string' ? JSON.stringify(value) : value;
  errors.push({
    type: 'invalid',
    field: path,
    message: `Invalid value: ${text}: ${path} in body ${message}`,
  });
}

function checkEnum(visit: Visit): void {
  const { value, schema, path, errors } = visit;
  const allowed = schema.enum;
  if (allowed && !allowed.some(item => isDeepStrictEqual(item, value))) {
    const names = allowed.map(item => `"${item}"`).join(', ');
    errors.push({
      type: 'notSupported',
      field: path,
      message: `Unsupported value: ${JSON.stringify(
        value,
      )}: supported values: ${names}`,
    });
  }
}

function checkText(visit: Visit, value: string): void {
  const { minLength, maxLength, pattern } = visit.schema;
  const length = [...value].length;
  if (minLength !== undefined && length < minLength) {
    invalidValue(visit, `should be at least ${minLength} chars long`);
  }
  if (maxLength !== undefined && length > maxLength) {
    visit.errors.push({
      type: 'tooLong',
      field: visit.path,
      message: `Too long: may not be more than ${maxLength} bytes`,
    });
  }
  if (pattern !== undefined && !matches(value, pattern)) {
    invalidValue(visit, `should match '${pattern}'`);
  }
}

/** Patterns are Go's; one that JavaScript cannot read is not checked. */
function matches(value: string, pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(value);
  } catch {
    return true;
  }
}

function checkNumber(visit: Visit, value: number): void {
  const { minimum, maximum } = visit.schema;
  if (minimum !== undefined && value < minimum) {
    invalidValue(visit, `should be greater than or equal to ${minimum}`);
  }
  if (maximum !== undefined && value > maximum) {
    invalidValue(visit, `should be less than or equal to ${maximum}`);
  }
}

function checkList(visit: Visit, value: unknown[]): void {
  const { items, minItems, maxItems } = visit.schema;
  if (minItems !== undefined && value.length < minItems) {
    visit.errors.push({
      type: 'invalid',
      field: visit.path,
      message: `Invalid value: ${value.length}: ${visit.path} in body should have at least ${minItems} items`,
    });
  }
  if (maxItems !== undefined && value.length > maxItems) {
    visit.errors.push({
      type: 'tooMany',
      field: visit.path,
      message: `Too many: ${value.length}: must have at most ${maxItems} items`,
    });
  }
  if (items) {
    for (const [index, item] of value.entries()) {
      check({
        ...visit,
        value: item,
        schema: items,
        path: `${visit.path}[${index}]`,
      });
    }
  }
}

function checkFields(visit: Visit, value: { [field: string]: unknown }): void {
  const { schema, path, errors } = visit;
  const at = (field: string) => (path ? `${path}.${field}` : field);
  for (const field of schema.required ?? []) {
    if (value[field] === undefined) {
      errors.push({
        type: 'required',
        field: at(field),
        message: 'Required value',
      });
    }
  }
  for (const [field, content] of Object.entries(value)) {
    const { additionalProperties } = schema;
    const known =
      schema.properties?.[field] ??
      (typeof additionalProperties === 'object'
        ? additionalProperties
        : undefined);
    if (known && !(path === '' && field === 'metadata')) {
      check({ ...visit, value: content, schema: known, path: at(field) });
    }
  }
}

function check(visit: Visit): void {
  const { value, schema, path, errors } = visit;
  if (!hasType(value, schema)) {
    const wanted = schema['x-kubernetes-int-or-string']
      ? 'integer,string'
      : schema.type;
    errors.push({
      type: 'typeInvalid',
      field: path,
      message: `Invalid value: ${shown(
        value,
      )}: ${path} in body must be of type ${wanted}: ${shown(value)}`,
    });
    if (schema.type === 'integer' && typeof value === 'number') {
      // A second check of a real server, which does not know where it is.
      errors.push({
        type: 'invalid',
        field: '<nil>',
        message: `Invalid value: "": Checked value must be of type integer (default format) in ${path}`,
      });
    }
    return;
  }
  checkEnum(visit);
  if (typeof value === 'string') {
    checkText(visit, value);
  } else if (typeof value === 'number') {
    checkNumber(visit, value);
  } else if (Array.isArray(value)) {
    checkList(visit, value);
  } else if (isJsonObject(value)) {
    checkFields(visit, value);
  }
}

/** What of an object does not fit its schema. Rules in CEL and combinations (anyOf, oneOf, not) are not checked. */
export function schemaErrors(
  object: unknown,
  schema: StructuralSchema,
): FieldError[] {
  const errors: FieldError[] = [];
  check({ value: object, schema, path: '', errors });
  return errors;
}
