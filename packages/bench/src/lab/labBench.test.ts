import { labBench } from './labBench';

jest.setTimeout(180_000);

describe('labBench', () => {
  it('measures a lab of two networks in a process of its own', async () => {
    const report = await labBench({
      sizes: [
        {
          networks: ['north', 'south'],
          edges: 1,
          applications: 2,
          deployments: 1,
        },
      ],
      settleSeconds: 120,
      idleSeconds: 0.2,
    });
    const [{ rows, columns }] = report.tables;
    const figures = new Map(
      columns.map((column, index) => [column, rows[0][index]]),
    );

    expect(figures.get('networks × edges')).toBe('2 × 1');
    expect(figures.get('Applications')).toBe(4);
    // The root Applications of both networks, too.
    expect(figures.get('Synced and Healthy')).toBe(6);
    expect(figures.get('settled, MB')).toBeGreaterThan(0);
    expect(figures.get('settled, CPU s')).toBeGreaterThan(0);
  });
});
