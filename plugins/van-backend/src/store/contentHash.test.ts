import { contentHash } from './contentHash';

describe('contentHash', () => {
  it('is the same for the same content, whatever the order of keys', () => {
    expect(contentHash({ a: 1, b: { c: [1, { d: 2, e: 3 }] } })).toBe(
      contentHash({ b: { c: [1, { e: 3, d: 2 }] }, a: 1 }),
    );
  });

  it('takes an undefined key for an absent one', () => {
    expect(contentHash({ a: 1, b: undefined })).toBe(contentHash({ a: 1 }));
  });

  it('tells apart other values and another order of a list', () => {
    expect(contentHash({ a: 1 })).not.toBe(contentHash({ a: '1' }));
    expect(contentHash(['a', 'b'])).not.toBe(contentHash(['b', 'a']));
  });
});
