import type { Process } from '../../../api/process.ts';
import { isReason } from '../../../api/status.ts';
import type { AnyObject } from '../client/resource.ts';
import {
  ALL_FLAG,
  type Command,
  DRY_RUN_FLAG,
  FIELD_MANAGER_FLAG,
  FILE_FLAGS,
  PRINT_FLAGS,
  SELECTOR_FLAG,
  VALIDATE_FLAG,
} from '../command.ts';
import { type DryRun, dryRunOf, fieldValidation } from '../dry-run.ts';
import { throwAll, usageError, withSource } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { listOf, objectPrinter } from '../print/objects.ts';
import { checkOutput, printResult } from '../print/result.ts';
import { type Info, infoText, latest, targetOf } from '../resource/info.ts';
import { readManifests } from '../resource/manifests.ts';
import { checkFlags } from './check-flags.ts';
import { editLastAppliedCommand } from './edit-last-applied.ts';
import { LAST_APPLIED, withLastApplied } from './last-applied.ts';
import { clientSideQuery, patchLive } from './patch-live.ts';
import { allowedTypes, prune } from './prune.ts';
import { serverSideApply } from './server-side.ts';
import { setLastAppliedCommand } from './set-last-applied.ts';
import { viewLastAppliedCommand } from './view-last-applied.ts';

/** `kubectl apply`. Models kubectl/pkg/cmd/apply. */
export const applyCommand: Command = {
  name: 'apply',
  commands: [editLastAppliedCommand, setLastAppliedCommand, viewLastAppliedCommand],
  flags: [
    ...FILE_FLAGS,
    ...PRINT_FLAGS,
    SELECTOR_FLAG,
    DRY_RUN_FLAG,
    VALIDATE_FLAG,
    FIELD_MANAGER_FLAG,
    ALL_FLAG,
    { name: 'cascade', type: 'string', default: 'background', bare: 'background' },
    { name: 'grace-period', type: 'int', default: '-1' },
    { name: 'openapi-patch', type: 'bool', default: 'true', missing: true },
    { name: 'overwrite', type: 'bool', default: 'true', missing: true },
    { name: 'prune', type: 'bool' },
    { name: 'prune-allowlist', type: 'array' },
    { name: 'force', type: 'bool' },
    { name: 'subresource', type: 'string' },
    { name: 'server-side', type: 'bool' },
    { name: 'force-conflicts', type: 'bool' },
    { name: 'wait', type: 'bool' },
    { name: 'timeout', type: 'duration' },
  ],
  run: apply,
};

type Loaded = Info & { readonly object: AnyObject };

function* apply(invocation: Invocation): Process<void> {
  const { flags, args, path } = invocation;
  if (args.length > 0) throw usageError(path, `Unexpected args: [${args.join(' ')}]`);
  if (!flags.given('filename')) throw new Error('must specify one of -f and -k');
  const dryRun = dryRunOf(flags);
  fieldValidation(flags.string('validate'));
  checkOutput(invocation);
  checkFlags(flags, dryRun);
  if (flags.bool('prune')) yield* allowedTypes(invocation.mapper, flags.list('prune-allowlist'));
  const manifests = yield* readManifests(invocation.env, invocation.mapper, {
    filenames: flags.list('filename'),
    recursive: flags.bool('recursive'),
    validate: fieldValidation(flags.string('validate')) !== 'Ignore',
    namespace: invocation.namespace,
    labelSelector: flags.string('selector'),
    enforceNamespace: invocation.namespaceGiven,
  });
  if (manifests.infos.length === 0 && manifests.errors.length === 0) throw new Error('no objects passed to apply');
  const errors: unknown[] = [...manifests.errors];
  const applied: AnyObject[] = [];
  for (const info of manifests.infos) {
    try {
      const object = flags.bool('server-side')
        ? yield* serverSideApply(invocation, info, dryRun)
        : yield* applyOne(invocation, info, dryRun);
      applied.push(object);
    } catch (error) {
      errors.push(error);
    }
  }
  throwAll(errors);
  printAll(invocation, applied);
  if (!flags.bool('prune')) return;
  const namespaces = manifests.infos.filter(({ resource }) => resource.namespaced).map(({ namespace }) => namespace);
  const uids = new Set(applied.map(({ metadata }) => metadata?.uid));
  yield* prune(invocation, { namespaces: [...new Set(namespaces)], uids }, dryRun);
}

/** Whether whole objects are printed at the end, instead of a line for each. */
function printsObjects({ flags }: Invocation): boolean {
  return !['', 'name'].includes(flags.string('output'));
}

function printAll(invocation: Invocation, applied: readonly AnyObject[]): void {
  if (!printsObjects(invocation) || applied.length === 0) return;
  const showManagedFields = invocation.flags.bool('show-managed-fields');
  const print = objectPrinter(invocation.flags.string('output'), { showManagedFields });
  invocation.out(print(applied.length === 1 ? applied[0]! : listOf(applied)));
}

function* applyOne(invocation: Invocation, info: Loaded, dryRun: DryRun): Process<AnyObject> {
  const modified = withLastApplied(info.object);
  const live = yield* current(invocation, info);
  const report = (operation: string): void => {
    if (!printsObjects(invocation)) printResult(invocation, info, undefined, operation, dryRun);
  };
  if (!live) {
    const created = dryRun === 'client' ? modified : yield* create(invocation, info, modified, dryRun);
    report('created');
    return created;
  }
  if (dryRun === 'client') {
    report('configured');
    return live;
  }
  if (live.metadata?.annotations?.[LAST_APPLIED] === undefined) warnUnmanaged(invocation, info);
  const { object, changed } = yield* patchLive(invocation, info, { live, modified, dryRun });
  if (object.metadata?.deletionTimestamp) {
    invocation.err(`Warning: Detected changes to resource ${info.name} which is currently being deleted.\n`);
  }
  report(changed ? 'configured' : 'unchanged');
  return object;
}

function* current(invocation: Invocation, info: Loaded): Process<AnyObject | undefined> {
  if (info.name === '') {
    throw new Error(
      info.object.metadata?.generateName
        ? `from ${info.object.metadata.generateName}: cannot use generate name with apply`
        : `error when retrieving current configuration of:\n${infoText(info)}\nfrom server for: ${JSON.stringify(info.source)}: resource name may not be empty`,
    );
  }
  try {
    return (yield* latest(invocation.api, info)).object;
  } catch (error) {
    if (isReason(error, 'NotFound')) return undefined;
    const verb = `retrieving current configuration of:\n${infoText(info)}\nfrom server for:`;
    throw withSource(verb, info.source, error);
  }
}

function* create(invocation: Invocation, info: Loaded, object: AnyObject, dryRun: DryRun): Process<AnyObject> {
  const query = clientSideQuery(invocation, dryRun);
  const { name: _, ...collection } = targetOf(info);
  try {
    return yield* invocation.api.create(collection, object, query);
  } catch (error) {
    throw withSource('creating', info.source, error);
  }
}

function warnUnmanaged(invocation: Invocation, info: Info): void {
  invocation.err(
    `Warning: resource ${info.resource.plural}/${info.name} is missing the ${LAST_APPLIED} annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.\n`,
  );
}
