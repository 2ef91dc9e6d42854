import type { Process } from '../../../api/process.ts';
import { savedConfig } from '../apply/saved-config.ts';
import type { AnyObject } from '../client/resource.ts';
import { type Command, DRY_RUN_FLAG, FILE_FLAGS, PRINT_FLAGS, VALIDATE_FLAG } from '../command.ts';
import { propagationOf } from '../delete/delete.ts';
import { dryRunOf, fieldValidation, writeQuery } from '../dry-run.ts';
import { throwAll, withSource } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { checkOutput, printResult } from '../print/result.ts';
import { infoOf, targetOf } from '../resource/info.ts';
import { type Loaded, loadManifests } from '../resource/load.ts';
import { replaceByForce } from './by-force.ts';

/** `kubectl replace`. Models kubectl/pkg/cmd/replace. */
export const replaceCommand: Command = {
  name: 'replace',
  flags: [
    ...FILE_FLAGS,
    ...PRINT_FLAGS,
    DRY_RUN_FLAG,
    VALIDATE_FLAG,
    { name: 'cascade', type: 'string', default: 'background', bare: 'background' },
    { name: 'field-manager', type: 'string', default: 'kubectl-replace' },
    { name: 'force', type: 'bool' },
    { name: 'grace-period', type: 'int', default: '-1' },
    { name: 'raw', type: 'string', missing: true },
    { name: 'save-config', type: 'bool' },
    { name: 'subresource', type: 'string' },
    { name: 'timeout', type: 'duration' },
    { name: 'wait', type: 'bool' },
  ],
  run: replace,
};

function* replace(invocation: Invocation): Process<void> {
  const { flags } = invocation;
  checkOutput(invocation);
  fieldValidation(flags.string('validate'));
  const dryRun = dryRunOf(flags);
  propagationOf(flags.string('cascade'));
  if (!flags.given('filename')) throw new Error('must specify one of -f and -k');
  const force = flags.bool('force');
  if (flags.int('grace-period') >= 0 && !force) throw new Error('--grace-period must have --force specified');
  if (flags.durationMs('timeout') !== 0 && !force) throw new Error('--timeout must have --force specified');
  if (force && dryRun !== 'none') throw new Error('--dry-run can not be used when --force is set');
  if (force) {
    yield* replaceByForce(invocation);
    return;
  }
  const { infos, errors } = yield* loadManifests(invocation);
  for (const info of infos) {
    try {
      const object = savedConfig(invocation, info.object);
      if (dryRun === 'client') printResult(invocation, info, object, 'replaced', dryRun);
      else {
        const query = writeQuery(dryRun, flags.string('field-manager'), flags.string('validate'));
        const next = yield* put(invocation, info, object, query);
        printResult(invocation, infoOf(info.resource, next, info.source), next, 'replaced', dryRun);
      }
    } catch (error) {
      errors.push(error);
    }
  }
  throwAll(errors);
}

/** An object without a version takes the place of whatever is there. Models resource.Helper.Replace. */
function* put(
  invocation: Invocation,
  info: Loaded,
  object: AnyObject,
  query: ReturnType<typeof writeQuery>,
): Process<AnyObject> {
  const { api, flags } = invocation;
  const target = targetOf(info, flags.string('subresource') || undefined);
  if (info.name === '') throw withSource('replacing', info.source, new Error('resource name may not be empty'));
  try {
    if (object.metadata?.resourceVersion) return yield* api.update(target, object, query);
    let resourceVersion: string | undefined;
    try {
      resourceVersion = (yield* api.get(target)).metadata?.resourceVersion;
    } catch {
      // The write says what is wrong.
    }
    const versioned = resourceVersion ? { ...object, metadata: { ...object.metadata, resourceVersion } } : object;
    return yield* api.update(target, versioned, query);
  } catch (error) {
    throw withSource('replacing', info.source, error);
  }
}
