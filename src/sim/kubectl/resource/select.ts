import type { Process } from '../../../api/process.ts';
import { ApiError } from '../../../api/status.ts';
import { goQuote } from '../../../base/go-quote.ts';
import type { Query } from '../client/api.ts';
import { type AnyObject, type ApiResource, resourceText } from '../client/resource.ts';
import { withMessage } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { readArguments } from './arguments.ts';
import { type Info, infoOf, latest } from './info.ts';
import { readManifests } from './manifests.ts';

/** What a command line selects: objects by name or from files, or whole lists. */
export interface Selection {
  readonly type: 'objects' | 'lists';
  /** Of `objects`. */
  readonly infos: readonly Info[];
  /** Of `lists`: the types and where to look. */
  readonly resources: readonly ApiResource[];
  readonly labelSelector: string;
  readonly fieldSelector: string;
  /** What could not be read; the rest is worked on all the same. */
  readonly errors: readonly unknown[];
  /** Whether the command line means exactly one object. */
  readonly single: boolean;
}

export interface SelectOptions {
  readonly args?: readonly string[];
  /** A type without a name or selector means all objects of the type, as for `get`. */
  readonly typeMeansAll?: boolean;
  /** Look in all namespaces. */
  readonly allNamespaces?: boolean;
  /** `--all`. */
  readonly all?: boolean;
}

/** What kubectl says when neither names nor files are given. */
export const NOTHING_SELECTED = [
  'You must provide one or more resources by argument or filename.',
  'Example resource specifications include:',
  "   '-f rsrc.yaml'",
  "   '--filename=rsrc.json'",
  "   '<resource> <name>'",
  "   '<resource>'",
].join('\n');

/**
 * Reads the arguments and the flags -f, -R, -l, --field-selector of a command. Throws kubectl's errors.
 * Models cli-runtime's resource.Builder.
 */
export function* select(invocation: Invocation, options: SelectOptions = {}): Process<Selection> {
  const { flags, mapper } = invocation;
  const args = options.args ?? invocation.args;
  const filenames = flags.list('filename');
  const labelSelector = flags.string('selector');
  const fieldSelector = flags.string('field-selector');
  const base = { labelSelector, fieldSelector, errors: [], resources: [], infos: [], single: false };
  if (filenames.length > 0) return yield* fromFiles(invocation, filenames, args, base);
  const named = yield* readArguments(mapper, args);
  const selects = labelSelector !== '' || fieldSelector !== '' || options.all === true;
  if (named.type === 'objects') {
    if (selects && args[0]!.includes('/')) {
      throw new Error('selectors and the all flag cannot be used when passing resource/name arguments');
    }
    if (selects) throw new Error('name cannot be provided when a selector is specified');
    if (options.allNamespaces && named.objects.some(({ resource }) => resource.namespaced)) {
      throw new Error('a resource cannot be retrieved by name across all namespaces');
    }
    const infos = named.objects.map(({ resource, name }) => ({
      resource,
      namespace: resource.namespaced ? invocation.namespace : '',
      name,
      source: '',
    }));
    return { ...base, type: 'objects', infos, single: infos.length === 1 };
  }
  if (named.type === 'none') {
    throw new Error(selects ? 'at least one resource must be specified to use a selector' : NOTHING_SELECTED);
  }
  if (!selects && !options.typeMeansAll) throw new Error('resource(s) were provided, but no name was specified');
  return { ...base, type: 'lists', resources: named.resources };
}

function* fromFiles(
  invocation: Invocation,
  filenames: readonly string[],
  args: readonly string[],
  base: Omit<Selection, 'type'>,
): Process<Selection> {
  if (args.length > 0) {
    throw new Error('when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well');
  }
  const { env, mapper, flags, namespace, namespaceGiven } = invocation;
  const manifests = yield* readManifests(env, mapper, {
    filenames,
    recursive: flags.bool('recursive'),
    validate: !['false', 'ignore'].includes(flags.string('validate')),
    namespace,
    labelSelector: flags.string('selector'),
    enforceNamespace: namespaceGiven,
  });
  return { ...base, type: 'objects', infos: manifests.infos, errors: manifests.errors };
}

/** The objects of a selection as the server has them now; what cannot be read goes to `errors`. */
export function* fetchAll(
  invocation: Invocation,
  selection: Selection,
  errors: unknown[],
  allNamespaces = false,
  subresource = '',
): Process<(Info & { readonly object: AnyObject })[]> {
  const found: (Info & { readonly object: AnyObject })[] = [];
  const attempt = function* (process: Process<readonly (Info & { readonly object: AnyObject })[]>): Process<void> {
    try {
      found.push(...(yield* process));
    } catch (error) {
      errors.push(error);
    }
  };
  for (const info of selection.infos) {
    yield* attempt(fetchOne(invocation, info, subresource));
  }
  for (const resource of selection.resources) {
    yield* attempt(fetchList(invocation, selection, resource, allNamespaces));
  }
  return found;
}

function* fetchOne(
  invocation: Invocation,
  info: Info,
  subresource: string,
): Process<readonly (Info & { readonly object: AnyObject })[]> {
  return [yield* latest(invocation.api, info, subresource)];
}

function* fetchList(
  invocation: Invocation,
  selection: Selection,
  resource: ApiResource,
  allNamespaces: boolean,
): Process<readonly (Info & { readonly object: AnyObject })[]> {
  const namespace = resource.namespaced && !allNamespaces ? invocation.namespace : '';
  const list = yield* withListErrors(
    resource,
    selection,
    invocation.api.list({ resource, namespace }, selectorQuery(selection)),
  );
  return list.items.map((item) => infoOf(resource, item));
}

/** The query parameters of a selection's selectors. */
export function selectorQuery(selection: Selection): Query {
  return { labelSelector: selection.labelSelector, fieldSelector: selection.fieldSelector };
}

/** Says in a refusal what was looked for. Models cli-runtime's Selector.Visit. */
export function* withListErrors<T>(resource: ApiResource, selection: Selection, process: Process<T>): Process<T> {
  try {
    return yield* process;
  } catch (error) {
    if (!(error instanceof ApiError) || (error.reason !== 'BadRequest' && error.reason !== 'NotFound')) throw error;
    const { labelSelector, fieldSelector } = selection;
    const where =
      labelSelector || fieldSelector
        ? `Unable to find ${goQuote(resourceText(resource))} that match label selector ${goQuote(labelSelector)}, field selector ${goQuote(fieldSelector)}`
        : `Unable to list ${goQuote(resourceText(resource))}`;
    throw withMessage(error, `${where}: ${error.message}`);
  }
}
