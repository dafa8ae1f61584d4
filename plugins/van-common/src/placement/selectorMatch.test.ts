import fc from 'fast-check';
import { selectors } from '../__testUtils__/arbitraries';
import { selectorMatch } from './selectorMatch';

const none = { anyOf: [], allOf: [], noneOf: [], names: [] };
const web = { name: 'web', tags: ['retail', 'team:payments'] };

describe('selectorMatch', () => {
  it('needs one tag of anyOf and says which', () => {
    expect(
      selectorMatch({ ...none, anyOf: ['retail', 'factory'] }, web),
    ).toEqual(['retail']);
    expect(selectorMatch({ ...none, anyOf: ['factory'] }, web)).toBeUndefined();
  });

  it('needs every tag of allOf', () => {
    const both = ['retail', 'team:payments'];
    expect(selectorMatch({ ...none, allOf: both }, web)).toEqual(both);
    expect(
      selectorMatch({ ...none, allOf: [...both, 'x'] }, web),
    ).toBeUndefined();
  });

  it('matches by the absence of noneOf', () => {
    expect(selectorMatch({ ...none, noneOf: ['factory'] }, web)).toEqual([]);
    expect(selectorMatch({ ...none, noneOf: ['retail'] }, web)).toBeUndefined();
  });

  it('narrows to the names', () => {
    expect(selectorMatch({ ...none, names: ['web'] }, web)).toEqual(['web']);
    expect(
      selectorMatch({ ...none, anyOf: ['retail'], names: ['shop'] }, web),
    ).toBeUndefined();
  });

  it('matches nothing when it says nothing', () => {
    expect(selectorMatch(none, web)).toBeUndefined();
  });

  it('agrees with the definition for every selector and thing', () => {
    const things = fc.record({
      name: fc.constantFrom('ab', 'web', 'other'),
      tags: fc.subarray(['a', 'b', 'c', 'role:edge', 'region:eu', 'region:us']),
    });
    fc.assert(
      fc.property(selectors, things, (selector, thing) => {
        const carried = new Set(thing.tags);
        const count = (tags: string[]) =>
          tags.reduce((sum, tag) => sum + (carried.has(tag) ? 1 : 0), 0);
        const { anyOf, allOf, noneOf, names } = selector;
        const says = anyOf.length + allOf.length + noneOf.length + names.length;
        const expected =
          says > 0 &&
          (anyOf.length === 0 || count(anyOf) > 0) &&
          count(allOf) === allOf.length &&
          count(noneOf) === 0 &&
          (names.length === 0 || names.includes(thing.name));

        const match = selectorMatch(selector, thing);

        expect(match !== undefined).toBe(expected);
        for (const item of match ?? []) {
          expect([...thing.tags, thing.name]).toContain(item);
        }
      }),
    );
  });
});
