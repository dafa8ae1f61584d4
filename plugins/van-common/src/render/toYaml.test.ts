import fc from 'fast-check';
import { parse } from 'yaml';
import { toYaml, type YamlValue } from './toYaml';

const words = fc.constantFrom(
  'no',
  'Yes',
  'null',
  '~',
  'true',
  '1e3',
  '0x1f',
  '1_000',
  '12:30:45',
  '2026-11-23',
  '.inf',
  '- a',
  'a: b',
  'a #b',
  ' a',
  '',
  '{{ .name }}',
  '*x',
  '&x',
  '!x',
  '%x',
  '@x',
  '`x`',
  '"x"',
  "'x'",
  'a\nb',
  'a\tb',
  '\u0085\u2028\ufeff',
  '---',
  '...',
  '<<',
  '=',
  'https://git.example.com:8443/a/b.git',
);
const scalars = fc.oneof(
  words,
  fc.string({ unit: 'binary' }),
  fc.boolean(),
  fc.integer(),
);

const { values } = fc.letrec<{ values: YamlValue }>(tie => ({
  values: fc.oneof(
    { depthSize: 'small' },
    scalars,
    fc.array(tie('values'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(words, fc.string()), tie('values'), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  ),
}));

describe('toYaml', () => {
  it('reads well', () => {
    expect(
      toYaml({
        kind: 'Listener',
        labels: { 'vanstage.io/cluster': 'no', url: 'https://a.example/b.git' },
        empty: [],
        list: [{ name: 'a', port: 443 }, 'b', ['c', 'd'], {}],
        nested: { list: [[{ deep: true }]] },
      }),
    ).toBe(`kind: Listener
labels:
  vanstage.io/cluster: "no"
  url: https://a.example/b.git
empty: []
list:
  - name: a
    port: 443
  - b
  - - c
    - d
  - {}
nested:
  list:
    - - deep: true
`);
  });

  it.each(['1.1', '1.2'] as const)(
    'is read by YAML %s as what was written',
    version => {
      fc.assert(
        fc.property(values, value => {
          expect(parse(toYaml(value), { version, merge: false })).toEqual(
            value,
          );
        }),
        { numRuns: 500 },
      );
    },
  );
});
