import type { KubeObject } from '../../api/object.ts';
import type { ListOptions } from '../../api/request.ts';
import { parseFieldSelector, parseLabelSelector } from '../../api/selectors.ts';
import { badRequest } from '../../api/status.ts';
import { goQuote } from '../../base/go-quote.ts';
import { keyOf, type Resource } from './resource.ts';

/** Which objects a list or watch asks for. */
export interface Selection {
  readonly namespace: string | undefined;
  /** Key in etcd, when it can be one object only. */
  readonly key?: string;
  /** A field that must have one value, by which objects and watchers are indexed; only of all namespaces. */
  readonly field?: { readonly path: string; readonly value: string };
  /** Undefined when namespace says it all. */
  readonly matches?: (object: KubeObject) => boolean;
}

type Test = (object: KubeObject) => boolean;

/**
 * Reads the selectors of a request. `labels` are the names that its version has for selectable fields. Throws ApiError
 * 400 for a selector that cannot be read.
 */
export function selectionOf(
  resource: Resource,
  namespace: string | undefined,
  options: ListOptions,
  labels?: Readonly<Record<string, string>>,
): Selection {
  const tests: Test[] = [];
  let name: string | undefined;
  let field: Selection['field'];
  for (const given of fieldTerms(options.fieldSelector)) {
    const term = labels ? { ...given, field: storedName(labels, given.field) } : given;
    const read = fieldReader(resource, term.field);
    const { value, op } = term;
    tests.push(op === '=' ? (object) => read(object) === value : (object) => read(object) !== value);
    if (op !== '=') continue;
    if (term.field === 'metadata.name') name = value;
    else if (resource.kind.selectableFields?.[term.field]) field ??= { path: term.field, value };
  }
  if (options.labelSelector) {
    const matcher = readable(() => parseLabelSelector(options.labelSelector!));
    if (!matcher.empty) tests.push((object) => matcher.matches(object.metadata.labels));
  }
  const one = name !== undefined && (!resource.kind.namespaced || namespace);
  return {
    namespace: resource.kind.namespaced ? namespace || undefined : undefined,
    ...(one ? { key: keyOf(resource, namespace, name!) } : {}),
    ...(field && namespace === undefined ? { field } : {}),
    ...(tests.length > 0 ? { matches: allOf(tests) } : {}),
  };
}

function allOf(tests: readonly Test[]): Test {
  if (tests.length === 1) return tests[0]!;
  return (object) => {
    for (const test of tests) if (!test(object)) return false;
    return true;
  };
}

function fieldTerms(text: string | undefined): ReturnType<typeof parseFieldSelector> {
  return text ? readable(() => parseFieldSelector(text)) : [];
}

function readable<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw badRequest((error as Error).message);
  }
}

function storedName(labels: Readonly<Record<string, string>>, field: string): string {
  const name = field === 'metadata.name' || field === 'metadata.namespace' ? field : labels[field];
  if (name === undefined) throw badRequest(`field label not supported: ${field}`);
  return name;
}

/** How a selectable field is read. Models AddFieldLabelConversionFunc and its default. */
function fieldReader({ kind }: Resource, path: string): (object: KubeObject) => string {
  if (path === 'metadata.name') return (object) => object.metadata.name ?? '';
  if (path === 'metadata.namespace') return (object) => object.metadata.namespace ?? '';
  const read = kind.selectableFields?.[path];
  if (read) return read;
  throw badRequest(
    kind.selectableFields
      ? `field label not supported: ${path}`
      : `${goQuote(path)} is not a known field selector: only "metadata.name", "metadata.namespace"`,
  );
}
