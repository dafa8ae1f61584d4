import { mapFields, mapItems } from './mapParts';

const increase = (value: unknown) => Number(value) + 1;
const keep = (value: unknown) => value;

describe('mapFields', () => {
  it('is the object itself where nothing changes', () => {
    const object = { a: 1, b: { c: 2 } };

    expect(mapFields(object, keep)).toBe(object);
  });

  it('changes and drops fields of a copy', () => {
    const object = { a: 1, b: 2, c: 3 };
    const changed = mapFields(object, (value, field) =>
      field === 'b' ? undefined : increase(value),
    );

    expect(changed).toEqual({ a: 2, c: 4 });
    expect(object).toEqual({ a: 1, b: 2, c: 3 });
  });
});

describe('mapItems', () => {
  it('is the list itself where nothing changes, and a new one otherwise', () => {
    const list = [1, 2];

    expect(mapItems(list, keep)).toBe(list);
    expect(mapItems(list, increase)).toEqual([2, 3]);
    expect(list).toEqual([1, 2]);
  });
});
