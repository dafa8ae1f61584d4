import { serversBench } from './serversBench';

const load = { objects: 20, lists: 2, watches: 3, writes: 5 };

jest.setTimeout(120_000);

describe('serversBench', () => {
  it('measures the embedded server in a process of its own', async () => {
    const report = await serversBench({ load, kinds: ['embedded'] });
    const [{ columns, rows }] = report.tables;

    expect(columns).toHaveLength(3);
    expect(rows.map(([step]) => step)).toEqual([
      'create',
      'list',
      'list in pages of 500',
      'watch',
    ]);
    for (const [, perSecond] of rows) {
      expect(perSecond).toBeGreaterThan(0);
    }
  });
});
