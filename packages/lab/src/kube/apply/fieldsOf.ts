import { isJsonObject } from '../kubeObject';
import { fieldNode, FieldTree, leaf, union } from './fieldTree';
import { FieldType } from './FieldType';
import { hasParts, listElements } from './listElements';

function isNothing(value: unknown): boolean {
  return (
    value === null || (isJsonObject(value) && Object.keys(value).length === 0)
  );
}

function fieldsOfList(list: unknown[], type: FieldType): FieldTree | undefined {
  const nodes: Record<string, FieldTree> = {};
  for (const [element, item] of listElements(list, type)) {
    const below = fieldsOf(item, type.element ?? FieldType.free);
    nodes[element] = union(below, leaf) ?? leaf;
  }
  return fieldNode(nodes, false);
}

/** The set of all fields that a configuration gives a value to. */
export function fieldsOf(
  value: unknown,
  type: FieldType,
): FieldTree | undefined {
  if (!hasParts(value, type)) {
    return leaf;
  }
  if (Array.isArray(value)) {
    return fieldsOfList(value, type);
  }
  const nodes: Record<string, FieldTree> = {};
  for (const [field, content] of Object.entries(
    isJsonObject(value) ? value : {},
  )) {
    const below = fieldsOf(content, type.field(field) ?? FieldType.free);
    const isOwned = isNothing(content) || !type.isNamed(field);
    const node = isOwned ? union(below, leaf) : below;
    if (node) {
      nodes[`f:${field}`] = node;
    }
  }
  return fieldNode(nodes, false);
}
