import { writeFileSync, readFileSync } from 'fs';
import { resolve } from 'path';
import Ajv from 'ajv/dist/2020';
import fc from 'fast-check';
import { parse } from 'yaml';
import { acmeFiles, rule } from '../../__testUtils__/acme';
import { fleets } from '../../__testUtils__/arbitraries';
import { writeFleet } from '../../__testUtils__/writeFleet';
import { parseFleet } from '../parseFleet';
import { fleetJsonSchema, fleetKinds } from './jsonSchemas';

const ajv = new Ajv({ allowUnionTypes: true });
const validators = new Map(
  fleetKinds.map(kind => [kind as string, ajv.compile(fleetJsonSchema(kind))]),
);

function isValid(text: string): boolean | undefined {
  const document: { kind: string } = parse(text);
  return validators.get(document.kind)?.(document);
}

describe('fleetJsonSchema', () => {
  it.each([...fleetKinds])(
    'is what schema/%s.json holds (yarn schemas writes it)',
    kind => {
      const path = resolve(__dirname, `../../../schema/${kind}.json`);
      const text = `${JSON.stringify(fleetJsonSchema(kind), undefined, 2)}\n`;
      if (process.env.WRITE_SCHEMAS) {
        writeFileSync(path, text);
      }
      expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(JSON.parse(text));
    },
  );

  it('takes every file that can be read', () => {
    fc.assert(
      fc.property(fleets, fleet => {
        const files = writeFleet(fleet);
        const broken = parseFleet(files, 'n').problems.map(
          ({ location }) => location.path,
        );
        const refused = [...files].filter(
          ([path, text]) => !broken.includes(path) && !isValid(text),
        );
        expect(refused).toEqual([]);
      }),
    );
    for (const text of acmeFiles().values()) {
      expect(isValid(text)).toBe(true);
    }
  });

  it.each([
    ['a wrong role', 'clusters/paris.yaml', 'role: edge', 'role: egde'],
    ['a tag in capitals', 'clusters/paris.yaml', '[retail]', '[Retail]'],
    ['a name with a space', 'rules/shops.yaml', 'name: shops', 'name: my shop'],
    [
      'a missing field',
      'applications/web.yaml',
      'namespace: web',
      'other: web',
    ],
  ])('refuses %s', (_, file, from, to) => {
    const text = acmeFiles().get(`networks/acme/${file}`) ?? '';
    expect(isValid(text.replace(from, to))).toBe(false);
  });

  it('takes a selector of one tag, and of several', () => {
    const text = (clusters: string) =>
      rule('shops', { applications: 'shop', clusters });
    expect(isValid(text('retail'))).toBe(true);
    expect(isValid(text('{anyOf: [retail]}'))).toBe(true);
    expect(isValid(text('[retail]'))).toBe(false);
    expect(isValid(text('{anyOf: retail}'))).toBe(false);
  });

  it.each([...fleetKinds])('explains each field of a %s', kind => {
    const schema = JSON.parse(JSON.stringify(fleetJsonSchema(kind)));
    const unexplained = Object.entries<{ description?: string }>(
      schema.properties.spec.properties,
    ).filter(([, { description }]) => !description);
    expect(unexplained).toEqual([]);
  });
});
