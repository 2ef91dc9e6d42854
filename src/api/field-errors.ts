import { goQuote } from '../base/go-quote.ts';
import type { FieldError, FieldErrorType } from './field-error.ts';
import { type GoSyntax, goStringMap, goStrings } from './go-syntax.ts';

/**
 * A value that an error shows, written as Go does: texts quoted, lists and maps of texts as `[]string{…}` and
 * `map[string]string{…}`; anything else comes wrapped in `goSyntax`.
 */
export type BadValue =
  | string
  | number
  | boolean
  | null
  | GoSyntax
  | readonly string[]
  | Readonly<Record<string, string>>;

/** `Invalid value: "x": detail`. */
export function invalidValue(field: string, value: BadValue, detail: string): FieldError {
  return make('FieldValueInvalid', field, `Invalid value: ${show(value)}`, detail);
}

/** `Invalid value: detail`, where upstream leaves the value out. */
export function invalidField(field: string, detail: string): FieldError {
  return make('FieldValueInvalid', field, 'Invalid value', detail);
}

/** `Required value: detail`. */
export function required(field: string, detail = ''): FieldError {
  return make('FieldValueRequired', field, 'Required value', detail);
}

/** `Forbidden: detail`. */
export function forbiddenField(field: string, detail: string): FieldError {
  return make('FieldValueForbidden', field, 'Forbidden', detail);
}

/** `Unsupported value: "x": supported values: "a", "b"`, in the order given. */
export function notSupported(field: string, value: BadValue, allowed: readonly string[]): FieldError {
  const detail = allowed.length === 0 ? '' : `supported values: ${allowed.map(goQuote).join(', ')}`;
  return make('FieldValueNotSupported', field, `Unsupported value: ${show(value)}`, detail);
}

/** `Duplicate value: "x"`. */
export function duplicateValue(field: string, value: BadValue): FieldError {
  return make('FieldValueDuplicate', field, `Duplicate value: ${show(value)}`, '');
}

/** `Not found: "x"`. */
export function notFoundValue(field: string, value: BadValue): FieldError {
  return make('FieldValueNotFound', field, `Not found: ${show(value)}`, '');
}

/** `Too long: may not be more than N bytes`. */
export function tooLong(field: string, maxBytes: number): FieldError {
  return make('FieldValueTooLong', field, 'Too long', `may not be more than ${maxBytes} bytes`);
}

/** `Too many: 12: must have at most 10 items`. */
export function tooMany(field: string, actual: number, max: number): FieldError {
  return make('FieldValueTooMany', field, `Too many: ${actual}`, `must have at most ${max} items`);
}

/** `Internal error: detail`. */
export function internalError(field: string, detail: string): FieldError {
  return make('InternalError', field, 'Internal error', detail);
}

/** The whole text of an error, path first. */
export function fieldErrorText(error: FieldError): string {
  return `${error.field}: ${error.message}`;
}

/** Several errors as one text: one alone as it is, more in brackets, each text once. Models ToAggregate. */
export function aggregateText(errors: readonly FieldError[]): string {
  const texts = [...new Set(errors.map(fieldErrorText))];
  return texts.length === 1 ? texts[0]! : `[${texts.join(', ')}]`;
}

function make(type: FieldErrorType, field: string, what: string, detail: string): FieldError {
  return { type, field, message: detail === '' ? what : `${what}: ${detail}` };
}

function show(value: BadValue): string {
  if (value === null) return '"null"';
  if (typeof value === 'string') return goQuote(value);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return goStrings(value);
  return 'goSyntax' in value ? value.goSyntax! : goStringMap(value as Readonly<Record<string, string>>);
}
