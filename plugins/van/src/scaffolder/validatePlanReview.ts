/**
 * Lets a form go on only with a plan that the person has seen.
 */
export function validatePlanReview(
  value: { base?: string; digest?: string } | undefined,
  field: { addError(message: string): void },
) {
  if (!value?.base || !value.digest) {
    field.addError(
      'There is no plan yet. Wait until it is loaded, or mend what it complains about.',
    );
  }
}
