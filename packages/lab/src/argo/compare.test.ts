import type { KubeObject } from '../controller';
import { applyPatch, compare, tracked, withLastApplied } from './compare';

function deployment(spec: object): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'web' },
    spec,
  };
}

describe('compare', () => {
  it('finds in sync what has only been given defaults', () => {
    const target = tracked(
      deployment({ template: { containers: [{ name: 'web', image: 'a:1' }] } }),
      'web-paris',
    );
    const live = {
      ...withLastApplied(target),
      spec: {
        replicas: 1,
        template: {
          containers: [
            { name: 'web', image: 'a:1', imagePullPolicy: 'Always' },
          ],
        },
      },
      status: { replicas: 1 },
    };

    expect(compare({ targets: [target], live: [live] }).status).toBe('Synced');
  });

  it.each<[string, object, object]>([
    ['a value', { replicas: 2 }, { replicas: 3 }],
    [
      'an item',
      { containers: [{ image: 'a:1' }] },
      { containers: [{ image: 'a:2' }] },
    ],
    ['the length of a list', { ports: [1] }, { ports: [1, 2] }],
  ])('finds out of sync what differs in %s', (_, wanted, actual) => {
    const target = deployment(wanted);
    expect(
      compare({ targets: [target], live: [deployment(actual)] }).status,
    ).toBe('OutOfSync');
    expect(applyPatch(target, deployment(actual))).toEqual({ spec: wanted });
  });

  it('removes what Git named before, and keeps what it never named', () => {
    const before = withLastApplied(deployment({ paused: true, replicas: 1 }));
    const live = { ...before, spec: { paused: true, replicas: 1, own: 'x' } };

    expect(applyPatch(deployment({ replicas: 1 }), live)).toEqual({
      metadata: undefined,
      spec: { paused: null },
    });
  });

  it('tells what is missing from what has to be pruned', () => {
    const target = deployment({});
    const extra: KubeObject = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'old', namespace: 'web' },
    };

    expect(compare({ targets: [target], live: [extra] })).toEqual({
      status: 'OutOfSync',
      hooks: [],
      resources: [
        {
          ref: {
            group: '',
            version: 'v1',
            kind: 'Service',
            namespace: 'web',
            name: 'old',
          },
          live: extra,
          status: 'OutOfSync',
          requiresPruning: true,
          hook: false,
          syncWave: 0,
        },
        {
          ref: {
            group: 'apps',
            version: 'v1',
            kind: 'Deployment',
            namespace: 'web',
            name: 'web',
          },
          target,
          live: undefined,
          status: 'OutOfSync',
          requiresPruning: false,
          hook: false,
          syncWave: 0,
        },
      ],
    });
  });
});
