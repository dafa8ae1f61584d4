import { InputError } from '@backstage/errors';
import { z } from 'zod';

/** A whole number as a terminal gives it. */
export const numberOption = z.coerce.number().int();

/** Reads a fault's options, or says what is wrong with them. */
export function parseFaultOptions<T extends z.ZodObject>(
  fault: string,
  schema: T,
  options: Readonly<Record<string, string>> = {},
): z.infer<T> {
  const { data, error } = z
    .strictObject(schema.shape)
    .safeParse(options, { reportInput: true });
  if (error) {
    const known = Object.entries(describeOptions(schema))
      .map(([name, meaning]) => `${name}: ${meaning}`)
      .join('; ');
    throw new InputError(
      `The fault ${fault} cannot be put on like that: ${error.issues
        .map(({ path, message }) => [...path, message].join(' '))
        .join('; ')}. Its options are ${known || 'none'}.`,
    );
  }
  return schema.parse(data);
}

/** What each option means, with its default. */
export function describeOptions(schema: z.ZodObject): Record<string, string> {
  return Object.fromEntries(
    Object.entries(schema.shape).map(([name, option]) => [
      name,
      option.description ?? '',
    ]),
  );
}
