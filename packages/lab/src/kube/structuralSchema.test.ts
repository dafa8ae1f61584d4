import { schemaErrors } from './schemaValidation';
import { fitToSchema, unknownFields } from './structuralSchema';

const schema = {
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      required: ['size'],
      properties: {
        size: { type: 'integer', minimum: 1, maximum: 9 },
        mode: { type: 'string', enum: ['fast', 'slow'], default: 'fast' },
        note: { type: 'string', nullable: true, pattern: '^[a-z]+$' },
        port: { 'x-kubernetes-int-or-string': true },
        free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        labels: { type: 'object', additionalProperties: { type: 'string' } },
        items: {
          type: 'array',
          minItems: 1,
          items: {
            type: 'object',
            properties: { name: { type: 'string', default: 'x' } },
          },
        },
      },
    },
  },
};

function object(spec: object) {
  return { apiVersion: 'example.com/v1', kind: 'Widget', metadata: {}, spec };
}

describe('fitToSchema', () => {
  it('drops unknown fields and nulls, sets defaults, keeps what may be anything', () => {
    const fitted = fitToSchema(
      object({
        size: null,
        note: null,
        unknown: 1,
        free: { any: { thing: null } },
        labels: { a: 'b' },
        items: [{ other: 1 }, { name: 'y' }],
      }),
      schema,
    );
    expect(fitted).toEqual({
      apiVersion: 'example.com/v1',
      kind: 'Widget',
      spec: {
        mode: 'fast',
        note: null,
        free: { any: { thing: null } },
        labels: { a: 'b' },
        items: [{ name: 'x' }, { name: 'y' }],
      },
    });
  });
});

describe('unknownFields', () => {
  it('names the fields that would be dropped', () => {
    const spec = { size: 1, odd: 1, free: { a: 1 }, items: [{ other: 1 }] };
    expect(unknownFields({ ...object(spec), extra: 1 }, schema)).toEqual([
      'spec.odd',
      'spec.items[0].other',
      'extra',
    ]);
  });
});

describe('schemaErrors', () => {
  it.each([
    [{}, 'spec.size', 'Required value'],
    [
      { size: 'big' },
      'spec.size',
      'Invalid value: "string": spec.size in body must be of type integer: "string"',
    ],
    [
      { size: 0 },
      'spec.size',
      'Invalid value: 0: spec.size in body should be greater than or equal to 1',
    ],
    [
      { size: 1, mode: 'no' },
      'spec.mode',
      'Unsupported value: "no": supported values: "fast", "slow"',
    ],
    [
      { size: 1, note: '9' },
      'spec.note',
      `Invalid value: "9": spec.note in body should match '^[a-z]+$'`,
    ],
    [
      { size: 1, items: [] },
      'spec.items',
      'Invalid value: 0: spec.items in body should have at least 1 items',
    ],
    [
      { size: 1, labels: { a: 1 } },
      'spec.labels.a',
      'Invalid value: "integer": spec.labels.a in body must be of type string: "integer"',
    ],
  ])('of %j: %s', (spec, field, message) => {
    expect(schemaErrors(object(spec), schema)).toEqual([
      expect.objectContaining({ field, message }),
    ]);
  });

  it('finds nothing wrong with what fits', () => {
    const spec = { size: 9, note: null, port: '80', items: [{ name: 'a' }] };
    expect(schemaErrors(object(spec), schema)).toEqual([]);
  });
});
