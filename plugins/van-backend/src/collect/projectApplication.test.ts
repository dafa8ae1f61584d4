import applications from './__fixtures__/applications.json';
import { projectApplication } from './projectApplication';

describe('projectApplication', () => {
  it('keeps what Argo CD says of an Application that runs', () => {
    expect(projectApplication(applications.healthy)).toEqual({
      kind: 'application',
      key: 'argocd/web-edge-b',
      namespace: 'argocd',
      name: 'web-edge-b',
      labels: {
        'vanstage.io/application': 'web',
        'vanstage.io/cluster': 'edge-b',
      },
      destination: { name: 'edge-b', namespace: 'web' },
      source: {
        repoURL: 'https://git.example.com/acme/fleet.git',
        path: 'apps/web',
        targetRevision: 'main',
      },
      deleting: false,
      sync: 'Synced',
      health: 'Healthy',
      revision: expect.stringMatching(/^[0-9a-f]{40}$/),
      operationPhase: 'Succeeded',
      operationMessage: 'successfully synced (all tasks run)',
      operationFinishedAt: expect.stringMatching(/^2026-11-22T22:/),
      delivered: true,
      conditions: [],
      images: ['nginx:1.27'],
    });
  });

  it('is the same row after a resync in which nothing happened', () => {
    const { idle, idleOneResyncLater } = applications;
    expect(idle.status.reconciledAt).not.toBe(
      idleOneResyncLater.status.reconciledAt,
    );

    expect(projectApplication(idleOneResyncLater)).toEqual(
      projectApplication(idle),
    );
  });

  it('reads one that Argo CD has not looked at yet', () => {
    expect(projectApplication(applications.notReadYet)).toMatchObject({
      sync: '',
      health: '',
      delivered: false,
      operationPhase: undefined,
    });
  });

  it('tells a self-heal from another operation', () => {
    expect(projectApplication(applications.healing)).toMatchObject({
      operationPhase: 'Running',
      healAttempts: 1,
    });
    expect(projectApplication(applications.healthy).healAttempts).toBe(
      undefined,
    );
  });

  it('keeps how often Argo CD has tried an operation again', () => {
    const { retryingWhileCut, healthy } = applications;
    expect(retryingWhileCut.status.operationState.phase).toBe('Running');
    expect(projectApplication(retryingWhileCut).retryCount).toBe(3);
    expect(projectApplication(healthy).retryCount).toBeUndefined();
  });

  it.each([
    [
      'syncFailed' as const,
      { health: 'Healthy', operationPhase: 'Failed' },
      'SyncError',
    ],
    [
      'noSuchPath' as const,
      { sync: 'Unknown', health: 'Healthy' },
      'ComparisonError',
    ],
    [
      'noSuchCluster' as const,
      { sync: 'Unknown', health: 'Unknown' },
      'InvalidSpecError',
    ],
  ])('keeps the condition of %s', (name, expected, type) => {
    const row = projectApplication(applications[name]);

    expect(row).toMatchObject(expected);
    expect(row.conditions).toEqual([{ type, message: expect.any(String) }]);
  });

  it('keeps that it goes', () => {
    expect(projectApplication(applications.leaving).deleting).toBe(true);
  });

  it('keeps no labels that are not ours', () => {
    const { healthy } = applications;
    const labels = { team: 'web', 'vanstage.io/network': 'acme' };

    expect(
      projectApplication({
        ...healthy,
        metadata: { ...healthy.metadata, labels },
      }).labels,
    ).toEqual({ 'vanstage.io/network': 'acme' });
  });

  it('keeps no passwords of addresses, and no endless text', () => {
    const { healthy, noSuchPath } = applications;
    const address = 'https://joe:s3cr3t@git.example.com/acme/fleet.git';
    const row = projectApplication({
      ...healthy,
      spec: {
        ...healthy.spec,
        source: { ...healthy.spec.source, repoURL: address },
        destination: { server: `https://${'x'.repeat(1_000)}` },
      },
      status: {
        ...healthy.status,
        health: { status: 'x'.repeat(100) },
        conditions: [
          {
            ...noSuchPath.status.conditions[0],
            message: `failed to\0 fetch ${address} ${'x'.repeat(10_000)}`,
          },
        ],
      },
    });

    expect(JSON.stringify(row)).not.toContain('s3cr3t');
    expect(row.source?.repoURL).toBe('https://git.example.com/acme/fleet.git');
    expect(row.conditions[0].message).toHaveLength(4_000);
    expect(row.conditions[0].message).not.toContain('\0');
    expect(row.destination.server).toHaveLength(253);
    expect(row.health).toHaveLength(64);
  });

  it('keeps the account of an address for SSH', () => {
    const { healthy } = applications;
    const repoURL = 'ssh://git@git.example.com/acme/fleet.git';
    const source = { ...healthy.spec.source, repoURL };

    expect(
      projectApplication({ ...healthy, spec: { ...healthy.spec, source } })
        .source?.repoURL,
    ).toBe(repoURL);
  });

  it('refuses what is no Application', () => {
    expect(() => projectApplication({ metadata: {} })).toThrow();
  });
});
