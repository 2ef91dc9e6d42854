import { ApiError } from '../../../api/status.ts';

/** 404 for a resource or subresource that does not exist. */
export function notFoundResource(): ApiError {
  return new ApiError(404, 'NotFound', 'the server could not find the requested resource', {});
}
