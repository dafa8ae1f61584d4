import { isJsonObject, JsonObject } from '../kubeObject';
import { children, FieldTree, hasElement } from './fieldTree';
import { FieldType } from './FieldType';
import { hasParts, listElement } from './listElements';

/** What an applier owned before it applied again, and what anybody owns now. */
export interface Ownership {
  before: FieldTree | undefined;
  now: FieldTree | undefined;
}

/** What to do with a part: keep it as it is, remove it, or look at what is below it. */
function fateOf(
  element: string,
  isNamed: boolean,
  owned: Ownership,
): 'keep' | 'remove' | 'enter' {
  const before = owned.before?.[element];
  if (!before) {
    return 'keep';
  }
  const wasOwned = isNamed || hasElement(owned.before, element);
  const isOwned = owned.now?.[element] !== undefined;
  if (wasOwned && !isOwned) {
    return 'remove';
  }
  return children(before).length > 0 ? 'enter' : 'keep';
}

function below(owned: Ownership, element: string): Ownership {
  return { before: owned.before?.[element], now: owned.now?.[element] };
}

function removeFromMap(
  value: JsonObject,
  type: FieldType,
  owned: Ownership,
): JsonObject {
  const kept: JsonObject = {};
  for (const [field, content] of Object.entries(value)) {
    const element = `f:${field}`;
    const fate = fateOf(element, type.isNamed(field), owned);
    if (fate !== 'remove') {
      kept[field] =
        fate === 'enter'
          ? removeAbandoned(
              content,
              type.field(field) ?? FieldType.free,
              below(owned, element),
            )
          : content;
    }
  }
  return kept;
}

/** Removes what the applier owned before and nobody owns now. */
export function removeAbandoned(
  value: unknown,
  type: FieldType,
  owned: Ownership,
): unknown {
  if (!owned.before || !hasParts(value, type)) {
    return value;
  }
  if (Array.isArray(value)) {
    const items = type.element ?? FieldType.free;
    return value.flatMap(item => {
      const element = listElement(item, type);
      const fate = fateOf(element, false, owned);
      if (fate === 'remove') {
        return [];
      }
      return fate === 'enter'
        ? [removeAbandoned(item, items, below(owned, element))]
        : [item];
    });
  }
  return isJsonObject(value) ? removeFromMap(value, type, owned) : value;
}
