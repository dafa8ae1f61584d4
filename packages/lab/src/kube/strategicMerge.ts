import { FieldType } from './apply/FieldType';
import { isJsonObject, JsonObject } from './kubeObject';
import { StatusError } from './status';

const directives = new Set(['merge', 'replace', 'delete']);

/** An object as Go prints it. */
function goMap(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(goMap).join(' ')}]`;
  }
  if (!isJsonObject(value)) {
    return value === null ? '<nil>' : String(value);
  }
  const fields = Object.keys(value)
    .sort()
    .map(field => `${field}:${goMap(value[field])}`);
  return `map[${fields.join(' ')}]`;
}

function directiveOf(patch: JsonObject): unknown {
  const { $patch: directive } = patch;
  if (directive !== undefined && !directives.has(String(directive))) {
    throw new StatusError({
      code: 500,
      message: `unknown patch type: ${directive} in map: ${goMap(patch)}`,
    });
  }
  return directive;
}

function keyOf(item: JsonObject, key: string): unknown {
  if (item[key] === undefined) {
    throw new StatusError({
      code: 500,
      message: `map: ${goMap(
        item,
      )} does not contain declared merge key: ${key}`,
    });
  }
  return item[key];
}

/**
 * The order that a real server gives a merged list: items of the patch in the patch's order, each after those items that
 * only the server has and that stood before it.
 */
function inPatchOrder<T>(
  items: readonly T[],
  orders: { patch: readonly unknown[]; server: readonly unknown[] },
  keyOfItem: (item: T) => unknown,
): T[] {
  const patchPlace = new Map(orders.patch.map((key, index) => [key, index]));
  const serverPlace = new Map(orders.server.map((key, index) => [key, index]));
  const place = (item: T) => patchPlace.get(keyOfItem(item));
  const serverOnly = items.filter(item => place(item) === undefined);
  const patched = items
    .filter(item => place(item) !== undefined)
    .sort((a, b) => (place(a) ?? 0) - (place(b) ?? 0));
  const ordered: T[] = [];
  for (const item of patched) {
    const before = serverPlace.get(keyOfItem(item)) ?? -1;
    while (
      serverOnly.length > 0 &&
      (serverPlace.get(keyOfItem(serverOnly[0])) ?? before) < before
    ) {
      ordered.push(...serverOnly.splice(0, 1));
    }
    ordered.push(item);
  }
  return [...ordered, ...serverOnly];
}

/** A list of objects that are told apart by a key, and what a patch says of it. */
class KeyedList {
  readonly #key: string;
  readonly #type: FieldType;
  readonly #serverOrder: unknown[];
  #items: unknown[];

  constructor(target: unknown, options: { key: string; type: FieldType }) {
    this.#key = options.key;
    this.#type = options.type;
    this.#items = Array.isArray(target) ? [...target] : [];
    this.#serverOrder = this.#items.map(item => this.#keyIn(item));
  }

  get items(): unknown[] {
    return this.#items;
  }

  merge(patch: readonly unknown[]): void {
    for (const item of patch) {
      if (isJsonObject(item)) {
        this.#mergeItem(item);
      }
    }
  }

  order(order: readonly unknown[]): void {
    const patch = order.map(item => this.#keyIn(item));
    this.#items = inPatchOrder(
      this.#items,
      { patch, server: this.#serverOrder },
      item => this.#keyIn(item),
    );
  }

  #keyIn(item: unknown): unknown {
    return isJsonObject(item) ? item[this.#key] : undefined;
  }

  #mergeItem(item: JsonObject): void {
    const key = keyOf(item, this.#key);
    const position = this.#items.findIndex(
      known => isJsonObject(known) && known[this.#key] === key,
    );
    if (directiveOf(item) === 'delete') {
      if (position >= 0) {
        this.#items.splice(position, 1);
      }
    } else if (position >= 0) {
      this.#items[position] = strategicMergePatch(
        this.#items[position],
        item,
        this.#type,
      );
    } else {
      this.#items.push(strategicMergePatch(undefined, item, this.#type));
    }
  }
}

function mergeList(
  options: { target: unknown; patch: unknown[]; order?: unknown[] },
  type: FieldType,
): unknown[] {
  const { target, patch, order } = options;
  const isReplaced = patch.some(
    item => isJsonObject(item) && directiveOf(item) === 'replace',
  );
  if (isReplaced) {
    return patch.filter(item => !isJsonObject(item) || !('$patch' in item));
  }
  if (!type.patchStrategies.includes('merge')) {
    return patch;
  }
  const items = type.element ?? FieldType.free;
  if (type.patchMergeKey === undefined) {
    const current: unknown[] = Array.isArray(target) ? target : [];
    const merged = [...new Set([...current, ...patch])];
    const orders = { patch: order ?? patch, server: current };
    return inPatchOrder(merged, orders, item => item);
  }
  const list = new KeyedList(target, { key: type.patchMergeKey, type: items });
  list.merge(patch);
  list.order(order ?? patch);
  return list.items;
}

/** Applies the fields of a patch that say something of other fields. */
function applyDirectives(result: JsonObject, patch: JsonObject): void {
  for (const [name, value] of Object.entries(patch)) {
    const [directive, field] = name.split('/');
    const current = result[field];
    if (directive === '$deleteFromPrimitiveList' && Array.isArray(value)) {
      if (Array.isArray(current)) {
        result[field] = current.filter(item => !value.includes(item));
      }
    } else if (name === '$retainKeys' && Array.isArray(value)) {
      for (const key of Object.keys(result)) {
        if (!value.includes(key)) {
          delete result[key];
        }
      }
    }
  }
}

/** Orders the lists of which a patch gives the order but no items. */
function orderUntouched(
  result: JsonObject,
  patch: JsonObject,
  type: FieldType,
): void {
  for (const [name, order] of Object.entries(patch)) {
    const [directive, field] = name.split('/');
    if (
      directive === '$setElementOrder' &&
      !(field in patch) &&
      Array.isArray(order) &&
      Array.isArray(result[field])
    ) {
      result[field] = mergeList(
        { target: result[field], patch: [], order },
        type.field(field) ?? FieldType.free,
      );
    }
  }
}

/**
 * Applies a strategic merge patch. Lists are merged as the kind's schema says
 * (https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/#notes-on-the-strategic-merge-patch);
 * the others are replaced.
 */
export function strategicMergePatch(
  target: unknown,
  patch: unknown,
  type: FieldType,
): unknown {
  if (!isJsonObject(patch)) {
    return patch;
  }
  const directive = directiveOf(patch);
  if (directive === 'delete') {
    return {};
  }
  const isReplaced = directive === 'replace' || !isJsonObject(target);
  const result: JsonObject = isReplaced ? {} : { ...target };
  applyDirectives(result, patch);
  for (const [field, value] of Object.entries(patch)) {
    if (field.startsWith('$')) {
      continue;
    }
    const fieldType = type.field(field) ?? FieldType.free;
    const isDeleted =
      value === null ||
      (isJsonObject(value) && directiveOf(value) === 'delete');
    if (isDeleted) {
      delete result[field];
    } else if (Array.isArray(value)) {
      const order = patch[`$setElementOrder/${field}`];
      result[field] = mergeList(
        {
          target: result[field],
          patch: value,
          order: Array.isArray(order) ? order : undefined,
        },
        fieldType,
      );
    } else {
      result[field] = strategicMergePatch(result[field], value, fieldType);
    }
  }
  orderUntouched(result, patch, type);
  return result;
}
