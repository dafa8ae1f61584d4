/**
 * One reason why a request failed, as `Status.details.causes` lists them.
 *
 * @public
 */
export interface StatusCause {
  reason: string;
  message: string;
  field?: string;
}

/**
 * `Status.details`.
 *
 * @public
 */
export interface StatusDetails {
  name?: string;
  group?: string;
  kind?: string;
  uid?: string;
  causes?: StatusCause[];
  retryAfterSeconds?: number;
}

/** Names what a Status is about: `resource` is the plural, `kind` the CamelCase name. */
export interface StatusSubject {
  group: string;
  resource: string;
  kind: string;
}

/**
 * An error that reaches the client as a `v1.Status` object.
 *
 * @public
 */
export class StatusError extends Error {
  readonly code: number;
  readonly reason: string | undefined;
  readonly details: StatusDetails | undefined;
  readonly continueToken: string | undefined;

  constructor(options: {
    code: number;
    reason?: string;
    message: string;
    details?: StatusDetails;
    continueToken?: string;
  }) {
    super(options.message);
    this.name = 'StatusError';
    this.code = options.code;
    this.reason = options.reason;
    this.details = options.details;
    this.continueToken = options.continueToken;
  }

  /** The body that a real API server sends. */
  toStatus() {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: this.continueToken ? { continue: this.continueToken } : {},
      status: 'Failure',
      message: this.message,
      ...(this.reason ? { reason: this.reason } : {}),
      ...(this.details ? { details: this.details } : {}),
      code: this.code,
    };
  }
}

function qualified(name: string, group: string): string {
  return group ? `${name}.${group}` : name;
}

function details(subject: StatusSubject, name: string): StatusDetails {
  return {
    ...(name ? { name } : {}),
    ...(subject.group ? { group: subject.group } : {}),
    kind: subject.resource,
  };
}

/** 404: the object does not exist. */
export function notFound(subject: StatusSubject, name: string): StatusError {
  return new StatusError({
    code: 404,
    reason: 'NotFound',
    message: `${qualified(
      subject.resource,
      subject.group,
    )} "${name}" not found`,
    details: details(subject, name),
  });
}

/** 409: an object of that name is there already. */
export function alreadyExists(
  subject: StatusSubject,
  name: string,
): StatusError {
  return new StatusError({
    code: 409,
    reason: 'AlreadyExists',
    message: `${qualified(
      subject.resource,
      subject.group,
    )} "${name}" already exists`,
    details: details(subject, name),
  });
}

/** 409: an object of that name is still being deleted. */
export function stillDeleted(
  subject: StatusSubject,
  name: string,
): StatusError {
  const { message, ...rest } = alreadyExists(subject, name);
  return new StatusError({
    ...rest,
    message: `object is being deleted: ${message}`,
  });
}

/** 409: the write was based on something else than the stored object. */
export function conflict(
  subject: StatusSubject,
  name: string,
  why = 'the object has been modified; please apply your changes to the latest version and try again',
): StatusError {
  return new StatusError({
    code: 409,
    reason: 'Conflict',
    message: `Operation cannot be fulfilled on ${qualified(
      subject.resource,
      subject.group,
    )} "${name}": ${why}`,
    details: details(subject, name),
  });
}

/** 403: the user may not do this, or admission refused it. */
export function forbidden(
  subject: StatusSubject,
  name: string,
  options: { why: string; causes?: StatusCause[] },
): StatusError {
  const target = qualified(subject.resource, subject.group);
  return new StatusError({
    code: 403,
    reason: 'Forbidden',
    message: name
      ? `${target} "${name}" is forbidden: ${options.why}`
      : `${target} is forbidden: ${options.why}`,
    details: {
      ...details(subject, name),
      ...(options.causes ? { causes: options.causes } : {}),
    },
  });
}

/** One field that failed validation, with the API's own cause reasons. */
export interface FieldError {
  type:
    | 'required'
    | 'invalid'
    | 'notSupported'
    | 'typeInvalid'
    | 'forbidden'
    | 'tooLong'
    | 'tooMany';
  field: string;
  message: string;
}

const causeReasons: Record<FieldError['type'], string> = {
  required: 'FieldValueRequired',
  invalid: 'FieldValueInvalid',
  notSupported: 'FieldValueNotSupported',
  typeInvalid: 'FieldValueTypeInvalid',
  forbidden: 'FieldValueForbidden',
  tooLong: 'FieldValueTooLong',
  tooMany: 'FieldValueTooMany',
};

/** 422: the object does not pass validation. */
export function invalid(
  subject: StatusSubject,
  name: string,
  errors: FieldError[],
): StatusError {
  const messages = [
    ...new Set(errors.map(error => `${error.field}: ${error.message}`)),
  ];
  const summary =
    messages.length === 1 ? messages[0] : `[${messages.join(', ')}]`;
  return new StatusError({
    code: 422,
    reason: 'Invalid',
    message: `${qualified(
      subject.kind,
      subject.group,
    )} "${name}" is invalid: ${summary}`,
    details: {
      ...(name ? { name } : {}),
      ...(subject.group ? { group: subject.group } : {}),
      kind: subject.kind,
      causes: errors.map(error => ({
        reason: causeReasons[error.type],
        message: error.message,
        field: error.field,
      })),
    },
  });
}

/** 400: the request cannot be understood. */
export function badRequest(message: string): StatusError {
  return new StatusError({ code: 400, reason: 'BadRequest', message });
}

/** 401: the token is not known. */
export function unauthorized(): StatusError {
  return new StatusError({
    code: 401,
    reason: 'Unauthorized',
    message: 'Unauthorized',
  });
}

/** 410: the asked-for revision is no longer kept. */
export function expired(message: string, continueToken?: string): StatusError {
  return new StatusError({
    code: 410,
    reason: 'Expired',
    message,
    continueToken,
  });
}

/** 404: the group is known, but not what the path names in it. */
export function resourceNotFound(): StatusError {
  return new StatusError({
    code: 404,
    reason: 'NotFound',
    message: 'the server could not find the requested resource',
    details: {},
  });
}

/** 405: the resource does not have this verb. */
export function methodNotAllowed(): StatusError {
  return new StatusError({
    code: 405,
    reason: 'MethodNotAllowed',
    message: 'the server does not allow this method on the requested resource',
    details: {},
  });
}

/** 406: none of the accepted media types can be written. */
export function notAcceptable(accepted: readonly string[]): StatusError {
  return new StatusError({
    code: 406,
    reason: 'NotAcceptable',
    message: `only the following media types are accepted: ${accepted.join(
      ', ',
    )}`,
  });
}

/** 406: none of the accepted media types is known at all. */
export function noRepresentation(available: readonly string[]): StatusError {
  return new StatusError({
    code: 406,
    reason: 'NotAcceptable',
    message: `406: Not Acceptable\n\nAvailable representations: ${available.join(
      ', ',
    )}`,
    details: {},
  });
}

/** 415: the media type of a patch is not known at all. */
export function unknownPatchType(): StatusError {
  return new StatusError({
    code: 415,
    reason: 'UnsupportedMediaType',
    message: '415: Unsupported Media Type',
    details: {},
  });
}

/** 415: the body's media type cannot be read. */
export function unsupportedMediaType(accepted: readonly string[]): StatusError {
  return new StatusError({
    code: 415,
    reason: 'UnsupportedMediaType',
    message: `the body of the request was in an unknown format - accepted media types include: ${accepted.join(
      ', ',
    )}`,
  });
}

/** 504: the asked-for revision does not exist yet. */
export function revisionTooLarge(asked: number, current: number): StatusError {
  return new StatusError({
    code: 504,
    reason: 'Timeout',
    message: `Timeout: Too large resource version: ${asked}, current: ${current}`,
    details: {
      causes: [
        {
          reason: 'ResourceVersionTooLarge',
          message: 'Too large resource version',
        },
      ],
      retryAfterSeconds: 1,
    },
  });
}
