import type { Process } from '../../../api/process.ts';
import { isReason } from '../../../api/status.ts';
import { goQuote } from '../../../base/go-quote.ts';
import { bodyOf } from '../client/api.ts';
import { type AnyObject, kindName } from '../client/resource.ts';
import { ALL_FLAG, type Command, DRY_RUN_FLAG, FILE_FLAGS, SELECTOR_FLAG } from '../command.ts';
import { type DryRun, dryRunOf, dryRunSuffix } from '../dry-run.ts';
import { throwAll, withSource } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { type Info, objectName, targetOf } from '../resource/info.ts';
import { fetchAll, type Selection, select } from '../resource/select.ts';
import { type Deleted, waitUntilGone } from './wait.ts';

/** `kubectl delete`. Models kubectl/pkg/cmd/delete. */
export const deleteCommand: Command = {
  name: 'delete',
  flags: [
    ...FILE_FLAGS,
    SELECTOR_FLAG,
    ALL_FLAG,
    DRY_RUN_FLAG,
    { name: 'all-namespaces', short: 'A', type: 'bool' },
    { name: 'cascade', type: 'string', default: 'background', bare: 'background' },
    { name: 'field-selector', type: 'string' },
    { name: 'force', type: 'bool' },
    { name: 'grace-period', type: 'int', default: '-1' },
    { name: 'ignore-not-found', type: 'bool' },
    { name: 'interactive', short: 'i', type: 'bool', missing: true },
    { name: 'now', type: 'bool' },
    { name: 'output', short: 'o', type: 'string' },
    { name: 'raw', type: 'string' },
    { name: 'timeout', type: 'duration' },
    { name: 'wait', type: 'bool', default: 'true' },
  ],
  run: deleteObjects,
};

/** How objects are deleted. */
export interface DeleteOptions {
  readonly gracePeriod: number;
  readonly propagation: string;
  readonly dryRun: DryRun;
  readonly ignoreNotFound: boolean;
}

const FORCE_WARNING =
  'Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.';

function* deleteObjects(invocation: Invocation): Process<void> {
  const { flags, out, err } = invocation;
  if (flags.given('raw')) {
    yield* deleteRaw(invocation);
    return;
  }
  warnOldCascade(invocation);
  const output = flags.string('output');
  const all = flags.bool('all');
  if (all && flags.string('selector')) throw new Error("setting 'all' parameter but found a non empty selector. ");
  const options = readOptions(invocation);
  if (output !== '' && output !== 'name') {
    throw new Error(`unexpected -o output mode: ${output}. We only support '-o name'`);
  }
  if (flags.bool('force') && options.gracePeriod === 0) err(`Warning: ${FORCE_WARNING}\n`);
  const allNamespaces = flags.bool('all-namespaces');
  const selection = yield* select(invocation, { all, allNamespaces });
  const errors: unknown[] = [...selection.errors];
  const infos = yield* toDelete(invocation, selection, errors, allNamespaces);
  const deleted = yield* deleteInfos(invocation, infos, options, errors);
  if (errors.length === 0 && infos.length === 0) out('No resources found\n');
  throwAll(errors);
  if (flags.bool('wait')) yield* waitUntilGone(invocation, deleted, flags.durationMs('timeout'));
}

/** Deletes objects and says so; what fails goes to `errors`. Returns those whose end may be waited for. */
export function* deleteInfos(
  invocation: Invocation,
  infos: readonly Info[],
  options: DeleteOptions,
  errors: unknown[],
): Process<readonly Deleted[]> {
  const deleted: Deleted[] = [];
  for (const info of infos) {
    try {
      const answer = yield* deleteOne(invocation, info, options);
      invocation.out(resultLine(invocation, info, options));
      if (options.dryRun === 'none') deleted.push({ info, uid: uidOf(answer) ?? info.object?.metadata?.uid });
    } catch (error) {
      if (isReason(error, 'NotFound') && options.ignoreNotFound) continue;
      errors.push(error);
    }
  }
  return deleted;
}

/** `--raw`: a DELETE to a path of the server. */
function* deleteRaw({ flags, api, out }: Invocation): Process<void> {
  const path = flags.string('raw');
  if (!path.startsWith('/')) {
    throw new Error(`--raw must be a valid URL path: parse ${goQuote(path)}: invalid URI for request`);
  }
  const answer = bodyOf(yield* api.raw('DELETE', path));
  out(typeof answer === 'string' ? answer : JSON.stringify(answer));
}

function warnOldCascade({ flags, err }: Invocation): void {
  const cascade = flags.string('cascade');
  const words = { true: 'background', false: 'orphan' }[cascade];
  if (!words) return;
  err(`warning: --cascade=${cascade} is deprecated (boolean value) and can be replaced with --cascade=${words}.\n`);
}

function readOptions({ flags }: Invocation): DeleteOptions {
  let gracePeriod = flags.int('grace-period');
  if (flags.bool('now')) {
    if (gracePeriod !== -1) throw new Error('--now and --grace-period cannot be specified together');
    gracePeriod = 1;
  }
  if (gracePeriod === 0 && !flags.bool('force')) gracePeriod = 1;
  else if (gracePeriod > 0 && flags.bool('force')) {
    throw new Error('--force and --grace-period greater than 0 cannot be specified together');
  } else if (gracePeriod < 0 && flags.bool('force')) gracePeriod = 0;
  return {
    gracePeriod,
    propagation: propagationOf(flags.string('cascade')),
    dryRun: dryRunOf(flags),
    // What a selection finds may be gone a moment later.
    ignoreNotFound: flags.given('ignore-not-found')
      ? flags.bool('ignore-not-found')
      : flags.bool('all') || flags.string('selector') !== '' || flags.string('field-selector') !== '',
  };
}

/** The propagation policy that `--cascade` means. */
export function propagationOf(cascade: string): string {
  switch (cascade) {
    case 'background':
    case 'true':
      return 'Background';
    case 'foreground':
      return 'Foreground';
    case 'orphan':
    case 'false':
      return 'Orphan';
    default:
      throw new Error(`invalid cascade value (${cascade}). Must be "background", "foreground", or "orphan"`);
  }
}

/** Objects that are named need not be looked up first; selected ones are listed. */
function* toDelete(
  invocation: Invocation,
  selection: Selection,
  errors: unknown[],
  allNamespaces: boolean,
): Process<readonly Info[]> {
  if (selection.type === 'objects') return selection.infos;
  return yield* fetchAll(invocation, selection, errors, allNamespaces);
}

function* deleteOne(invocation: Invocation, info: Info, options: DeleteOptions): Process<AnyObject> {
  const { gracePeriod, propagation, dryRun } = options;
  const body = {
    apiVersion: 'v1',
    kind: 'DeleteOptions',
    ...(gracePeriod >= 0 ? { gracePeriodSeconds: gracePeriod } : {}),
    propagationPolicy: propagation,
    ...(dryRun === 'server' ? { dryRun: ['All'] } : {}),
  };
  try {
    if (dryRun === 'client') return yield* invocation.api.get(targetOf(info));
    return yield* invocation.api.delete(targetOf(info), body);
  } catch (error) {
    throw withSource('deleting', info.source, error);
  }
}

function resultLine(invocation: Invocation, info: Info, { gracePeriod, dryRun }: DeleteOptions): string {
  if (invocation.flags.string('output') === 'name') return `${objectName(info)}\n`;
  const operation = gracePeriod === 0 ? 'force deleted' : 'deleted';
  return `${kindName(info.resource)} "${info.name}" ${operation}${dryRunSuffix(dryRun)}\n`;
}

/** The answer is the object when it lingers, and a Status with its UID when it is gone. */
function uidOf(answer: AnyObject): string | undefined {
  const details = answer['details'] as { readonly uid?: string } | undefined;
  return answer.kind === 'Status' ? details?.uid : answer.metadata?.uid;
}
