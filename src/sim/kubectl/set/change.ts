import type { Process } from '../../../api/process.ts';
import type { AnyObject } from '../client/resource.ts';
import { ALL_FLAG, DRY_RUN_FLAG, FILE_FLAGS, PRINT_FLAGS, SELECTOR_FLAG } from '../command.ts';
import { dryRunOf, writeQuery } from '../dry-run.ts';
import { textOf, throwAll } from '../errors.ts';
import type { FlagSpec } from '../flags.ts';
import type { Invocation } from '../invocation.ts';
import { checkOutput, printResult } from '../print/result.ts';
import type { Info } from '../resource/info.ts';
import { localObjects } from '../resource/local.ts';
import { patchBetween, sendPatch } from '../resource/patch-object.ts';
import { fetchAll, select } from '../resource/select.ts';
import { typedForm } from '../resource/typed-form.ts';

/** Flags of every `kubectl set …`. */
export const SET_FLAGS: readonly FlagSpec[] = [
  ...FILE_FLAGS,
  ...PRINT_FLAGS,
  SELECTOR_FLAG,
  ALL_FLAG,
  DRY_RUN_FLAG,
  { name: 'local', type: 'bool' },
  { name: 'field-manager', type: 'string', default: 'kubectl-set' },
];

export type Loaded = Info & { readonly object: AnyObject };

export interface SetOptions {
  readonly args: readonly string[];
  /** What results say, e.g. `image updated`. */
  readonly operation: string;
  /** What goes before the text of a refusal. */
  readonly failure: string;
  /** Errors are thrown as they are, not as several; objects that stay alike are reported too. */
  readonly plain?: boolean;
  /** The changed object, `undefined` to leave it alone. Errors that it throws or collects end with the command. */
  change(info: Loaded, errors: unknown[]): Process<AnyObject | undefined>;
}

/** Loads what the command line selects; throws for nothing to work on. */
export function* setTargets(invocation: Invocation, args: readonly string[], errors: unknown[]): Process<Loaded[]> {
  const { flags } = invocation;
  dryRunOf(flags);
  checkOutput(invocation);
  if (flags.bool('local')) return yield* localObjects(invocation, args);
  const selection = yield* select(invocation, { args, all: flags.bool('all') });
  errors.push(...selection.errors);
  return yield* fetchAll(invocation, selection, errors);
}

/** Changes every selected object and reports it; objects that stay alike are not mentioned. */
export function* setOnObjects(invocation: Invocation, options: SetOptions): Process<void> {
  const errors: unknown[] = [];
  const infos = yield* setTargets(invocation, options.args, errors);
  yield* changeAll(invocation, options, infos, errors);
}

/** The same for objects that are loaded already. */
export function* changeAll(
  invocation: Invocation,
  options: SetOptions,
  infos: readonly Loaded[],
  errors: unknown[],
): Process<void> {
  const { flags } = invocation;
  const dryRun = dryRunOf(flags);
  for (const info of infos) {
    let next: AnyObject | undefined;
    try {
      next = yield* options.change(info, errors);
    } catch (error) {
      errors.push(error);
    }
    const patch = next && patchBetween(info, info.object, next);
    if (next && !patch && options.plain) printResult(invocation, info, next, options.operation, dryRun);
    if (!next || !patch) continue;
    if (flags.bool('local')) {
      printResult(invocation, info, typedForm(next), options.operation);
      continue;
    }
    try {
      const query = writeQuery(dryRun, flags.string('field-manager'));
      const changed = dryRun === 'client' ? next : yield* sendPatch(invocation, info, patch, query);
      printResult(invocation, info, changed, options.operation, dryRun);
    } catch (error) {
      errors.push(new Error(`${options.failure} ${textOf(error)}`));
    }
  }
  throwAll(errors);
}
