/**
 * A set of fields in the form of `managedFields[].fieldsV1`: `f:name` is a field, `k:{…}` the item of a list with those
 * keys, `v:…` an item of that value. A node without children is in the set; one with children is in it when it has
 * `.`. No set is `undefined`. Trees are never changed in place, so that objects share them.
 */
export interface FieldTree {
  readonly [element: string]: FieldTree;
}

/** What stands for a node without children, and for `.`. */
export const leaf: FieldTree = Object.freeze({});

const self = '.';

function isMember(tree: FieldTree): boolean {
  return self in tree || Object.keys(tree).length === 0;
}

/** A node of these children, or `undefined` when neither it nor any child is in the set. */
export function fieldNode(
  nodes: Readonly<Record<string, FieldTree>>,
  isSelf: boolean,
): FieldTree | undefined {
  if (Object.keys(nodes).length > 0) {
    return isSelf ? { [self]: leaf, ...nodes } : nodes;
  }
  return isSelf ? leaf : undefined;
}

/** The nodes below a node, without what says that it is in the set itself. */
export function children(tree: FieldTree): Array<[string, FieldTree]> {
  const nodes = Object.entries(tree);
  return self in tree ? nodes.filter(([element]) => element !== self) : nodes;
}

/** Whether the node at that element, and not only something below it, is in the set. */
export function hasElement(
  tree: FieldTree | undefined,
  element: string,
): boolean {
  const node = tree?.[element];
  return node !== undefined && isMember(node);
}

/** What is in either set. Gives `left` itself when `right` adds nothing. */
export function union(
  left: FieldTree | undefined,
  right: FieldTree | undefined,
): FieldTree | undefined {
  if (!left || !right || left === right) {
    return left ?? right;
  }
  const isSelf = isMember(left) || isMember(right);
  let isSame = isSelf === isMember(left);
  const nodes: Record<string, FieldTree> = {};
  for (const [element, node] of children(left)) {
    const joined = union(node, right[element]) ?? node;
    isSame = isSame && joined === node;
    nodes[element] = joined;
  }
  for (const [element, node] of children(right)) {
    if (!(element in nodes)) {
      isSame = false;
      nodes[element] = node;
    }
  }
  return isSame ? left : fieldNode(nodes, isSelf);
}

/** What is in `left` and not in `right`. Gives `left` itself when nothing is taken from it. */
export function difference(
  left: FieldTree | undefined,
  right: FieldTree | undefined,
): FieldTree | undefined {
  if (!left || !right) {
    return left;
  }
  const isSelf = isMember(left) && !isMember(right);
  let isSame = isSelf === isMember(left);
  const nodes: Record<string, FieldTree> = {};
  for (const [element, node] of children(left)) {
    const kept = difference(node, right[element]);
    isSame = isSame && kept === node;
    if (kept) {
      nodes[element] = kept;
    }
  }
  return isSame ? left : fieldNode(nodes, isSelf);
}

/** What is in both sets. */
export function intersection(
  left: FieldTree | undefined,
  right: FieldTree | undefined,
): FieldTree | undefined {
  if (!left || !right) {
    return undefined;
  }
  const nodes: Record<string, FieldTree> = {};
  for (const [element, node] of children(left)) {
    const common = intersection(node, right[element]);
    if (common) {
      nodes[element] = common;
    }
  }
  return fieldNode(nodes, isMember(left) && isMember(right));
}

/** The set without whole branches: at each path that `branches` ends in, nothing is left. */
export function withoutBranches(
  tree: FieldTree | undefined,
  branches: FieldTree,
): FieldTree | undefined {
  if (!tree) {
    return undefined;
  }
  const nodes: Record<string, FieldTree> = {};
  for (const [element, node] of children(tree)) {
    const branch = branches[element];
    const kept =
      branch && !isMember(branch) ? withoutBranches(node, branch) : node;
    if (kept && !(branch && isMember(branch))) {
      nodes[element] = kept;
    }
  }
  return fieldNode(nodes, isMember(tree) && children(tree).length > 0);
}

/** An element of a path as messages show it. */
export function elementText(element: string): string {
  const content = element.slice(2);
  switch (element[0]) {
    case 'f':
      return `.${content}`;
    case 'k': {
      const keys: unknown = JSON.parse(content);
      const pairs = Object.entries(keys ?? {}).map(
        ([key, value]) => `${key}=${JSON.stringify(value)}`,
      );
      return `[${pairs.join(',')}]`;
    }
    default:
      return `[=${content}]`;
  }
}

/** The paths of a set as messages show them: `.spec.ports[port=80,protocol="TCP"].name`. */
export function pathTexts(tree: FieldTree, prefix = ''): string[] {
  const own = prefix !== '' && isMember(tree) ? [prefix] : [];
  return [
    ...own,
    ...children(tree).flatMap(([element, node]) =>
      pathTexts(node, `${prefix}${elementText(element)}`),
    ),
  ];
}

function inOrder(tree: FieldTree): FieldTree {
  const sorted: Record<string, FieldTree> = {};
  for (const element of Object.keys(tree).sort()) {
    sorted[element] = element === self ? leaf : inOrder(tree[element]);
  }
  return sorted;
}

const sharedLimit = 20_000;
const shared = new Map<string, FieldTree>();
const texts = new WeakMap<FieldTree, string>();

/**
 * The one tree of that content, in the API's order. Objects of a kind that are written alike have equal sets, so
 * thousands of objects share a few trees, and their JSON is made once.
 */
export function sharedTree(tree: FieldTree): FieldTree {
  if (texts.has(tree)) {
    return tree;
  }
  const ordered = inOrder(tree);
  const text = JSON.stringify(ordered);
  const known = shared.get(text);
  if (known) {
    return known;
  }
  if (shared.size >= sharedLimit) {
    shared.clear();
  }
  shared.set(text, ordered);
  texts.set(ordered, text);
  return ordered;
}

/** The JSON of a tree. */
export function treeText(tree: FieldTree): string {
  return texts.get(tree) ?? JSON.stringify(tree);
}
