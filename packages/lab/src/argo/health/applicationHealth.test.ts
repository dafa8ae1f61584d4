import type { KubeObject } from '../../controller';
import { applicationHealth } from './applicationHealth';
import { resourceHealth } from './resourceHealth';

function deployment(status: object, spec: object = {}): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'web', generation: 2 },
    spec: { replicas: 2, ...spec },
    status: { observedGeneration: 2, ...status },
  };
}

const rolledOut = { replicas: 2, updatedReplicas: 2, availableReplicas: 2 };
const configMap: KubeObject = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'web', namespace: 'web' },
};

describe('resourceHealth', () => {
  it.each<[string, KubeObject, string]>([
    ['rolled out', deployment(rolledOut), 'Healthy'],
    ['paused', deployment(rolledOut, { paused: true }), 'Suspended'],
    ['not looked at yet', deployment({ observedGeneration: 1 }), 'Progressing'],
    [
      'half updated',
      deployment({ ...rolledOut, updatedReplicas: 1 }),
      'Progressing',
    ],
    [
      'not all available',
      deployment({ ...rolledOut, availableReplicas: 1 }),
      'Progressing',
    ],
    [
      'late',
      deployment({
        conditions: [
          {
            type: 'Progressing',
            status: 'False',
            reason: 'ProgressDeadlineExceeded',
          },
        ],
      }),
      'Degraded',
    ],
  ])('a Deployment that is %s', (_, object, status) => {
    expect(resourceHealth(object)?.status).toBe(status);
  });

  it('is Progressing while an object is being deleted', () => {
    expect(
      resourceHealth({
        ...configMap,
        metadata: {
          ...configMap.metadata,
          deletionTimestamp: '2026-11-22T22:00:00Z',
        },
      }),
    ).toEqual({ status: 'Progressing', message: 'Pending deletion' });
  });

  it('does not count for kinds without a check', () => {
    expect(resourceHealth(configMap)).toBeUndefined();
  });
});

describe('applicationHealth', () => {
  it('names what is the worst', () => {
    expect(
      applicationHealth([{ live: configMap }, { live: deployment({}) }]),
    ).toEqual({
      status: 'Progressing',
      message: 'Caused by apps/Deployment:web/web',
    });
  });

  it('is Missing only when nothing is there', () => {
    expect(applicationHealth([{}, {}])).toEqual({ status: 'Missing' });
    expect(applicationHealth([{}, { live: configMap }])).toEqual({
      status: 'Healthy',
    });
    expect(applicationHealth([])).toEqual({ status: 'Healthy' });
  });
});
