import recorded from './__fixtures__/applications.json';
import { applicationSchema, type Application } from './applicationSchema';
import { decideAutoSync } from './autoSync';
import type { Comparison } from './compare';

const { source } = recorded.synced.status.sync.comparedTo;
const { revision } = recorded.synced.status.sync;
const now = new Date('2026-11-22T23:00:00Z');

const drifted: Comparison = {
  status: 'OutOfSync',
  resources: [
    {
      ref: {
        group: 'apps',
        version: 'v1',
        kind: 'Deployment',
        namespace: 'web',
        name: 'web',
      },
      status: 'OutOfSync',
      requiresPruning: false,
      hook: false,
      syncWave: 0,
    },
  ],
  hooks: [],
};

function application(options: {
  automated?: object;
  operationState?: object;
}): Application {
  return applicationSchema.parse({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'web-edge-a', namespace: 'argocd' },
    spec: {
      project: 'default',
      source,
      destination: { name: 'edge-a', namespace: 'web' },
      syncPolicy: {
        automated: options.automated,
        syncOptions: ['CreateNamespace=true'],
      },
    },
    status: { operationState: options.operationState },
  });
}

const automated = { prune: true, selfHeal: true };
const succeeded = {
  ...recorded.synced.status.operationState,
  operation: { sync: { revision } },
};

describe('decideAutoSync', () => {
  const decide = (found: Application, comparison: Comparison = drifted) =>
    decideAutoSync(found, {
      comparison,
      sources: { list: [source], several: false },
      revisions: [revision],
      now,
    });

  it('does nothing without automation, or when all is in sync', () => {
    expect(decide(application({}))).toEqual({ action: 'none' });
    expect(
      decide(application({ automated }), { ...drifted, status: 'Synced' }),
    ).toEqual({ action: 'none' });
  });

  it('asks for a new revision', () => {
    expect(decide(application({ automated }))).toEqual({
      action: 'sync',
      operation: {
        initiatedBy: { automated: true },
        retry: { limit: 5 },
        sync: {
          prune: true,
          revision,
          source,
          syncOptions: ['CreateNamespace=true'],
        },
      },
    });
  });

  it('heals a drift at the same revision with the operation that was recorded', () => {
    const decision = decide(
      application({ automated, operationState: succeeded }),
    );
    const { sync, ...operation } = recorded.healing.operation;
    expect(decision).toEqual({
      action: 'sync',
      operation: { ...operation, sync: { ...sync, revision } },
    });
  });

  it('leaves a drift alone without selfHeal', () => {
    expect(
      decide(
        application({
          automated: { prune: true },
          operationState: succeeded,
        }),
      ),
    ).toEqual({ action: 'none' });
  });

  it('waits longer from one heal to the next', () => {
    const healed = (autoHealAttemptsCount: number) =>
      decide(
        application({
          automated,
          operationState: {
            ...succeeded,
            finishedAt: now.toISOString(),
            operation: { sync: { revision, autoHealAttemptsCount } },
          },
        }),
      );
    expect(healed(1)).toEqual({ action: 'wait', milliseconds: 2_000 });
    expect(healed(2)).toEqual({ action: 'wait', milliseconds: 6_000 });
    expect(healed(9)).toEqual({ action: 'wait', milliseconds: 300_000 });
  });

  it('does not delete everything because Git is empty, unless that is allowed', () => {
    const [resource] = drifted.resources;
    const extra = {
      ...drifted,
      resources: [{ ...resource, requiresPruning: true }],
    };
    expect(decide(application({ automated }), extra)).toEqual({
      action: 'refuse',
      condition: {
        type: 'SyncError',
        message: `Skipping sync attempt to [${revision}]: auto-sync will wipe out all resources`,
      },
    });
    expect(
      decide(
        application({ automated: { ...automated, allowEmpty: true } }),
        extra,
      ).action,
    ).toBe('sync');
    expect(decide(application({ automated: { prune: false } }), extra)).toEqual(
      { action: 'none' },
    );
  });

  it('does not try again what failed at this revision', () => {
    expect(
      decide(
        application({
          automated,
          operationState: { ...succeeded, phase: 'Failed', message: 'no' },
        }),
      ),
    ).toEqual({
      action: 'refuse',
      condition: {
        type: 'SyncError',
        message: `Failed last sync attempt to [${revision}]: no`,
      },
    });
  });
});
