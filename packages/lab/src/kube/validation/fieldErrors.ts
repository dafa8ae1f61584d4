import { FieldError } from '../status';

/** A field that has to be there. */
export function required(field: string, why?: string): FieldError {
  return {
    type: 'required',
    field,
    message: why ? `Required value: ${why}` : 'Required value',
  };
}

/** A value that cannot be. */
export function invalidValue(
  field: string,
  value: unknown,
  why: string,
): FieldError {
  return {
    type: 'invalid',
    field,
    message: `Invalid value: ${JSON.stringify(value)}: ${why}`,
  };
}
