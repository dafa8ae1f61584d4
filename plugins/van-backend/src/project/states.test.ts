import {
  type PlacementState,
  worstPlacementState,
} from '@vanstage/backstage-plugin-van-common';
import { placementStateRank } from './states';

describe('placementStateRank', () => {
  it('puts the worse of each two states first', () => {
    const states: PlacementState[] = [
      'arriving',
      'degraded',
      'healing',
      'healthy',
      'leaving',
      'missing',
      'outOfSync',
      'progressing',
      'syncFailed',
      'unknown',
    ];
    expect(Object.keys(placementStateRank).sort()).toEqual(states);
    for (const a of states) {
      for (const b of states) {
        const first = placementStateRank[a] <= placementStateRank[b] ? a : b;
        expect(worstPlacementState([a, b])).toBe(first);
      }
    }
  });
});
