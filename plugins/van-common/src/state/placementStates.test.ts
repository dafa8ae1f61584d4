import { needsAttention, worstPlacementState } from './placementStates';

describe('worstPlacementState', () => {
  it('lets the worst placement stand for the application', () => {
    expect(worstPlacementState(['healthy', 'degraded', 'unknown'])).toBe(
      'degraded',
    );
    expect(worstPlacementState(['healthy', 'unknown', 'progressing'])).toBe(
      'unknown',
    );
    expect(worstPlacementState(['healthy', 'healthy'])).toBe('healthy');
  });

  it('has none for an application that is nowhere', () => {
    expect(worstPlacementState([])).toBeUndefined();
  });
});

describe('needsAttention', () => {
  it('leaves a person alone with what is well or on its way', () => {
    expect(needsAttention('healthy')).toBe(false);
    expect(needsAttention('arriving')).toBe(false);
    expect(needsAttention('leaving')).toBe(false);
    expect(needsAttention('progressing')).toBe(false);
  });

  it('asks for attention to everything else', () => {
    expect(needsAttention('unknown')).toBe(true);
    expect(needsAttention('syncFailed')).toBe(true);
    expect(needsAttention('degraded')).toBe(true);
    expect(needsAttention('missing')).toBe(true);
    expect(needsAttention('outOfSync')).toBe(true);
    expect(needsAttention('healing')).toBe(true);
  });
});
