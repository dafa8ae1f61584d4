import {
  type PlacementState,
  worstPlacementState,
} from '@vanstage/backstage-plugin-van-common';
import { placementStateRank } from './states';

describe('placementStateRank', () => {
  it('puts the worse of each two states first', () => {
    const states = Object.keys(placementStateRank) as PlacementState[];
    for (const a of states) {
      for (const b of states) {
        const first = placementStateRank[a] <= placementStateRank[b] ? a : b;
        expect(worstPlacementState([a, b])).toBe(first);
      }
    }
  });
});
