import type { FieldError } from '../../../api/field-error.ts';
import { forbiddenField, invalidValue, notSupported, required, tooLong } from '../../../api/field-errors.ts';
import type { DeleteOptions } from '../../../api/k8s/meta-v1.gen.ts';
import type { ListOptions, WriteOptions } from '../../../api/request.ts';
import { badRequest, invalid } from '../../../api/status.ts';
import { goQuote } from '../../../base/go-quote.ts';
import { utf8Length } from '../../../base/utf8.ts';

const MAX_MANAGER_LENGTH = 128;

/** A query string, taken apart; a key may come more than once. */
export type Query = ReadonlyMap<string, readonly string[]>;

/** Parses what comes after the question mark. */
export function parseQuery(text: string): Query {
  const query = new Map<string, string[]>();
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const key = decode(equals < 0 ? pair : pair.slice(0, equals));
    const value = equals < 0 ? '' : decode(pair.slice(equals + 1));
    const values = query.get(key);
    if (values) values.push(value);
    else query.set(key, [value]);
  }
  return query;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** Options of list and watch. Throws ApiError 400 for a value that is no number or boolean. */
export function listOptions(query: Query): ListOptions {
  const limit = integer(query, 'limit');
  const timeoutSeconds = integer(query, 'timeoutSeconds');
  const sendInitialEvents = flag(query, 'sendInitialEvents');
  const options = {
    labelSelector: query.get('labelSelector')?.[0],
    fieldSelector: query.get('fieldSelector')?.[0],
    limit,
    continue: query.get('continue')?.[0],
    resourceVersion: query.get('resourceVersion')?.[0],
    resourceVersionMatch: query.get('resourceVersionMatch')?.[0] || undefined,
    allowWatchBookmarks: flag(query, 'allowWatchBookmarks'),
    sendInitialEvents,
    timeoutSeconds,
  };
  return given(options) as ListOptions;
}

/** Whether a GET watches. */
export function isWatch(query: Query): boolean {
  return flag(query, 'watch') ?? false;
}

/** Options of a write. Throws ApiError 422 for a value that is not supported. */
export function writeOptions(query: Query, optionsKind: string, patch?: 'apply' | 'other'): WriteOptions {
  const dryRun = query.get('dryRun') ?? [];
  const fieldValidation = query.get('fieldValidation')?.[0] ?? '';
  const kind = { group: 'meta.k8s.io', kind: optionsKind };
  const errors = managerErrors(query, patch);
  if (dryRun.some((value) => value !== 'All')) errors.push(notSupported('dryRun', dryRun, ['All']));
  if (!['', 'Ignore', 'Strict', 'Warn'].includes(fieldValidation)) {
    errors.push(notSupported('fieldValidation', fieldValidation, ['', 'Ignore', 'Strict', 'Warn']));
  }
  if (errors.length > 0) throw invalid(kind, '', errors);
  const options = {
    dryRun: dryRun.length > 0 ? true : undefined,
    fieldValidation: fieldValidation || undefined,
    fieldManager: query.get('fieldManager')?.[0] || undefined,
    force: flag(query, 'force'),
  };
  return given(options) as WriteOptions;
}

/** What Go's unicode.IsPrint has not: other spaces, controls, what is not assigned. */
const UNPRINTABLE = /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/u;

/** Models ValidatePatchOptions and ValidateFieldManager. */
function managerErrors(query: Query, patch: 'apply' | 'other' | undefined): FieldError[] {
  const errors: FieldError[] = [];
  const manager = query.get('fieldManager')?.[0] ?? '';
  if (patch === 'other' && query.has('force')) {
    errors.push(forbiddenField('force', 'may not be specified for non-apply patch'));
  }
  if (patch === 'apply' && manager === '') errors.push(required('fieldManager', 'is required for apply patch'));
  if (utf8Length(manager) > MAX_MANAGER_LENGTH) errors.push(tooLong('fieldManager', MAX_MANAGER_LENGTH));
  for (const [at, character] of [...manager].entries()) {
    if (!UNPRINTABLE.test(character)) continue;
    const code = `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
    errors.push(invalidValue('fieldManager', manager, `invalid character ${code} (at position ${at})`));
  }
  return errors;
}

/** Options of a delete that has no body. */
export function deleteOptions(query: Query): DeleteOptions {
  const options = {
    gracePeriodSeconds: integer(query, 'gracePeriodSeconds'),
    propagationPolicy: query.get('propagationPolicy')?.[0],
    orphanDependents: flag(query, 'orphanDependents'),
    dryRun: query.get('dryRun'),
  };
  return given(options) as DeleteOptions;
}

function given<T extends object>(options: T): Partial<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function integer(query: Query, key: string): number | undefined {
  const text = query.get(key)?.[0];
  if (text === undefined || text === '') return undefined;
  if (!/^[+-]?\d+$/.test(text)) throw badRequest(`strconv.ParseInt: parsing ${goQuote(text)}: invalid syntax`);
  return Number(text);
}

/** As Go's conversion of a query has it: there without a value, or with any but false and 0, is true. */
function flag(query: Query, key: string): boolean | undefined {
  const text = query.get(key)?.[0];
  if (text === undefined) return undefined;
  return text.toLowerCase() !== 'false' && text !== '0';
}
