import { place } from '@vanstage/backstage-plugin-van-common';
import { domainBench } from './domainBench';
import { domainFiles, domainFleet } from './domainFleet';
import { placeNaively } from './placeNaively';

const size = { clusters: 40, applications: 60, rules: 30 };

describe('domainBench', () => {
  it('measures each step', () => {
    const [table] = domainBench({ size, runs: 2 }).tables;

    expect(table.notes[0]).toMatch(/plan removes [1-9]/);
    expect(table.rows.map(([step]) => step)).toEqual([
      'read the files',
      'place',
      'plan a change',
      'render',
    ]);
    for (const [, first, best, cpu] of table.rows) {
      expect(first).toBeGreaterThan(0);
      expect(best).toBeGreaterThan(0);
      expect(cpu).toBeGreaterThanOrEqual(0);
    }
  });

  it('compares with a peer that comes to the same placements', () => {
    const fleet = domainFleet(domainFiles(size));
    const placements = place(fleet);

    expect(placements.length).toBeGreaterThan(0);
    expect(sorted(placeNaively(fleet))).toEqual(sorted(placements));
  });
});

function sorted<T extends { application: string; cluster: string }>(
  placements: T[],
): T[] {
  const key = ({ application, cluster }: T) => `${application}/${cluster}`;
  return [...placements].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
