import type { ListMeta, Status, StatusCause, StatusDetails } from './k8s/meta-v1.gen.ts';

/** A refusal by the API server: carries its Status object. Thrown by the server's handlers and by the clients. */
export class ApiError extends Error {
  readonly status: Status & { readonly code: number };

  /** @param reason '' for errors that the API server gives no reason; @param metadata of the Status, e.g. a continue token */
  constructor(code: number, reason: string, message: string, details?: StatusDetails, metadata: ListMeta = {}) {
    super(message);
    this.status = {
      kind: 'Status',
      apiVersion: 'v1',
      metadata,
      status: 'Failure',
      message,
      ...(reason ? { reason } : {}),
      ...(details ? { details } : {}),
      code,
    };
  }

  get code(): number {
    return this.status.code;
  }

  get reason(): string {
    return this.status.reason ?? '';
  }
}

/** Whether an error is the API server's refusal with this reason (NotFound, Conflict, AlreadyExists …). */
export function isReason(error: unknown, reason: string): error is ApiError {
  return error instanceof ApiError && error.reason === reason;
}

/** `deployments.apps`, or `pods` for the core group: how messages name a resource. */
export function qualifiedResource(kind: { readonly group: string; readonly plural: string }): string {
  return kind.group ? `${kind.plural}.${kind.group}` : kind.plural;
}

type Named = { readonly group: string; readonly plural: string };

const details = (kind: Named, name: string): StatusDetails => ({
  ...(name ? { name } : {}),
  ...(kind.group ? { group: kind.group } : {}),
  kind: kind.plural,
});

/** 404: the object does not exist. Models api/errors.NewNotFound. */
export function notFound(kind: Named, name: string): ApiError {
  return new ApiError(404, 'NotFound', `${qualifiedResource(kind)} "${name}" not found`, details(kind, name));
}

/** 409: an object with this name exists. */
export function alreadyExists(kind: Named, name: string): ApiError {
  return new ApiError(409, 'AlreadyExists', `${qualifiedResource(kind)} "${name}" already exists`, details(kind, name));
}

/** 409: the write was based on an old state, or a precondition failed. */
export function conflict(kind: Named, name: string, why: string): ApiError {
  const message = `Operation cannot be fulfilled on ${qualifiedResource(kind)} "${name}": ${why}`;
  return new ApiError(409, 'Conflict', message, details(kind, name));
}

/** 403 with a reason in words. Models api/errors.NewForbidden. */
export function forbidden(kind: Named, name: string, why: string): ApiError {
  const subject = name ? `${qualifiedResource(kind)} "${name}"` : qualifiedResource(kind);
  return new ApiError(403, 'Forbidden', `${subject} is forbidden: ${why}`, details(kind, name));
}

/** 400: the request cannot be understood. */
export function badRequest(message: string): ApiError {
  return new ApiError(400, 'BadRequest', message);
}

/** 422: the object does not pass validation; the message has each text once. Models api/errors.NewInvalid. */
export function invalid(
  kind: { readonly group: string; readonly kind: string },
  name: string,
  errors: readonly { readonly type: string; readonly field: string; readonly message: string }[],
): ApiError {
  const causes: StatusCause[] = errors.map((e) => ({ reason: e.type, message: e.message, field: e.field }));
  const texts = [...new Set(errors.map((e) => `${e.field}: ${e.message}`))];
  const list = texts.length === 1 ? texts[0]! : `[${texts.join(', ')}]`;
  const qualified = kind.group ? `${kind.kind}.${kind.group}` : kind.kind;
  return new ApiError(422, 'Invalid', `${qualified} "${name}" is invalid: ${list}`, {
    ...(name ? { name } : {}),
    ...(kind.group ? { group: kind.group } : {}),
    ...(kind.kind ? { kind: kind.kind } : {}),
    causes,
  });
}
