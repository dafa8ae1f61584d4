import { z } from 'zod';
import { nameField, tagsField } from '../fields';

const selectorFields = z.object({
  anyOf: tagsField.default([]).meta({ description: 'At least one of these.' }),
  allOf: tagsField.default([]).meta({ description: 'Every one of these.' }),
  noneOf: tagsField.default([]).meta({ description: 'None of these.' }),
  names: z
    .array(nameField)
    .default([])
    .meta({ description: 'One of these names.' }),
});

/**
 * Which tagged things are meant: a tag alone, or a mapping as {@link Selector} describes.
 *
 * @internal
 */
export const selectorSchema = z
  .preprocess(
    value => (typeof value === 'string' ? { anyOf: [value] } : value),
    selectorFields,
  )
  .meta({
    description:
      'A tag, or a mapping of `anyOf`, `allOf`, `noneOf` and `names`.',
    type: ['string', 'object'],
  });
