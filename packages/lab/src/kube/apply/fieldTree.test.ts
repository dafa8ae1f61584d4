import fc from 'fast-check';
import {
  difference,
  FieldTree,
  fieldNode,
  intersection,
  leaf,
  pathTexts,
  sharedTree,
  union,
} from './fieldTree';

const paths = fc.uniqueArray(
  fc.array(fc.constantFrom('f:a', 'f:b', 'k:{"name":"x"}', 'v:"y"'), {
    minLength: 1,
    maxLength: 3,
  }),
  { maxLength: 8, selector: path => path.join() },
);

function treeOf(path: readonly string[]): FieldTree | undefined {
  const [first, ...rest] = path;
  const below = rest.length > 0 ? treeOf(rest) : leaf;
  return below && fieldNode({ [first]: below }, false);
}

function setOf(all: readonly (readonly string[])[]): FieldTree | undefined {
  let tree: FieldTree | undefined;
  for (const path of all) {
    tree = union(tree, treeOf(path));
  }
  return tree;
}

/** The paths of a set, in one order. */
function texts(tree: FieldTree | undefined): string[] {
  return tree ? pathTexts(tree).sort() : [];
}

describe('sets of fields', () => {
  it('behave as sets of paths', () => {
    fc.assert(
      fc.property(paths, paths, (some, others) => {
        const [left, right] = [setOf(some), setOf(others)];
        const [inLeft, inRight] = [texts(left), texts(right)];
        expect(inLeft).toHaveLength(some.length);
        expect(texts(union(left, right))).toEqual(
          [...new Set([...inLeft, ...inRight])].sort(),
        );
        expect(texts(difference(left, right))).toEqual(
          inLeft.filter(path => !inRight.includes(path)),
        );
        expect(texts(intersection(left, right))).toEqual(
          inLeft.filter(path => inRight.includes(path)),
        );
      }),
    );
  });

  it('are the same object where nothing changes, and where they are equal', () => {
    fc.assert(
      fc.property(paths, all => {
        const tree = setOf(all);
        const again = setOf([...all].reverse());
        expect(union(tree, again)).toBe(tree);
        expect(sharedTree(tree ?? {})).toBe(sharedTree(again ?? {}));
      }),
    );
  });
});
