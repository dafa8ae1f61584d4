import fc from 'fast-check';
import { nextSizes } from './rollout';

const set = fc.tuple(fc.nat(8), fc.nat(8)).map(([replicas, available]) => ({
  replicas,
  available: Math.min(replicas, available),
}));

describe('nextSizes', () => {
  it('never has more Pods than wanted and a quarter, unless it has them already', () => {
    fc.assert(
      fc.property(fc.nat(8), set, fc.array(set), (wanted, current, old) => {
        const sizes = nextSizes({ wanted, current, old });
        const total = sizes.current + sizes.old.reduce((a, b) => a + b, 0);
        const before = old.reduce((sum, { replicas }) => sum + replicas, 0);
        expect(total).toBeLessThanOrEqual(
          Math.max(wanted + Math.ceil(wanted / 4), before),
        );
      }),
    );
  });

  it('ends with the wanted number of the current template only', () => {
    fc.assert(
      fc.property(fc.nat(8), set, (wanted, old) => {
        let current = { replicas: 0, available: 0 };
        let previous = old;
        for (let step = 0; step < 20; step++) {
          const sizes = nextSizes({ wanted, current, old: [previous] });
          const [oldSize] = sizes.old;
          // All Pods become available before the next step.
          current = { replicas: sizes.current, available: sizes.current };
          previous = { replicas: oldSize, available: oldSize };
        }
        expect([current.replicas, previous.replicas]).toEqual([wanted, 0]);
      }),
    );
  });

  it('keeps old Pods until new ones are available', () => {
    expect(
      nextSizes({
        wanted: 2,
        current: { replicas: 1, available: 0 },
        old: [{ replicas: 2, available: 2 }],
      }),
    ).toEqual({ current: 1, old: [2] });
  });
});
