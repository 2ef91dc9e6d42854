import type { Process } from '../../../api/process.ts';
import { ApiError } from '../../../api/status.ts';
import { withLastApplied } from '../apply/last-applied.ts';
import type { AnyMetadata, AnyObject } from '../client/resource.ts';
import { DRY_RUN_FLAG, FIELD_MANAGER_FLAG, PRINT_FLAGS, VALIDATE_FLAG } from '../command.ts';
import { dryRunOf, writeQuery } from '../dry-run.ts';
import { usageError } from '../errors.ts';
import type { FlagSpec } from '../flags.ts';
import type { Invocation } from '../invocation.ts';
import { goJson } from '../print/go-values.ts';
import { checkOutput, printResult } from '../print/result.ts';

/** Flags of every `kubectl create KIND`. */
export const GENERATE_FLAGS: readonly FlagSpec[] = [
  ...PRINT_FLAGS,
  DRY_RUN_FLAG,
  VALIDATE_FLAG,
  FIELD_MANAGER_FLAG,
  { name: 'save-config', type: 'bool' },
];

/** The one name that a `create KIND NAME` takes. */
export function nameArgument({ args, dashAt, path }: Invocation): string {
  const names = dashAt < 0 ? args : args.slice(0, dashAt);
  if (names.length !== 1) throw usageError(path, `exactly one NAME is required, got ${names.length}`);
  return names[0]!;
}

/** Puts a command's own words before the text of an error, whose kind is lost by that. */
function* explained<T>(failure: string, process: Process<T>): Process<T> {
  try {
    return yield* process;
  } catch (error) {
    throw failure && error instanceof ApiError ? new Error(`${failure}${error.message}`) : error;
  }
}

/** Creates an object that the command line describes, or prints it for `--dry-run=client`. `failure` goes before errors. */
export function* createGenerated(
  invocation: Invocation,
  generated: AnyObject,
  { failure = '', manager = 'kubectl-create' }: { readonly failure?: string; readonly manager?: string } = {},
): Process<void> {
  const { flags, mapper, api } = invocation;
  const dryRun = dryRunOf(flags);
  checkOutput(invocation);
  const resource = yield* mapper.byKind(generated.apiVersion ?? '', generated.kind ?? '');
  if (!resource) throw new Error(`no matches for kind "${generated.kind}" in version "${generated.apiVersion}"`);
  const namespace = resource.namespaced ? invocation.namespace : '';
  const named =
    resource.namespaced && invocation.namespaceGiven
      ? { ...generated, metadata: withNamespace(generated.metadata, namespace) }
      : generated;
  const object = flags.bool('save-config') ? withLastApplied(named, false) : named;
  const query = writeQuery(dryRun, flags.string('field-manager') || manager, flags.string('validate'));
  const created =
    dryRun === 'client' ? object : yield* explained(failure, api.create({ resource, namespace }, object, query));
  const name = created.metadata?.name ?? '';
  if (dryRun === 'client' && flags.string('output') === 'json') {
    invocation.out(`${goJson(created, 4, false)}\n`);
    return;
  }
  printResult(invocation, { resource, namespace, name, source: '' }, created, 'created', dryRun);
}

/** The namespace stands behind the name. */
function withNamespace(metadata: AnyObject['metadata'], namespace: string): AnyMetadata {
  const { name, ...rest } = metadata ?? {};
  return { ...(name === undefined ? {} : { name }), namespace, ...rest };
}
