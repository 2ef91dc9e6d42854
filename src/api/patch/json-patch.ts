import { deepEqual } from '../../base/equal.ts';
import { isMap, type JsonMap, type OpenMap } from './json.ts';

/** One operation of a JSON patch (RFC 6902). */
export interface JsonPatchOperation {
  readonly op: string;
  readonly path: string;
  readonly from?: string;
  readonly value?: unknown;
}

/**
 * Applies a JSON patch. Throws an Error with the text of the library that the API server uses (evanphx/json-patch 4),
 * with its habit that replacing a missing key adds it. Parts that are not touched are shared.
 */
export function applyJsonPatch(document: unknown, operations: readonly JsonPatchOperation[]): unknown {
  let result = document;
  for (const operation of operations) result = apply(result, operation);
  return result;
}

function apply(document: unknown, { op, path, from, value }: JsonPatchOperation): unknown {
  switch (op) {
    case 'add':
      return edit(document, path, 'add operation does not apply: doc is missing path: "%s"', (parent, key) =>
        describing(`error in add for path: '${path}'`, () => add(parent, key, value)),
      );
    case 'remove':
      return edit(document, path, 'remove operation does not apply: doc is missing path: "%s"', (parent, key) =>
        describing(`error in remove for path: '${path}'`, () => remove(parent, key)),
      );
    case 'replace':
      return edit(document, path, 'replace operation does not apply: doc is missing path: %s', (parent, key) => {
        describing(`replace operation does not apply: doc is missing key: ${path}`, () => read(parent, key));
        return set(parent, key, value);
      });
    case 'test':
      test(document, path, value);
      return document;
    case 'move': {
      const taken = find(document, from ?? '', 'move operation does not apply: doc is missing from path: %s');
      const rest = apply(document, { op: 'remove', path: from ?? '' });
      return apply(rest, { op: 'add', path, value: taken });
    }
    case 'copy': {
      const copied = find(document, from ?? '', 'copy operation does not apply: doc is missing from path: %s');
      return apply(document, { op: 'add', path, value: copied ?? null });
    }
    default:
      throw new Error(`Unexpected kind: ${op}`);
  }
}

type Parent = JsonMap | readonly unknown[];

function test(document: unknown, path: string, expected: unknown): void {
  const actual = find(document, path, 'test operation does not apply: is missing path: %s');
  if (!deepEqual(actual ?? null, expected ?? null)) throw new Error(`testing value ${path} failed: test failed`);
}

/** Replaces the parent of the last part of a path by what `change` makes of it, and all above it. */
function edit(root: unknown, path: string, missing: string, change: (parent: Parent, key: string) => Parent): unknown {
  const steps = split(path);
  const descend = (node: unknown, at: number): unknown => {
    if (!isParent(node)) throw missingAt(missing, path);
    const key = steps[at]!;
    if (at === steps.length - 1) return change(node, key);
    const child = Array.isArray(node) ? node[index(key, node.length, node.length - 1)] : (node as JsonMap)[key];
    return set(node, key, descend(child, at + 1));
  };
  if (steps.length === 0) throw missingAt(missing, path);
  return descend(root, 0);
}

/** The value at a path; undefined if the last key of it is missing. */
function find(root: unknown, path: string, missing: string): unknown {
  let node = root;
  const steps = split(path);
  for (const [i, key] of steps.entries()) {
    if (!isParent(node)) throw missingAt(missing, path);
    node =
      i === steps.length - 1 ? describing(`error in test for path: '${path}'`, () => read(node, key)) : read(node, key);
  }
  return node;
}

function split(path: string): readonly string[] {
  return path
    .split('/')
    .slice(1)
    .map((key) => key.replace(/~1/g, '/').replace(/~0/g, '~'));
}

function isParent(node: unknown): node is Parent {
  return Array.isArray(node) || isMap(node);
}

function missingAt(text: string, path: string): Error {
  return new Error(`${text.replace('%s', path)}: missing value`);
}

/** Runs a step; says what was going on before the text of its error. */
function describing<T>(what: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw new Error(`${what}: ${(error as Error).message}`);
  }
}

/** A list index, which may be negative to count from the end; `last` is the highest that is allowed. */
function index(key: string, length: number, last: number): number {
  if (!/^-?\d+$/.test(key)) throw new Error(`strconv.Atoi: parsing "${key}": invalid syntax`);
  const given = Number(key);
  const counted = given < 0 ? given + length : given;
  if (counted < 0 || counted > last) {
    throw new Error(`Unable to access invalid index: ${given}: invalid index referenced`);
  }
  return counted;
}

function read(parent: unknown, key: string): unknown {
  if (Array.isArray(parent)) return parent[index(key, parent.length, parent.length - 1)];
  return (parent as JsonMap)[key];
}

function set(parent: Parent, key: string, value: unknown): Parent {
  if (Array.isArray(parent)) return parent.with(index(key, parent.length, parent.length - 1), value);
  return { ...(parent as JsonMap), [key]: value };
}

function add(parent: Parent, key: string, value: unknown): Parent {
  if (!Array.isArray(parent)) return { ...(parent as JsonMap), [key]: value };
  if (key === '-') return [...parent, value];
  if (!/^-?\d+$/.test(key)) {
    throw new Error(`value was not a proper array index: '${key}': strconv.Atoi: parsing "${key}": invalid syntax`);
  }
  return parent.toSpliced(index(key, parent.length + 1, parent.length), 0, value);
}

function remove(parent: Parent, key: string): Parent {
  if (Array.isArray(parent)) return parent.toSpliced(index(key, parent.length, parent.length - 1), 1);
  const rest: OpenMap = { ...(parent as JsonMap) };
  if (!(key in rest)) throw new Error(`Unable to remove nonexistent key: ${key}: missing value`);
  delete rest[key];
  return rest;
}
