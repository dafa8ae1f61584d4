/** The `Status` with which a Kubernetes API server refused a request. */
export class ApiError extends Error {
  readonly status: number;
  /** `NotFound`, `AlreadyExists`, `Conflict`, `Invalid`, … */
  readonly reason: string;

  constructor(options: { status: number; reason: string; message: string }) {
    super(options.message);
    this.name = 'ApiError';
    this.status = options.status;
    this.reason = options.reason;
  }
}

/** Whether the object that was asked for is not there. */
export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}

/** Whether an object of that name is there already, or has changed since it was read. */
export function isConflict(error: unknown): boolean {
  return error instanceof ApiError && error.status === 409;
}

/** Whether a watch cannot go on where it stopped, so that everything has to be listed again. */
export function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.status === 410;
}
