import type { Process } from '../../../api/process.ts';
import { goQuote } from '../../../base/go-quote.ts';
import { bodyOf } from '../client/api.ts';
import { type Command, FILE_FLAGS, PRINT_FLAGS, SELECTOR_FLAG } from '../command.ts';
import { throwAll, usageError } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { objectPrinter } from '../print/objects.ts';
import { select } from '../resource/select.ts';
import { isHuman, outputFormat } from './format.ts';
import { printObjects } from './objects.ts';
import { printTables } from './tables.ts';
import { watchTables } from './watch-tables.ts';

/** `kubectl get`. Models kubectl/pkg/cmd/get. */
export const getCommand: Command = {
  name: 'get',
  flags: [
    ...FILE_FLAGS,
    ...PRINT_FLAGS,
    SELECTOR_FLAG,
    { name: 'all-namespaces', short: 'A', type: 'bool' },
    { name: 'chunk-size', type: 'int', default: '500' },
    { name: 'field-selector', type: 'string' },
    { name: 'ignore-not-found', type: 'bool' },
    { name: 'label-columns', short: 'L', type: 'list' },
    { name: 'no-headers', type: 'bool' },
    { name: 'output-watch-events', type: 'bool' },
    { name: 'raw', type: 'string' },
    { name: 'server-print', type: 'bool', default: 'true' },
    { name: 'show-kind', type: 'bool' },
    { name: 'show-labels', type: 'bool' },
    { name: 'sort-by', type: 'string' },
    { name: 'subresource', type: 'string' },
    { name: 'watch', short: 'w', type: 'bool' },
    { name: 'watch-only', type: 'bool' },
  ],
  run: get,
};

function* get(invocation: Invocation): Process<void> {
  const { flags, args } = invocation;
  if (flags.given('raw')) {
    if (!flags.string('raw').startsWith('/')) {
      throw new Error(`--raw must be a valid URL path: parse ${goQuote(flags.string('raw'))}: invalid URI for request`);
    }
    const body = bodyOf(yield* invocation.api.raw('GET', flags.string('raw')));
    invocation.out(typeof body === 'string' ? body : JSON.stringify(body));
    return;
  }
  if (args.length === 0 && !flags.given('filename')) {
    invocation.err(
      'You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.\n\n',
    );
    throw usageError(
      invocation.path,
      'Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).',
    );
  }
  const watches = flags.bool('watch') || flags.bool('watch-only');
  if (flags.bool('output-watch-events') && !watches) {
    throw new Error('--output-watch-events option can only be used with --watch or --watch-only');
  }
  const allNamespaces = flags.bool('all-namespaces');
  const human = isHuman(invocation);
  if (!human && flags.string('output') !== 'name') {
    objectPrinter(outputFormat(invocation), { files: invocation.env.files ?? new Map() }, true);
  }
  const selection = yield* select(invocation, { typeMeansAll: true, allNamespaces });
  if (flags.string('subresource') && selection.type === 'lists') {
    throw new Error('subresource cannot be used when bulk resources are specified');
  }
  if (watches) {
    yield* watchTables(invocation, selection, allNamespaces);
    return;
  }
  const errors: unknown[] = [...selection.errors];
  if (human) yield* printTables(invocation, selection, allNamespaces, errors);
  else yield* printObjects(invocation, selection, allNamespaces, outputFormat(invocation), errors);
  throwAll(errors);
}
