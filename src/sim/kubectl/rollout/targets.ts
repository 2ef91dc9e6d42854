import type { Process } from '../../../api/process.ts';
import type { AnyObject } from '../client/resource.ts';
import type { Invocation } from '../invocation.ts';
import type { Info } from '../resource/info.ts';
import { fetchAll, select } from '../resource/select.ts';

/** The objects that a rollout command works on; a type alone means all of them. */
export function* rolloutTargets(
  invocation: Invocation,
  errors: unknown[],
): Process<(Info & { readonly object: AnyObject })[]> {
  if (invocation.args.length === 0 && !invocation.flags.given('filename')) {
    throw new Error('required resource not specified');
  }
  const selection = yield* select(invocation, { typeMeansAll: true });
  errors.push(...selection.errors);
  return yield* fetchAll(invocation, selection, errors);
}
