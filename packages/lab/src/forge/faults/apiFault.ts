import { ApiError } from '../api/ApiError';
import { isWrite } from '../api/isWrite';
import { primaryLimitError, secondaryLimitError } from '../limits/limitErrors';
import type { ForgeFaults } from './ForgeFaults';

/**
 * The failure that a request of the API is to meet; `undefined` when none is on.
 *
 * @internal
 */
export function apiFault(
  faults: ForgeFaults,
  request: { method: string; path: string },
): ApiError | undefined {
  const writes = isWrite(request.method);
  const when = (name: Parameters<ForgeFaults['take']>[0]) =>
    faults.take(name, request);
  if (when('unauthorized')) {
    return new ApiError(401, 'Bad credentials');
  }
  if (when('forbidden')) {
    return new ApiError(403, 'Resource not accessible by integration');
  }
  if (when('notFound')) {
    return ApiError.notFound();
  }
  if (writes && when('conflict')) {
    return new ApiError(409, 'Conflict');
  }
  if (writes && when('unprocessable')) {
    return ApiError.validation([{ resource: 'PullRequest', code: 'invalid' }]);
  }
  const broken = when('serverError');
  if (broken) {
    return new ApiError(broken.status ?? 502, 'Server Error');
  }
  const used = when('rateLimit');
  if (used) {
    return primaryLimitError('this token', used.seconds ?? 3600);
  }
  const hurried = when('secondaryLimit');
  return (
    hurried &&
    secondaryLimitError({ status: hurried.status, seconds: hurried.seconds })
  );
}
