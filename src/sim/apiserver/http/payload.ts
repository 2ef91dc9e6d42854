import { decode } from '../../../api/decode.ts';
import { parseJson } from '../../../api/json-text.ts';
import { ApiError, badRequest } from '../../../api/status.ts';
import { DecodeError } from '../decode-error.ts';
import type { DecodedKind } from '../server.ts';
import { parseYaml } from './yaml-body.ts';

const MEDIA_TYPES = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'];

/** A body, read but not checked. */
export interface Payload {
  readonly value: unknown;
  readonly duplicateFields: readonly string[];
}

type FieldValidation = 'Strict' | 'Warn' | 'Ignore';

/** Reads the body of a create or update. Throws ApiError 400 or 415. */
export function readObject(body: unknown, contentType: string | undefined, kind: string): Payload {
  const type = mediaType(contentType) ?? 'application/json';
  if (type === 'application/vnd.kubernetes.protobuf' || !MEDIA_TYPES.includes(type)) {
    const accepted = `accepted media types include: ${MEDIA_TYPES.join(', ')}`;
    const message = `the body of the request was in an unknown format - ${accepted}`;
    throw new ApiError(415, 'UnsupportedMediaType', message);
  }
  if (typeof body !== 'string' && body !== undefined) return { value: body, duplicateFields: [] };
  const text = body ?? '';
  try {
    return type === 'application/yaml' ? parseYaml(text) : parseJson(text);
  } catch (error) {
    const why = `couldn't get version/kind; json parse error: ${(error as Error).message}`;
    throw badRequest(`the object provided is unrecognized (must be of type ${kind}): ${why} (${excerpt(text)})`);
  }
}

/** Makes an object of a kind from a body. Adds to `warnings`. Throws ApiError 400. */
export function decodeObject(
  payload: Payload,
  kind: DecodedKind & { readonly group: string },
  validation: FieldValidation,
  warnings: string[],
): unknown {
  const { apiVersion, kind: given } = (payload.value ?? {}) as { apiVersion?: string; kind?: string };
  const expected = kind.group ? `${kind.group}/${kind.version}` : kind.version;
  const named = typeof given === 'string' && given !== '' && typeof apiVersion === 'string' && apiVersion !== '';
  if (named && (given !== kind.kind || apiVersion !== expected)) throw wrongKind(given, apiVersion, kind);
  try {
    return decodeValue(payload, kind, validation, warnings);
  } catch (error) {
    throw error instanceof DecodeError ? error.asBadRequest() : error;
  }
}

/** Makes a value of a schema. Adds to `warnings`. Throws DecodeError. */
export function decodeValue(
  { value, duplicateFields }: Payload,
  kind: DecodedKind,
  validation: FieldValidation,
  warnings: string[],
): unknown {
  const { object, strictErrors, error } = kind.decode
    ? kind.decode(value, duplicateFields)
    : decode(kind.schema, value, { duplicateFields });
  const prefix = `${kind.kind} in version "${kind.version}" cannot be handled as a ${kind.kind}: `;
  if (error !== undefined) throw new DecodeError(prefix, error, conversionText(error));
  if (strictErrors.length > 0 && validation === 'Strict') {
    const text = `strict decoding error: ${strictErrors.join(', ')}`;
    throw new DecodeError(prefix, text, text);
  }
  if (validation === 'Warn') warnings.push(...strictErrors.filter((each) => !warnings.includes(each)));
  return object;
}

/** What the converter from maps says where the JSON decoder says `cannot unmarshal string into … of type int32`. */
function conversionText(error: string): string {
  const type = / of type ([^ ]+)$/.exec(error)?.[1];
  return type === undefined ? error : `unrecognized type: ${type}`;
}

function wrongKind(given: string, apiVersion: string, kind: DecodedKind & { readonly group: string }): ApiError {
  const version = apiVersion.slice(apiVersion.lastIndexOf('/') + 1);
  const internal = kind.group === '' ? 'core' : kind.group.split('.')[0]!;
  const why = `converting (${version}.${given}) to (${internal}.${kind.kind}): unknown conversion`;
  return badRequest(`${given} in version "${version}" cannot be handled as a ${kind.kind}: ${why}`);
}

/** The type of a body without its parameters. */
export function mediaType(contentType: string | undefined): string | undefined {
  return contentType?.split(';')[0]?.trim().toLowerCase() || undefined;
}

/** The beginning of a body as messages show it: text if it looks like JSON, else hexadecimal. */
function excerpt(text: string): string {
  if (text === '') return '<empty>';
  const looksJson = text.trimStart().startsWith('{');
  if (looksJson) return text.slice(0, 1024);
  return [...text].map((letter) => letter.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}
