import { type OutputUnit, type Schema, Validator } from '@cfworker/json-schema';

/** Where in a file a value is. */
export type Path = (string | number)[];
/** Something wrong in a file. */
export interface Problem {
  readonly path: Path;
  readonly message: string;
}

/** Keywords that only say that something deeper is wrong. */
const CONTAINER_KEYWORDS = new Set(['properties', 'items', 'prefixItems', '$ref', 'additionalProperties']);

/** What a JSON schema says is wrong with a value. */
export function schemaProblems(value: unknown, schema: Schema): Problem[] {
  const { errors } = new Validator(schema, '2020-12', false).validate(value);
  const leaves = errors.filter((error) => !CONTAINER_KEYWORDS.has(error.keyword));
  const real = leaves.filter((error) => error.keyword !== 'false');
  // The validator also calls a known property with a wrong value "additional": that is noise beside the real error.
  const unknown = leaves.filter(
    (error) =>
      error.keyword === 'false' &&
      !real.some(
        (r) =>
          r.instanceLocation === error.instanceLocation || r.instanceLocation.startsWith(`${error.instanceLocation}/`),
      ) &&
      !leaves.some((l) => l.instanceLocation.startsWith(`${error.instanceLocation}/`)),
  );
  return [...real, ...unknown].map((error) => describe(error, value, schema));
}

function describe(error: OutputUnit, root: unknown, schema: Schema): Problem {
  const path = fromPointer(error.instanceLocation);
  if (error.keyword === 'false') {
    return { path, message: 'unknown field' };
  }
  if (error.keyword === 'required') {
    const missing = /"([^"]+)"/.exec(error.error)?.[1] ?? '';
    return { path: [...path, missing], message: 'Required value' };
  }
  const value = JSON.stringify(valueAt(root, path));
  const place = schemaAt(error.keywordLocation, schema);
  if (place.enum)
    return {
      path,
      message: `Unsupported value: ${value}: supported values: ${place.enum.map((v) => JSON.stringify(v)).join(', ')}`,
    };
  if ('const' in place)
    return { path, message: `Unsupported value: ${value}: supported values: ${JSON.stringify(place['const'])}` };
  const expected =
    place.description ?? (error.keyword === 'type' ? `must be of type ${String(place.type)}` : error.error);
  return { path, message: `Invalid value: ${value}: ${expected}` };
}

/** The schema object that holds the keyword at a location such as `#/properties/spec/$ref/pattern`. */
function schemaAt(location: string, schema: Schema): Schema {
  let at = schema as unknown as Record<string, unknown>;
  for (const key of location.split('/').slice(1, -1)) {
    at = at[decode(key)] as Record<string, unknown>;
    if (typeof at === 'string')
      at = (schema['$defs'] as Record<string, Record<string, unknown>>)[(at as string).split('/').pop()!]!;
  }
  return at as Schema;
}

const decode = (key: string): string => key.replace(/~1/g, '/').replace(/~0/g, '~');

function fromPointer(pointer: string): Path {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => (/^\d+$/.test(key) ? Number(key) : decode(decodeURIComponent(key))));
}

/** The value at a path, undefined where there is none. */
export function valueAt(root: unknown, path: Path): unknown {
  let at = root as Record<string | number, unknown> | undefined;
  for (const key of path) at = at?.[key] as Record<string | number, unknown> | undefined;
  return at;
}

/** A path as messages write it: `spec.steps[0].at`. */
export function formatPath(path: Path): string {
  return path.map((key, i) => (typeof key === 'number' ? `[${key}]` : i === 0 ? key : `.${key}`)).join('') || '(file)';
}
