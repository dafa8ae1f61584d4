import { KubeObject, valueAt } from './kubeObject';
import { ResourceDefinition } from './ResourceDefinition';
import { badRequest } from './status';

/** Tells whether an object is selected. */
export type ObjectFilter = (object: KubeObject) => boolean;

type LabelTest = (labels: Readonly<Record<string, string>>) => boolean;

const keyPattern =
  /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const valuePattern = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;

/** Splits at commas that are outside of parentheses. */
function splitRequirements(selector: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let current = '';
  for (const character of selector) {
    if (character === '(') {
      depth += 1;
    } else if (character === ')') {
      depth -= 1;
    }
    if (character === ',' && depth === 0) {
      parts.push(current);
      current = '';
    } else {
      current += character;
    }
  }
  parts.push(current);
  return parts.map(part => part.trim()).filter(part => part !== '');
}

function checkedKey(key: string, selector: string): string {
  if (!keyPattern.test(key)) {
    throw badRequest(
      `unable to parse requirement: <nil>: Invalid value: "${key}": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (selector "${selector}")`,
    );
  }
  return key;
}

function checkedValues(values: string[]): string[] {
  for (const value of values) {
    if (!valuePattern.test(value) || value.length > 63) {
      throw badRequest(
        `unable to parse requirement: values[0][]: Invalid value: "${value}": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`,
      );
    }
  }
  return values;
}

function labelTest(requirement: string, selector: string): LabelTest {
  const set = /^(\S+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(requirement);
  if (set) {
    const key = checkedKey(set[1], selector);
    const values = new Set(
      checkedValues(set[3].split(',').map(value => value.trim())),
    );
    return set[2] === 'in'
      ? labels => key in labels && values.has(labels[key])
      : labels => !(key in labels) || !values.has(labels[key]);
  }
  const numeric = /^([^\s<>]+)\s*([<>])\s*(-?\d+)$/.exec(requirement);
  if (numeric) {
    const key = checkedKey(numeric[1], selector);
    const bound = Number(numeric[3]);
    return labels => {
      const value = /^-?\d+$/.test(labels[key] ?? '')
        ? Number(labels[key])
        : Number.NaN;
      return numeric[2] === '>' ? value > bound : value < bound;
    };
  }
  const equality = /^([^=!\s]+)\s*(==|=|!=)\s*(\S*)$/.exec(requirement);
  if (equality) {
    const key = checkedKey(equality[1], selector);
    const [value] = checkedValues([equality[3]]);
    return equality[2] === '!='
      ? labels => labels[key] !== value
      : labels => labels[key] === value;
  }
  if (requirement.startsWith('!')) {
    const key = checkedKey(requirement.slice(1).trim(), selector);
    return labels => !(key in labels);
  }
  const key = checkedKey(requirement, selector);
  return labels => key in labels;
}

/** Reads a label selector in its string form: `a=b,c!=d,e in (f,g),!h,i`. */
export function parseLabelSelector(
  selector: string | undefined,
): ObjectFilter | undefined {
  const tests = splitRequirements(selector ?? '').map(requirement =>
    labelTest(requirement, selector ?? ''),
  );
  if (tests.length === 0) {
    return undefined;
  }
  return object => {
    const labels = object.metadata.labels ?? {};
    return tests.every(test => test(labels));
  };
}

function fieldPath(
  field: string,
  definition: ResourceDefinition,
): string[] | undefined {
  if (field === 'metadata.name') {
    return ['metadata', 'name'];
  }
  if (field === 'metadata.namespace') {
    return ['metadata', 'namespace'];
  }
  return definition.selectableFields[field];
}

/** Reads a field selector: `metadata.name=x,status.phase!=Running`. Fields that the kind does not offer are refused. */
export function parseFieldSelector(
  selector: string | undefined,
  definition: ResourceDefinition,
): ObjectFilter | undefined {
  const requirements = (selector ?? '')
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '');
  if (requirements.length === 0) {
    return undefined;
  }
  const hasOwnFields = Object.keys(definition.selectableFields).length > 0;
  const tests = requirements.map(requirement => {
    const match = /^([^=!]+)(==|=|!=)(.*)$/.exec(requirement);
    if (!match) {
      throw badRequest(
        `invalid selector: '${selector}'; can't understand '${requirement}'`,
      );
    }
    const [, field, operator, wanted] = match;
    const path = fieldPath(field, definition);
    if (!path) {
      throw badRequest(
        definition.custom || hasOwnFields
          ? `field label not supported: ${field}`
          : `"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`,
      );
    }
    return (object: KubeObject) => {
      const value = valueAt(object, ...path);
      const text = value === undefined || value === null ? '' : String(value);
      return operator === '!=' ? text !== wanted : text === wanted;
    };
  });
  return object => tests.every(test => test(object));
}
