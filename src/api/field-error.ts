/** The kinds of errors that validation finds. Models apimachinery/pkg/util/validation/field. */
export type FieldErrorType =
  | 'FieldValueNotFound'
  | 'FieldValueRequired'
  | 'FieldValueDuplicate'
  | 'FieldValueInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueForbidden'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany'
  | 'InternalError'
  | 'FieldValueTypeInvalid';

/** One thing wrong with one field; `text` is upstream's whole message, e.g. `spec.replicas: Invalid value: -1: must be …`. */
export interface FieldError {
  readonly type: FieldErrorType;
  /** Path of the field, e.g. `spec.containers[0].name`. */
  readonly field: string;
  /** The message without the path, as in Status.details.causes[].message. */
  readonly message: string;
}
