import { onceForEach } from './onceForEach';

describe('onceForEach', () => {
  it('makes one result for each object, even where it is undefined', () => {
    const make = jest.fn((input: { name?: string }) => input.name);
    const once = onceForEach(make);
    const [first, second] = [{ name: 'a' }, {}];

    expect([once(first), once(second), once(first), once(second)]).toEqual([
      'a',
      undefined,
      'a',
      undefined,
    ]);
    expect(make).toHaveBeenCalledTimes(2);
  });
});
