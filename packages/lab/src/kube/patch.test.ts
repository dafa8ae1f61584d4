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
  ])('applies %j', (patch, expected) => {
    expect(jsonPatch(target, patch)).toEqual(expected);
  });

  it.each([
    [[{ op: 'test', path: '/list/1', value: 'p' }], 'testing path'],
    [[{ op: 'remove', path: '/missing' }], 'does not exist'],
    [[{ op: 'replace', path: '/list/7', value: 1 }], 'does not exist'],
    [[{ op: 'nonsense', path: '/a' }], 'error decoding patch'],
  ])('refuses %j', (patch, message) => {
    expect(() => jsonPatch(target, patch)).toThrow(message);
  });
});

describe('strategicMergePatch', () => {
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
      strategicMergePatch(target, {
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
          { name: 'log', image: 'log:1' },
          { name: 'new', image: 'n' },
        ],
        tolerations: [{ key: 'b' }],
      },
    });
  });

  it('follows the directives', () => {
    expect(
      strategicMergePatch(target, {
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
      strategicMergePatch(
        { metadata: { labels: { a: '1' } } },
        { metadata: { labels: { $patch: 'replace', z: '9' } } },
      ),
    ).toEqual({ metadata: { labels: { z: '9' } } });
  });
});
