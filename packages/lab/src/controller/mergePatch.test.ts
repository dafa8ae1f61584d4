import { mergePatchBetween } from './mergePatch';

describe('mergePatchBetween', () => {
  it('is nothing between equals', () => {
    expect(
      mergePatchBetween({ a: { b: [1] }, c: undefined }, { a: { b: [1] } }),
    ).toBeUndefined();
  });

  it('names what changed, what is new and what is gone', () => {
    expect(
      mergePatchBetween(
        { keep: 1, change: { a: 1, b: 2 }, list: [1, 2], gone: {} },
        { keep: 1, change: { a: 1, b: 3 }, list: [2], fresh: true },
      ),
    ).toEqual({ change: { b: 3 }, list: [2], fresh: true, gone: null });
  });
});
