/** The body of an answer that refuses: all of it, so that nothing is missing and nothing too much. */
export function refusal(options: {
  code: number;
  reason?: string;
  message: string;
  details?: object;
}) {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    ...options,
  };
}

/** The body of a 422 because of one field or several. */
export function invalid(options: {
  group?: string;
  kind: string;
  name?: string;
  causes: { reason: string; field: string; message: string }[];
}) {
  const { group, kind, name = '', causes } = options;
  const texts = [
    ...new Set(causes.map(({ field, message }) => `${field}: ${message}`)),
  ];
  const why = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
  const subject = group ? `${kind}.${group}` : kind;
  return refusal({
    code: 422,
    reason: 'Invalid',
    message: `${subject} "${name}" is invalid: ${why}`,
    details: {
      ...(name ? { name } : {}),
      ...(group ? { group } : {}),
      kind,
      causes,
    },
  });
}

/** One cause among the details of a 422. */
export function cause(
  field: string,
  message: string,
  reason = 'FieldValueInvalid',
): { reason: string; field: string; message: string } {
  return { reason, field, message };
}
