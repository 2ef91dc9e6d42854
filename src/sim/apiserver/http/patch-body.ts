import { parseJson } from '../../../api/json-text.ts';
import { kindOf } from '../../../api/patch/json.ts';
import type { PatchType } from '../../../api/request.ts';
import { ApiError, badRequest } from '../../../api/status.ts';
import { mediaType } from './payload.ts';
import { parseYaml } from './yaml-body.ts';

const PATCH_TYPES: readonly PatchType[] = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  'application/apply-patch+yaml',
];
const MAX_OPERATIONS = 10_000;
const OPERATION = 'handlers.jsonPatchOp';

/** A patch, read: how it is to be applied and the document. */
export interface PatchBody {
  readonly type: PatchType;
  readonly value: unknown;
}

/**
 * Reads the body of a patch. Keys that it has twice become warnings, or a refusal if validation is strict.
 * Throws ApiError 400, 413 or 415. Models PatchResource and the patchers of k8s.io/apiserver.
 */
export function readPatch(
  body: unknown,
  contentType: string | undefined,
  validation: 'Strict' | 'Warn' | 'Ignore',
  warnings: string[],
): PatchBody {
  const type = PATCH_TYPES.find((each) => each === mediaType(contentType));
  if (!type) throw new ApiError(415, 'UnsupportedMediaType', '415: Unsupported Media Type');
  const { value, duplicateFields } = parsed(body, type);
  if (type === 'application/apply-patch+yaml') return { type, value };
  checkShape(type, value);
  const strict = duplicateFields.map((path) => `duplicate field "${path}"`);
  const texts = type === 'application/json-patch+json' ? strict.map((text) => `json patch ${text}`) : strict;
  if (texts.length > 0 && validation === 'Strict') throw badRequest(`strict decoding error: ${texts.join(', ')}`);
  if (validation === 'Warn') warnings.push(...texts);
  // Nothing is a patch without changes: Go reads null as a map without keys.
  return { type, value: value ?? {} };
}

function parsed(body: unknown, type: PatchType): { value: unknown; duplicateFields: readonly string[] } {
  if (typeof body !== 'string') return { value: body, duplicateFields: [] };
  try {
    return type === 'application/apply-patch+yaml' ? parseYaml(body) : parseJson(body);
  } catch (error) {
    throw badRequest(prefixOf(type) + (error as Error).message);
  }
}

/** A patch that cannot be read is refused with these words before the decoder's. */
function prefixOf(type: PatchType): string {
  if (type === 'application/apply-patch+yaml') return 'error decoding YAML: ';
  return type === 'application/strategic-merge-patch+json' ? '' : 'error decoding patch: ';
}

function checkShape(type: PatchType, value: unknown): void {
  if (type !== 'application/json-patch+json') {
    if (value === null && type === 'application/merge-patch+json') throw badRequest('Invalid JSON Patch');
    if (!/^(map|nil)$/.test(kindOf(value))) throw refused(type, value, 'map[string]interface {}');
    return;
  }
  if (!Array.isArray(value)) throw refused(type, value, `[]${OPERATION}`);
  for (const operation of value) if (kindOf(operation) !== 'map') throw refused(type, operation, OPERATION);
  for (const operation of value as readonly Readonly<Record<string, unknown>>[]) {
    for (const field of ['op', 'path', 'from']) {
      const given = operation[field];
      if (given === undefined || given === null || typeof given === 'string') continue;
      const what = `Go struct field jsonPatchOp.${field} of type string`;
      throw badRequest(`${prefixOf(type)}json: cannot unmarshal ${jsonKind(given)} into ${what}`);
    }
  }
  if (value.length <= MAX_OPERATIONS) return;
  const why = `The allowed maximum operations in a JSON patch is ${MAX_OPERATIONS}, got ${value.length}`;
  throw new ApiError(413, 'RequestEntityTooLarge', `Request entity too large: ${why}`);
}

function refused(type: PatchType, value: unknown, wanted: string): ApiError {
  return badRequest(`${prefixOf(type)}json: cannot unmarshal ${jsonKind(value)} into Go value of type ${wanted}`);
}

/** What Go's decoder calls a value. */
function jsonKind(value: unknown): string {
  const kind = kindOf(value);
  if (kind === 'map') return 'object';
  if (kind === 'list') return 'array';
  return kind === 'boolean' ? 'bool' : kind;
}
