import { clusterDiagnosis, type ClusterObservation } from './clusterDiagnosis';

const paris: ClusterObservation = {
  cluster: 'paris',
  role: 'edge',
  declared: true,
  everSeen: true,
  skupper: { listener: 'matched' },
};

function diagnose(observation: Partial<ClusterObservation>) {
  return clusterDiagnosis({ ...paris, ...observation });
}

describe('clusterDiagnosis', () => {
  it.each([
    ['answered', 'reachable', /answers through the VAN/],
    ['refused', 'gone', /refused, although Skupper still lists it/],
    ['silent', 'gone', /nothing answers/],
    ['closed', 'apiServerDown', /closes each connection/],
    ['wrongCertificate', 'wrongCluster', /not signed by its CA/],
    ['unauthorized', 'credentialRefused', /refuses the portal's token/],
    ['hubUnreachable', 'unknown', /hub does not answer/],
  ] as const)('reads %s as %s', (outcome, state, sentence) => {
    const result = diagnose({ outcome });
    expect(result.state).toBe(state);
    expect(result.diagnosis).toMatch(sentence);
    expect(result.diagnosis).toContain('paris');
  });

  it('believes the probe when Skupper says that an edge is gone', () => {
    const result = diagnose({
      outcome: 'answered',
      skupper: { listener: 'unmatched' },
    });
    expect(result.state).toBe('adaptorDown');
    expect(result.diagnosis).toMatch(/traffic flows/);
  });

  it('does not ask Skupper about the hub', () => {
    expect(
      clusterDiagnosis({
        cluster: 'hub',
        role: 'hub',
        declared: true,
        everSeen: true,
        outcome: 'answered',
      }),
    ).toEqual({ state: 'reachable', diagnosis: 'hub answers.' });
    expect(
      diagnose({ role: 'hub', outcome: 'closed', skupper: undefined })
        .diagnosis,
    ).not.toContain('VAN');
  });

  it('knows nothing before the hub was read for the first time', () => {
    const unread = diagnose({
      everSeen: false,
      credentialMissing: true,
      hubUnread: true,
      skupper: undefined,
    });
    expect(unread.state).toBe('unknown');
    expect(unread.diagnosis).toMatch(/hub has not been read yet/);
    expect(diagnose({ outcome: 'answered', hubUnread: true }).state).toBe(
      'reachable',
    );
  });

  it('waits for a declared cluster that was never seen', () => {
    const never = { everSeen: false };
    expect(diagnose(never).state).toBe('waitingToJoin');
    expect(
      diagnose({
        ...never,
        outcome: 'refused',
        skupper: { listener: 'unmatched' },
      }),
    ).toMatchObject({
      state: 'waitingToJoin',
      diagnosis: expect.stringMatching(/the hub is ready/),
    });
    expect(
      diagnose({
        ...never,
        outcome: 'refused',
        skupper: { listener: 'missing' },
      }),
    ).toMatchObject({
      state: 'waitingToJoin',
      diagnosis: expect.stringMatching(/no Listener/),
    });
    expect(diagnose({ ...never, credentialMissing: true })).toMatchObject({
      state: 'waitingToJoin',
      diagnosis: expect.stringMatching(/no credential/),
    });
  });

  it('does not wait for one that answers wrongly, or that nobody declared', () => {
    expect(
      diagnose({ everSeen: false, outcome: 'wrongCertificate' }).state,
    ).toBe('wrongCluster');
    expect(
      diagnose({ everSeen: false, declared: false, outcome: 'refused' }).state,
    ).toBe('gone');
  });

  it('says that it does not know before the first probe', () => {
    expect(diagnose({}).state).toBe('unknown');
    expect(diagnose({ credentialMissing: true }).diagnosis).toMatch(
      /Restore the portal's Secret/,
    );
  });

  it('tells an edge that is gone from a hub without a way to it', () => {
    expect(
      diagnose({ outcome: 'refused', skupper: { listener: 'unmatched' } })
        .diagnosis,
    ).toMatch(/its Skupper router or its way to the hub is down/);
    expect(
      diagnose({ outcome: 'refused', skupper: { listener: 'missing' } })
        .diagnosis,
    ).toMatch(/There is no way to paris/);
  });
});
