import type { Process } from '../../../api/process.ts';
import { isReason } from '../../../api/status.ts';
import type { Query } from '../client/api.ts';
import type { AnyObject } from '../client/resource.ts';
import { type DryRun, writeQuery } from '../dry-run.ts';
import { textOf } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { printResult } from '../print/result.ts';
import { type Info, targetOf } from '../resource/info.ts';
import { DEFAULT_MANAGER, migrate } from './migrate.ts';

const APPLY = 'application/apply-patch+yaml';

/** What kubectl adds to a conflict: how to go on. */
const ADVICE = `Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the \`--force-conflicts\` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts`;

/** `kubectl apply --server-side`: the server merges and keeps account of who owns which field. */
export function* serverSideApply(
  invocation: Invocation,
  info: Info & { readonly object: AnyObject },
  dryRun: DryRun,
): Process<AnyObject> {
  const { flags } = invocation;
  const { generateName } = info.object.metadata ?? {};
  if (info.name === '' && generateName) throw new Error(`from ${generateName}: cannot use generate name with apply`);
  const query = writeQuery(dryRun, flags.string('field-manager') || DEFAULT_MANAGER, flags.string('validate'));
  const forced: Query = { ...query, force: flags.bool('force-conflicts') ? 'true' : 'false' };
  const applied = yield* patched(invocation, info, forced);
  const migrated = yield* migrate(invocation, info, applied, query);
  const object = migrated.again ? yield* patched(invocation, info, forced) : migrated.object;
  if (object.metadata?.deletionTimestamp) {
    invocation.err(`Warning: Detected changes to resource ${info.name} which is currently being deleted.\n`);
  }
  if (['', 'name'].includes(flags.string('output'))) {
    printResult(invocation, info, undefined, 'serverside-applied', dryRun);
  }
  return object;
}

function* patched(
  invocation: Invocation,
  info: Info & { readonly object: AnyObject },
  query: Query,
): Process<AnyObject> {
  try {
    const target = targetOf(info, invocation.flags.string('subresource') || undefined);
    return yield* invocation.api.patch(target, APPLY, info.object, query);
  } catch (error) {
    throw isReason(error, 'Conflict') ? new Error(`${textOf(error)}\n${ADVICE}`) : error;
  }
}
