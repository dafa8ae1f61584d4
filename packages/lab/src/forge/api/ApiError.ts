/** @internal */
export interface ValidationIssue {
  resource: string;
  code: string;
  field?: string;
  message?: string;
}

/**
 * A failure that becomes an answer in GitHub's form.
 *
 * @internal
 */
export class ApiError extends Error {
  readonly errors?: ValidationIssue[];
  readonly documentationUrl: string;

  constructor(
    readonly status: number,
    message: string,
    options: { errors?: ValidationIssue[]; documentation?: string } = {},
  ) {
    super(message);
    this.name = 'ApiError';
    this.errors = options.errors;
    this.documentationUrl = `https://docs.github.com/rest${
      options.documentation ?? ''
    }`;
  }

  static notFound(documentation?: string): ApiError {
    return new ApiError(404, 'Not Found', { documentation });
  }

  static validation(
    errors: ValidationIssue[],
    documentation?: string,
  ): ApiError {
    return new ApiError(422, 'Validation Failed', { errors, documentation });
  }
}
