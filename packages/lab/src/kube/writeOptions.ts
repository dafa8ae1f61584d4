import { fieldManagerErrors } from './apply/fieldManager';
import { FieldError, invalid } from './status';

const fieldValidations = ['', 'Ignore', 'Strict', 'Warn'];

/** The kinds of the options of a write, which errors name. */
export type WriteOptionsKind =
  | 'CreateOptions'
  | 'UpdateOptions'
  | 'PatchOptions'
  | 'DeleteOptions';

/** What is wrong with the wish for a dry run. */
export function dryRunErrors(dryRun: readonly string[]): FieldError[] {
  return dryRun.some(value => value !== 'All')
    ? [
        {
          type: 'notSupported',
          field: 'dryRun',
          message: `Unsupported value: ${JSON.stringify(
            dryRun,
          )}: supported values: "All"`,
        },
      ]
    : [];
}

/** 422: the options of a request do not make sense. */
export function invalidOptions(
  kind: WriteOptionsKind | 'ListOptions',
  errors: FieldError[],
) {
  return invalid({ group: 'meta.k8s.io', resource: '', kind }, '', errors);
}

/** Throws when the query asks for something that no write knows. */
export function checkWriteOptions(
  query: URLSearchParams,
  kind: WriteOptionsKind,
  isApply = false,
): void {
  const isPatch = kind === 'PatchOptions';
  const errors = [
    ...fieldManagerErrors(query, { isApply, isPatch }),
    ...dryRunErrors(query.getAll('dryRun')),
  ];
  const fieldValidation = query.get('fieldValidation') ?? '';
  if (!fieldValidations.includes(fieldValidation)) {
    errors.push({
      type: 'notSupported',
      field: 'fieldValidation',
      message: `Unsupported value: "${fieldValidation}": supported values: ${fieldValidations
        .map(value => `"${value}"`)
        .join(', ')}`,
    });
  }
  if (errors.length > 0) {
    throw invalidOptions(kind, errors);
  }
}

/** Whether the request only wants to know what would happen. */
export function isDryRun(query: URLSearchParams): boolean {
  return query.getAll('dryRun').includes('All');
}

/** Whether the client wants to be refused when it sends unknown fields. */
export function isStrict(query: URLSearchParams): boolean {
  return query.get('fieldValidation') === 'Strict';
}
