import type { Process } from '../../../api/process.ts';
import type { AnyObject } from '../client/resource.ts';
import { type Command, DRY_RUN_FLAG, FILE_FLAGS, PRINT_FLAGS } from '../command.ts';
import { dryRunOf, writeQuery } from '../dry-run.ts';
import type { Invocation } from '../invocation.ts';
import { goJson } from '../print/go-values.ts';
import { checkOutput, printResult } from '../print/result.ts';
import { latest, targetOf } from '../resource/info.ts';
import { type Loaded, loadManifests } from '../resource/load.ts';
import { NOTHING_SELECTED } from '../resource/select.ts';
import { LAST_APPLIED } from './last-applied.ts';

/** `kubectl apply set-last-applied`. Models kubectl/pkg/cmd/apply/apply_set_last_applied.go. */
export const setLastAppliedCommand: Command = {
  name: 'set-last-applied',
  flags: [...FILE_FLAGS, ...PRINT_FLAGS, DRY_RUN_FLAG, { name: 'create-annotation', type: 'bool' }],
  run: setLastApplied,
};

interface Change {
  readonly info: Loaded;
  /** The object as the server has it. */
  readonly live: AnyObject;
  readonly annotation: string;
}

/** Nothing is written before all objects have been looked at. */
function* setLastApplied(invocation: Invocation): Process<void> {
  const { flags, api } = invocation;
  if (!flags.given('filename')) throw new Error(NOTHING_SELECTED);
  checkOutput(invocation);
  const dryRun = dryRunOf(flags);
  const { infos, errors } = yield* loadManifests(invocation);
  if (errors.length > 0) throw errors[0];
  const changes: Change[] = [];
  for (const info of infos) {
    const change = yield* changeOf(invocation, info);
    if (change) changes.push(change);
  }
  for (const { info, live, annotation } of changes) {
    const patch = { metadata: { annotations: { [LAST_APPLIED]: annotation } } };
    const query = writeQuery(dryRun, '');
    const object =
      dryRun === 'client' ? live : yield* api.patch(targetOf(info), 'application/merge-patch+json', patch, query);
    printResult(invocation, info, object, 'configured', dryRun);
  }
}

function* changeOf(invocation: Invocation, info: Loaded): Process<Change | undefined> {
  const { object: live } = yield* latest(invocation.api, info);
  const had = live.metadata?.annotations?.[LAST_APPLIED];
  const annotation = `${goJson(info.object)}\n`;
  if (had === undefined && !invocation.flags.bool('create-annotation')) {
    throw new Error(
      `no last-applied-configuration annotation found on resource: ${info.name}, to create the annotation, run the command with --create-annotation`,
    );
  }
  if (had !== annotation) return { info, live, annotation };
  invocation.out(`set-last-applied ${info.name}: no changes required.\n`);
  return undefined;
}
