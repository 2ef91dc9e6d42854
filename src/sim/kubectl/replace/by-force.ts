import { type Process, sleep } from '../../../api/process.ts';
import { isReason } from '../../../api/status.ts';
import { savedConfig } from '../apply/saved-config.ts';
import { deleteInfos, propagationOf } from '../delete/delete.ts';
import { waitUntilGone } from '../delete/wait.ts';
import { writeQuery } from '../dry-run.ts';
import { throwAll } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { printResult } from '../print/result.ts';
import { infoOf, latest, targetOf } from '../resource/info.ts';
import { type Loaded, loadManifests } from '../resource/load.ts';
import { temporaryName } from '../temporary-name.ts';

const TIMEOUT_MS = 5 * 60_000;

/** `replace --force`: deletes, waits until all are gone, creates. */
export function* replaceByForce(invocation: Invocation): Process<void> {
  const { flags, env } = invocation;
  // Standard input is read twice: it is put into a file.
  const stored = `${temporaryName(env, 'kubectl_replace_')}/resource.stdin`;
  const { infos, errors } = yield* loadManifests(invocation, stored);
  const options = {
    gracePeriod: flags.int('grace-period'),
    propagation: propagationOf(flags.string('cascade')),
    dryRun: 'none',
    ignoreNotFound: true,
  } as const;
  const deleted = yield* deleteInfos(invocation, infos, options, errors);
  throwAll(errors);
  const timeoutMs = flags.durationMs('timeout');
  yield* waitUntilGone(invocation, deleted, timeoutMs);
  for (const info of infos) yield* untilNotFound(invocation, info, timeoutMs || TIMEOUT_MS);
  const query = writeQuery('none', flags.string('field-manager'), flags.string('validate'));
  for (const info of infos) {
    const { name: _, ...collection } = targetOf(info);
    const { resourceVersion: _version, ...metadata } = info.object.metadata ?? {};
    const object = savedConfig(invocation, { ...info.object, metadata });
    const created = yield* invocation.api.create(collection, object, query);
    printResult(invocation, infoOf(info.resource, created, info.source), created, 'replaced');
  }
  if (infos.length === 0) throw new Error('no objects passed to replace');
}

function* untilNotFound(invocation: Invocation, info: Loaded, timeoutMs: number): Process<void> {
  const endMs = invocation.env.engine.nowMs + timeoutMs;
  for (;;) {
    try {
      yield* latest(invocation.api, info);
    } catch (error) {
      if (isReason(error, 'NotFound')) return;
      throw error;
    }
    if (invocation.env.engine.nowMs >= endMs) throw new Error('timed out waiting for the condition');
    yield* sleep(1000);
  }
}
