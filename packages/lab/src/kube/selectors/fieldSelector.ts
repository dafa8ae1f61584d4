import { KubeObject, valueAt } from '../kubeObject';
import { ResourceDefinition } from '../ResourceDefinition';
import { badRequest } from '../status';
import { ObjectFilter } from './ObjectFilter';

/** A comma that is escaped by a backslash is a part of the value. */
function splitTerms(selector: string): string[] {
  return (selector.match(/(\\.|[^,\\])+/gs) ?? []).filter(term => term !== '');
}

/** The value as it was before it was escaped. */
function unescaped(value: string): string {
  let text = '';
  let isEscaped = false;
  for (const character of value) {
    if (isEscaped) {
      if (!'\\,='.includes(character)) {
        throw badRequest(
          `invalid field selector: invalid escape sequence: \\${character}`,
        );
      }
      text += character;
      isEscaped = false;
    } else if (character === '\\') {
      isEscaped = true;
    } else if (character === '=') {
      throw badRequest(
        `invalid field selector: unescaped character in value: ${character.charCodeAt(
          0,
        )}`,
      );
    } else {
      text += character;
    }
  }
  return text;
}

function fieldPath(
  field: string,
  definition: ResourceDefinition,
): string[] | undefined {
  if (field === 'metadata.name') {
    return ['metadata', 'name'];
  }
  if (field === 'metadata.namespace' && knowsNamespace(definition)) {
    return ['metadata', 'namespace'];
  }
  return definition.selectableFields[field];
}

function hasOwnFields(definition: ResourceDefinition): boolean {
  return Object.keys(definition.selectableFields).length > 0;
}

/** Outside of namespaces only the kinds that list no field of their own take the namespace too. */
function knowsNamespace(definition: ResourceDefinition): boolean {
  return (
    definition.namespaced || !(definition.custom || hasOwnFields(definition))
  );
}

function unknownField(field: string, definition: ResourceDefinition) {
  return badRequest(
    definition.custom || hasOwnFields(definition)
      ? `field label not supported: ${field}`
      : `"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`,
  );
}

/** Reads a field selector: `metadata.name=x,status.phase!=Running`. Fields that the kind does not offer are refused. */
export function parseFieldSelector(
  selector: string | undefined,
  definition: ResourceDefinition,
): ObjectFilter | undefined {
  const tests: ObjectFilter[] = [];
  for (const term of splitTerms(selector ?? '')) {
    const match = /^(.*?)(==|!=|=)(.*)$/s.exec(term);
    if (!match) {
      throw badRequest(
        `invalid selector: '${selector}'; can't understand '${term}'`,
      );
    }
    const [, field, operator, escaped] = match;
    const wanted = unescaped(escaped);
    const path = fieldPath(field, definition);
    if (path) {
      tests.push((object: KubeObject) => {
        const value = valueAt(object, ...path);
        const text = value === undefined || value === null ? '' : String(value);
        return operator === '!=' ? text !== wanted : text === wanted;
      });
    } else if (field !== '' || wanted !== '') {
      throw unknownField(field, definition);
    }
  }
  return tests.length > 0
    ? object => tests.every(test => test(object))
    : undefined;
}
