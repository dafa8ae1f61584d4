import { isJsonObject, KubeObject } from '../kubeObject';
import { StatusError } from '../status';
import { elementText } from './fieldTree';
import { FieldType } from './FieldType';
import { listElement } from './listElements';

interface Visit {
  value: unknown;
  type: FieldType;
  path: string;
  errors: string[];
}

/** How Go writes a value that it has not looked into. */
function goValue(value: unknown): string {
  return `&{${typeof value === 'object' ? JSON.stringify(value) : value}}`;
}

function goTypeName(value: unknown): string {
  if (Array.isArray(value)) {
    return '[]interface {}';
  }
  if (isJsonObject(value)) {
    return 'map[string]interface {}';
  }
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

function scalarProblem({ value, type }: Visit): string | undefined {
  const { scalar } = type;
  if (scalar === undefined || value === null || typeof value === scalar) {
    return undefined;
  }
  switch (scalar) {
    case 'number':
      return `expected numeric (int or float), got ${goTypeName(value)}`;
    case 'string':
      return `expected string, got &value.valueUnstructured{Value:${JSON.stringify(
        value,
      )}}`;
    default:
      return `expected boolean, got ${goValue(value)}`;
  }
}

function checkList(visit: Visit, list: unknown[]): void {
  const { type, path, errors } = visit;
  const items = type.element ?? FieldType.free;
  const seen = new Set<string>();
  for (const [index, item] of list.entries()) {
    const element = type.isAtomic ? '' : listElement(item, type);
    const name = element ? elementText(element) : `[${index}]`;
    if (element && seen.has(element)) {
      errors.push(`${path}: duplicate entries for key ${name}`);
    }
    seen.add(element);
    check({ value: item, type: items, path: `${path}${name}`, errors });
  }
}

function check(visit: Visit): void {
  const { value, type, path, errors } = visit;
  if (value === null || type.shape === 'free') {
    return;
  }
  if (type.shape === 'scalar') {
    const problem = scalarProblem(visit);
    if (problem) {
      errors.push(`${path}: ${problem}`);
    }
  } else if (type.shape === 'list') {
    if (Array.isArray(value)) {
      checkList(visit, value);
    } else {
      errors.push(`${path}: expected list, got ${goValue(value)}`);
    }
  } else if (isJsonObject(value)) {
    for (const [field, content] of Object.entries(value)) {
      const known = type.field(field);
      const at = `${path}.${field}`;
      if (known) {
        check({ value: content, type: known, path: at, errors });
      } else {
        errors.push(`${at}: field not declared in schema`);
      }
    }
  } else {
    errors.push(`${path}: expected map, got ${goValue(value)}`);
  }
}

/** Throws when a configuration does not fit the schema of its kind: nothing could be said of its fields then. */
export function checkTyped(configuration: KubeObject, type: FieldType): void {
  const { apiVersion = '', kind = '', metadata, ...content } = configuration;
  const errors: string[] = [];
  check({ value: { metadata, ...content }, type, path: '', errors });
  if (errors.length === 0) {
    return;
  }
  const why =
    errors.length === 1 ? errors[0] : `errors:\n  ${errors.join('\n  ')}`;
  const version = apiVersion.includes('/') ? apiVersion : `/${apiVersion}`;
  throw new StatusError({
    code: 500,
    message: `failed to create typed patch object (${
      metadata.namespace ?? ''
    }/${metadata.name ?? ''}; ${version}, Kind=${kind}): ${why}`,
  });
}
