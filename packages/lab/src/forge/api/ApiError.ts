import { enterpriseRelease } from './enterpriseVersion';

const manual = `https://docs.github.com/enterprise-server@${enterpriseRelease}/rest`;

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
  readonly errors?: (ValidationIssue | string)[];
  readonly documentationUrl: string;
  readonly headers: Record<string, string>;

  constructor(
    readonly status: number,
    message: string,
    options: {
      errors?: (ValidationIssue | string)[];
      documentation?: string;
      headers?: Record<string, string>;
    } = {},
  ) {
    super(message);
    this.name = 'ApiError';
    this.errors = options.errors;
    this.headers = options.headers ?? {};
    this.documentationUrl = `${manual}${options.documentation ?? ''}`;
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

  /** What GitHub says about a request that is well-formed and still refused. */
  static unprocessable(reason: string, documentation?: string): ApiError {
    return new ApiError(422, 'Unprocessable Entity', {
      errors: [reason],
      documentation,
    });
  }
}
