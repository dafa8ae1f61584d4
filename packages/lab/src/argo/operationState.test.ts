import recorded from './__fixtures__/applications.json';
import { applicationSchema, type OperationState } from './applicationSchema';
import {
  begun,
  duration,
  ended,
  historyAfter,
  retryAt,
  retrying,
  syncResultOf,
} from './operationState';

const source = recorded.synced.status.sync.comparedTo.source;
const revision = recorded.cut.status.operationState.operation.sync.revision;

function application(status: unknown, operation?: unknown) {
  return applicationSchema.parse({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'web-edge-b', namespace: 'argocd' },
    spec: { project: 'default', source, destination: { name: 'edge-b' } },
    status,
    operation,
  });
}

function running(): OperationState {
  const { operation } = application(undefined, recorded.cut.operation);
  if (!operation) {
    throw new Error('The recorded Application has an operation');
  }
  return begun(operation, new Date('2026-11-22T22:18:04.300Z'));
}

const resources = application(recorded.cut.status).status?.operationState
  ?.syncResult?.resources;

describe('an operation on a cut edge', () => {
  const message =
    recorded.cut.status.operationState.message.split('. Retrying')[0];

  const syncResult = syncResultOf(
    { list: [source], several: false },
    { revisions: [revision], resources: resources ?? [] },
  );

  it('fails and waits as the recorded one', () => {
    const failed = ended(
      { ...running(), syncResult },
      {
        outcome: { phase: 'Failed', message },
        now: new Date('2026-11-22T22:18:04.900Z'),
      },
    );
    expect(failed).toEqual(recorded.cut.status.operationState);
    // Its message names 22:18:09; the recorded one was tried again at 22:18:14.
    expect(retryAt(failed)).toEqual(new Date('2026-11-22T22:18:14Z'));
    expect(retrying(failed)).toEqual(recorded.retrying.status.operationState);
  });

  it('goes for what is newest when its strategy says so', () => {
    const state = {
      ...running(),
      retryCount: 2,
      operation: { retry: { limit: -1, refresh: true }, sync: { revision } },
    };
    expect(retrying(state)).toMatchObject({
      message: 'Retrying operation with latest revisions. Attempt #2',
      operation: { sync: {} },
    });
    expect(retrying(state).operation.sync?.revision).toBeUndefined();
  });

  it('gives up after its limit, never with a negative one', () => {
    const attempt = (limit: number) =>
      ended(
        { ...running(), operation: { retry: { limit } }, retryCount: 5 },
        { outcome: { phase: 'Failed', message: 'no' }, now: new Date() },
      );
    expect(attempt(5)).toMatchObject({
      phase: 'Failed',
      message: 'no (retried 5 times).',
    });
    expect(attempt(-1)).toMatchObject({ phase: 'Running', retryCount: 6 });
  });

  it('does not try again what was terminated', () => {
    expect(
      ended(
        { ...running(), phase: 'Terminating' },
        {
          outcome: { phase: 'Failed', message: 'Operation terminated' },
          now: new Date(),
        },
      ),
    ).toMatchObject({ phase: 'Failed', message: 'Operation terminated' });
  });
});

describe('syncResultOf', () => {
  it('names lists of several sources, and what Go makes of the single one', () => {
    expect(
      syncResultOf(
        { list: [source, source], several: true },
        { revisions: ['a', 'b'], resources: [] },
      ),
    ).toEqual({
      revision: '',
      revisions: ['a', 'b'],
      source: { repoURL: '' },
      sources: [source, source],
    });
  });
});

describe('historyAfter', () => {
  const before = application(recorded.synced.status);
  const done = application(recorded.synced.status).status?.operationState;

  it('adds a success with the next id', () => {
    expect(
      historyAfter(before, { ...running(), ...done, phase: 'Succeeded' }),
    ).toMatchObject([{ id: 0 }, { id: 1 }, { id: 2 }, { id: 3 }]);
  });

  it('does not add a heal', () => {
    const heal = application(recorded.healing.status).status?.operationState;
    expect(
      historyAfter(before, {
        ...running(),
        ...done,
        ...heal,
        phase: 'Succeeded',
      }),
    ).toBe(before.status?.history);
  });
});

describe('duration', () => {
  it.each([
    ['5s', 5_000],
    ['1m30s', 90_000],
    ['3m', 180_000],
    ['10', 10_000],
    ['1.5s', 1_500],
  ])('reads %s', (text, milliseconds) => {
    expect(duration(text)).toBe(milliseconds);
  });
});
