import recorded from './__fixtures__/argoApplications.json';
import { placementState, type ArgoObservation } from './placementState';
import type { ClusterState, PlacementState } from './types';

/** What a real Argo CD wrote of one application, in order, as the states that a viewer sees one after the other. */
function story(application: string, clusterState: ClusterState = 'reachable') {
  const states: PlacementState[] = [];
  for (const argo of recorded) {
    if (argo.application === application) {
      const state = placementState({
        clusterState,
        declared: true,
        managed: true,
        argo,
      });
      if (states.at(-1) !== state) {
        states.push(state);
      }
    }
  }
  return states;
}

const settled: ArgoObservation = {
  deleting: false,
  delivered: true,
  sync: 'Synced',
  health: 'Healthy',
  operationPhase: 'Succeeded',
  conditions: [],
};

function stateOf(
  argo: Partial<ArgoObservation>,
  placement: { declared?: boolean; managed?: boolean } = {},
) {
  return placementState({
    clusterState: 'reachable',
    declared: true,
    managed: true,
    ...placement,
    argo: { ...settled, ...argo },
  });
}

describe('placementState, on what a real Argo CD wrote', () => {
  it('shows an object that the API server refuses as a failed sync, though its health stays Healthy', () => {
    expect(story('broken')).toEqual([
      'arriving',
      'syncFailed',
      'arriving',
      'syncFailed',
    ]);
  });

  it('shows a source that does not exist as a failed sync, though its health stays Healthy', () => {
    expect(story('nopath')).toEqual(['arriving', 'syncFailed']);
  });

  it('shows a destination that does not exist as a failed sync', () => {
    expect(story('nodest')).toEqual(['arriving', 'syncFailed']);
  });

  it('shows delivery, self-heal, a lost cluster Secret and deletion in their order', () => {
    expect([...new Set(story('web-edge-a'))]).toEqual([
      'arriving',
      'progressing',
      'outOfSync',
      'healing',
      'healthy',
      'syncFailed',
      'leaving',
      'missing',
    ]);
  });

  it('does not call a change that waits for a cut edge healthy', () => {
    const retrying = recorded.filter(argo =>
      argo.operationMessage?.startsWith('Retrying operation. Attempt #4'),
    );
    expect(retrying.map(argo => argo.application)).toContain('web-edge-b');
    for (const argo of retrying.filter(({ deleting }) => !deleting)) {
      expect(stateOf(argo)).toBe('outOfSync');
    }
  });

  it('claims nothing of a cluster that cannot be seen', () => {
    for (const clusterState of [
      'gone',
      'apiServerDown',
      'wrongCluster',
      'credentialRefused',
      'unknown',
    ] as const) {
      expect(story('web-edge-b', clusterState)).toEqual(['unknown']);
    }
  });
});

describe('placementState', () => {
  it('is healthy only when synced and healthy', () => {
    expect(stateOf({})).toBe('healthy');
    expect(stateOf({ health: 'Progressing' })).toBe('progressing');
    expect(stateOf({ health: 'Suspended' })).toBe('progressing');
    expect(stateOf({ health: '' })).toBe('progressing');
    expect(stateOf({ health: 'Unknown' })).toBe('unknown');
    expect(stateOf({ sync: 'OutOfSync' })).toBe('outOfSync');
    expect(stateOf({ sync: 'Unknown' })).toBe('unknown');
  });

  it('still sees a cluster of which only the adaptor is down', () => {
    expect(
      placementState({
        clusterState: 'adaptorDown',
        declared: true,
        managed: true,
        argo: settled,
      }),
    ).toBe('healthy');
  });

  it('is arriving until Argo CD has delivered it once', () => {
    const reachable = { clusterState: 'reachable', managed: true } as const;
    expect(placementState({ ...reachable, declared: true })).toBe('arriving');
    expect(
      placementState({
        clusterState: 'waitingToJoin',
        declared: true,
        managed: true,
      }),
    ).toBe('arriving');
    expect(
      stateOf({
        delivered: false,
        sync: 'OutOfSync',
        health: 'Missing',
        operationPhase: 'Running',
      }),
    ).toBe('arriving');
  });

  it('is missing when what was delivered is no longer there', () => {
    expect(
      stateOf({
        sync: 'OutOfSync',
        health: 'Missing',
        operationPhase: 'Running',
        operationMessage: 'Retrying operation. Attempt #1',
      }),
    ).toBe('missing');
    expect(stateOf({ sync: 'OutOfSync', health: 'Missing' })).toBe('missing');
  });

  it('tells healing, delivering and retrying apart while an operation runs', () => {
    const running = { sync: 'OutOfSync', operationPhase: 'Running' };
    expect(stateOf({ ...running, healAttempts: 1 })).toBe('healing');
    expect(stateOf(running)).toBe('progressing');
    expect(
      stateOf({
        ...running,
        operationMessage: 'Retrying operation. Attempt #2',
      }),
    ).toBe('outOfSync');
    expect(
      stateOf({
        ...running,
        operationMessage:
          'one or more synchronization tasks are not valid: failed to discover server resources for group version apps/v1: connection refused',
      }),
    ).toBe('outOfSync');
  });

  it('is a failed sync when an operation was retried often enough, though it goes on', () => {
    const running = { sync: 'OutOfSync', operationPhase: 'Running' };
    expect(stateOf({ ...running, retryCount: 5 })).toBe('syncFailed');
    expect(stateOf({ ...running, retryCount: 4 })).toBe('progressing');
    expect(stateOf({ retryCount: 5, operationPhase: 'Succeeded' })).toBe(
      'healthy',
    );
  });

  it('is leaving when no rule asks for it any more, and while it is deleted', () => {
    expect(stateOf({}, { declared: false })).toBe('leaving');
    expect(stateOf({ deleting: true })).toBe('leaving');
    expect(
      stateOf({ deleting: true, sync: 'OutOfSync', health: 'Missing' }),
    ).toBe('leaving');
    expect(
      placementState({
        clusterState: 'reachable',
        declared: false,
        managed: true,
      }),
    ).toBe('leaving');
  });

  it('does not call leaving what Vanstage did not put there', () => {
    expect(stateOf({}, { declared: false, managed: false })).toBe('healthy');
  });

  it('puts a failure before everything but a cluster that cannot be seen', () => {
    expect(stateOf({ operationPhase: 'Error' })).toBe('syncFailed');
    expect(stateOf({ operationPhase: 'Failed', health: 'Degraded' })).toBe(
      'syncFailed',
    );
    expect(
      stateOf({ deleting: true, conditions: [{ type: 'DeletionError' }] }),
    ).toBe('syncFailed');
    expect(stateOf({ conditions: [{ type: 'SharedResourceWarning' }] })).toBe(
      'healthy',
    );
  });

  it('infers from the last operation that it was delivered where the history is not known', () => {
    const { delivered, ...unknown } = settled;
    const placement = {
      clusterState: 'reachable',
      declared: true,
      managed: true,
    } as const;
    expect(delivered).toBe(true);
    expect(
      placementState({
        ...placement,
        argo: { ...unknown, sync: 'OutOfSync', operationPhase: 'Succeeded' },
      }),
    ).toBe('outOfSync');
    expect(
      placementState({
        ...placement,
        argo: { ...unknown, sync: 'OutOfSync', operationPhase: undefined },
      }),
    ).toBe('arriving');
  });
});
