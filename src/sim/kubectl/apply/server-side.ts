import type { Process } from '../../../api/process.ts';
import type { AnyObject } from '../client/resource.ts';
import { type DryRun, writeQuery } from '../dry-run.ts';
import { withSource } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { printResult } from '../print/result.ts';
import { type Info, targetOf } from '../resource/info.ts';

/** `kubectl apply --server-side`: the server merges and keeps account of who owns which field. */
export function* serverSideApply(
  invocation: Invocation,
  info: Info & { readonly object: AnyObject },
  dryRun: DryRun,
): Process<AnyObject> {
  const { flags } = invocation;
  const query = {
    ...writeQuery(dryRun, flags.string('field-manager') || 'kubectl', flags.string('validate')),
    force: flags.bool('force-conflicts') ? 'true' : 'false',
  };
  try {
    const object = yield* invocation.api.patch(targetOf(info), 'application/apply-patch+yaml', info.object, query);
    if (['', 'name'].includes(flags.string('output'))) {
      printResult(invocation, info, undefined, 'serverside-applied', dryRun);
    }
    return object;
  } catch (error) {
    throw withSource('applying patch', info.source, error);
  }
}
