import { builtinFieldType } from './openApi/builtinSchemas';
import { jsonPatch, mergePatch } from './patch';
import { strategicMergePatch } from './strategicMerge';

describe('mergePatch', () => {
  it('merges objects, replaces lists and drops nulls', () => {
    expect(
      mergePatch(
        { a: { b: 1, c: 2 }, list: [1, 2], gone: true },
        { a: { c: 3, d: { e: null, f: 4 } }, list: [9], gone: null },
      ),
    ).toEqual({ a: { b: 1, c: 3, d: { f: 4 } }, list: [9] });
  });

  it('leaves the target as it was', () => {
    const target = { a: { b: 1 } };
    mergePatch(target, { a: { b: 2 } });
    expect(target).toEqual({ a: { b: 1 } });
  });
});

describe('jsonPatch', () => {
  const target = { a: { 'x/y': 1 }, list: ['p', 'q'] };

  it.each([
    [
      [{ op: 'add', path: '/list/1', value: 'new' }],
      { ...target, list: ['p', 'new', 'q'] },
    ],
    [
      [{ op: 'add', path: '/list/-', value: 'new' }],
      { ...target, list: ['p', 'q', 'new'] },
    ],
    [[{ op: 'remove', path: '/list/0' }], { ...target, list: ['q'] }],
    [
      [{ op: 'replace', path: '/a/x~1y', value: 2 }],
      { ...target, a: { 'x/y': 2 } },
    ],
    [
      [{ op: 'move', from: '/a/x~1y', path: '/a/z' }],
      { ...target, a: { z: 1 } },
    ],
    [
      [{ op: 'copy', from: '/list/0', path: '/first' }],
      { ...target, first: 'p' },
    ],
    [[{ op: 'test', path: '/list/1', value: 'q' }], target],
    [
      [{ op: 'replace', path: '/list/-1', value: 'z' }],
      { ...target, list: ['p', 'z'] },
    ],
    [[{ op: 'replace', path: '/new', value: 1 }], { ...target, new: 1 }],
    [[{ op: 'test', path: '/missing', value: null }], target],
  ])('applies %j', (patch, expected) => {
    expect(jsonPatch(target, patch)).toEqual(expected);
  });

  it.each([
    [[{ op: 'test', path: '/list/1', value: 'p' }]],
    [[{ op: 'remove', path: '/missing' }]],
    [[{ op: 'replace', path: '/list/7', value: 1 }]],
    [[{ op: 'add', path: '/missing/deep', value: 1 }]],
    [[{ op: 'move', from: '/missing', path: '/new' }]],
    [[{ op: 'nonsense', path: '/a' }]],
  ])('refuses %j without a reason', patch => {
    expect(() => jsonPatch(target, patch)).toThrow(
      'the server rejected our request due to an error in our request',
    );
  });

  it('refuses what is no list, and too much', () => {
    expect(() => jsonPatch(target, {})).toThrow(
      'cannot unmarshal object into Go value of type []handlers.jsonPatchOp',
    );
    const test = { op: 'test', path: '/list/1', value: 'q' };
    expect(() => jsonPatch(target, new Array(10_001).fill(test))).toThrow(
      'maximum operations in a JSON patch is 10000, got 10001',
    );
  });
});

describe('strategicMergePatch', () => {
  const pod = builtinFieldType({ group: '', version: 'v1', kind: 'Pod' });
  const patched = (object: unknown, patch: unknown) =>
    strategicMergePatch(object, patch, pod);
  const target = {
    metadata: { finalizers: ['one'], labels: { a: '1', b: '2' } },
    spec: {
      containers: [
        { name: 'web', image: 'web:1', args: ['x'] },
        { name: 'log', image: 'log:1' },
      ],
      tolerations: [{ key: 'a' }],
    },
  };

  it('merges lists by their keys and replaces the others', () => {
    expect(
      patched(target, {
        spec: {
          containers: [
            { name: 'web', image: 'web:2' },
            { name: 'new', image: 'n' },
          ],
          tolerations: [{ key: 'b' }],
        },
      }),
    ).toEqual({
      ...target,
      spec: {
        containers: [
          { name: 'web', image: 'web:2', args: ['x'] },
          { name: 'new', image: 'n' },
          { name: 'log', image: 'log:1' },
        ],
        tolerations: [{ key: 'b' }],
      },
    });
  });

  it('follows the directives', () => {
    expect(
      patched(target, {
        metadata: {
          finalizers: ['two'],
          labels: { b: null },
          '$deleteFromPrimitiveList/finalizers': ['one'],
        },
        spec: {
          containers: [{ name: 'log', $patch: 'delete' }],
          '$setElementOrder/containers': [{ name: 'web' }],
        },
      }),
    ).toEqual({
      metadata: { finalizers: ['two'], labels: { a: '1' } },
      spec: {
        containers: [{ name: 'web', image: 'web:1', args: ['x'] }],
        tolerations: [{ key: 'a' }],
      },
    });
    expect(
      patched(
        { metadata: { labels: { a: '1' } } },
        { metadata: { labels: { $patch: 'replace', z: '9' } } },
      ),
    ).toEqual({ metadata: { labels: { z: '9' } } });
  });

  it('brings lists into the order that the patch asks for', () => {
    expect(
      patched(target, {
        spec: {
          '$setElementOrder/containers': [{ name: 'log' }, { name: 'web' }],
          containers: [{ name: 'web', image: 'web:2' }],
        },
      }),
    ).toMatchObject({
      spec: { containers: [{ name: 'log' }, { name: 'web', image: 'web:2' }] },
    });
    expect(
      patched(target, {
        spec: {
          '$setElementOrder/containers': [{ name: 'log' }, { name: 'web' }],
        },
      }),
    ).toMatchObject({
      spec: { containers: [{ name: 'log' }, { name: 'web' }] },
    });
  });

  it('keeps only the named keys of a map', () => {
    const deployment = builtinFieldType({
      group: 'apps',
      version: 'v1',
      kind: 'Deployment',
    });
    const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } };
    expect(
      strategicMergePatch(
        { spec: { strategy } },
        { spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } } },
        deployment,
      ),
    ).toEqual({ spec: { strategy: { type: 'Recreate' } } });
  });

  it('refuses items without their key and unknown directives', () => {
    expect(() =>
      patched(target, { spec: { containers: [{ image: 'x' }] } }),
    ).toThrow('map: map[image:x] does not contain declared merge key: name');
    expect(() => patched(target, { spec: { $patch: 'nonsense' } })).toThrow(
      'unknown patch type: nonsense in map: map[$patch:nonsense]',
    );
  });
});
