import { AppTokenError } from '../accounts/AppTokenError';
import { StaleRefError } from '../git/StaleRefError';
import { ProtectedBranchError } from '../protection/ProtectedBranchError';
import { ReviewRefusedError } from '../pulls/ReviewRefusedError';
import { ApiError } from './ApiError';

/**
 * The answer to a request that failed.
 *
 * @internal
 */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) {
    return error;
  }
  if (error instanceof AppTokenError) {
    return new ApiError(error.status, error.message);
  }
  if (error instanceof ProtectedBranchError) {
    return new ApiError(422, error.message, {
      documentation: '/git/refs#update-a-reference',
    });
  }
  if (error instanceof StaleRefError) {
    return new ApiError(422, 'Reference update failed', {
      documentation: '/git/refs#update-a-reference',
    });
  }
  if (error instanceof ReviewRefusedError) {
    return ApiError.unprocessable(error.message, '/pulls/reviews');
  }
  const type =
    error instanceof Error && 'type' in error ? error.type : undefined;
  if (type === 'entity.parse.failed') {
    return new ApiError(400, 'Problems parsing JSON');
  }
  if (type === 'entity.too.large') {
    return new ApiError(413, 'Payload too large');
  }
  return new ApiError(500, 'Server Error');
}
