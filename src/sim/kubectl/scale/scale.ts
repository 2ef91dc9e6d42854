import { type Process, sleep } from '../../../api/process.ts';
import { isReason } from '../../../api/status.ts';
import { goQuote } from '../../../base/go-quote.ts';
import type { AnyObject } from '../client/resource.ts';
import { ALL_FLAG, type Command, DRY_RUN_FLAG, FILE_FLAGS, PRINT_FLAGS, SELECTOR_FLAG } from '../command.ts';
import { dryRunOf, writeQuery } from '../dry-run.ts';
import { SeveralErrors, textOf, throwAll } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { checkOutput, printResult } from '../print/result.ts';
import { requireFlag } from '../required-flag.ts';
import { type Info, targetOf } from '../resource/info.ts';
import { fetchAll, select } from '../resource/select.ts';
import { deadlineOf } from '../watch.ts';

/** `kubectl scale`. Models kubectl/pkg/cmd/scale. */
export const scaleCommand: Command = {
  name: 'scale',
  flags: [
    ...FILE_FLAGS,
    ...PRINT_FLAGS,
    SELECTOR_FLAG,
    ALL_FLAG,
    DRY_RUN_FLAG,
    { name: 'replicas', type: 'int' },
    { name: 'current-replicas', type: 'int', default: '-1' },
    { name: 'resource-version', type: 'string' },
    { name: 'timeout', type: 'duration' },
  ],
  run: scale,
};

function* scale(invocation: Invocation): Process<void> {
  const { flags } = invocation;
  requireFlag(invocation, 'replicas');
  if (flags.int('replicas') < 0) {
    throw new Error('The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0');
  }
  if (flags.given('current-replicas') && flags.int('current-replicas') < -1) {
    throw new Error('The --current-replicas must specify an integer of -1 or greater');
  }
  checkOutput(invocation);
  const dryRun = dryRunOf(flags);
  const all = flags.bool('all');
  const selection = yield* select(invocation, { all });
  const errors: unknown[] = [...selection.errors];
  const infos = yield* fetchAll(invocation, selection, errors);
  if (infos.length === 0) {
    throw new Error(`no objects passed to scale${errors.length ? ` ${textOf(new SeveralErrors(errors))}` : ''}`);
  }
  for (const info of infos) {
    if (dryRun !== 'client') yield* scaleOne(invocation, info, writeQuery(dryRun, ''));
    if (flags.durationMs('timeout') > 0 && dryRun === 'none') {
      yield* waitForReplicas(invocation, info, deadlineOf(invocation.env, flags.durationMs('timeout')));
    }
    printResult(invocation, info, info.object, 'scaled', dryRun);
  }
  throwAll(errors);
}

function* scaleOne(invocation: Invocation, info: Info, query: ReturnType<typeof writeQuery>): Process<void> {
  const { flags, api } = invocation;
  const target = targetOf(info, 'scale');
  const replicas = flags.int('replicas');
  const expected = flags.int('current-replicas');
  const version = flags.string('resource-version');
  if (expected === -1 && version === '') {
    yield* api.patch(target, 'application/merge-patch+json', { spec: { replicas } }, query);
    return;
  }
  for (;;) {
    const current = yield* api.get(target);
    const now = (current['spec'] as { readonly replicas?: number } | undefined)?.replicas ?? 0;
    if (expected !== -1 && now !== expected) throw new Error(`Expected replicas to be ${expected}, was ${now}`);
    if (version !== '' && current.metadata?.resourceVersion !== version) {
      throw new Error(`Expected resource version to be ${version}, was ${current.metadata?.resourceVersion}`);
    }
    try {
      yield* api.update(target, withReplicas(current, replicas), query);
      return;
    } catch (error) {
      if (!isReason(error, 'Conflict')) throw error;
    }
  }
}

/** How often kubectl looks whether the wanted replicas are there. */
const POLL_MS = 100;

/** Waits until the status tells the wanted number. Models scale.WaitForScaleHasDesiredReplicas. */
function* waitForReplicas({ api, env, flags }: Invocation, info: Info, deadlineMs: number): Process<void> {
  for (;;) {
    const scale = yield* api.get(targetOf(info, 'scale'));
    const status = scale['status'] as { readonly replicas?: number } | undefined;
    if ((status?.replicas ?? 0) === flags.int('replicas')) return;
    if (env.engine.nowMs >= deadlineMs) throw new Error(`timed out waiting for ${goQuote(info.name)} to be synced`);
    yield* sleep(POLL_MS);
  }
}

function withReplicas(scale: AnyObject, replicas: number): AnyObject {
  return { ...scale, spec: { ...(scale['spec'] as object), replicas } };
}
