import type { Pod } from '../../../api/k8s/core-v1.gen.ts';
import { type Process, sleep, wait } from '../../../api/process.ts';
import { ApiError, isReason } from '../../../api/status.ts';
import { formatDuration } from '../../../base/duration.ts';
import { PODS } from '../client/known.ts';
import { type DryRun, dryRunOf } from '../dry-run.ts';
import { SeveralErrors, textOf } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { printResult } from '../print/result.ts';
import { isOverdue } from './pods.ts';

const RETRY_MS = 5000;
const POLL_MS = 1000;

/** What goes for all Pods of one node. */
interface Plan {
  readonly dryRun: DryRun;
  readonly deadlineMs: number;
  /** The time-out as Go prints it. */
  readonly timeout: string;
  /** The body of a deletion, and what an eviction passes on to it. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** Evicts Pods, or deletes them with `--disable-eviction`, and waits until they are gone. Models drain.DeleteOrEvictPods. */
export function* removePods(invocation: Invocation, pods: readonly Pod[]): Process<void> {
  const { flags, env } = invocation;
  if (pods.length === 0) return;
  const dryRun = dryRunOf(flags);
  const timeoutMs = flags.durationMs('timeout');
  const grace = flags.int('grace-period');
  const plan: Plan = {
    dryRun,
    deadlineMs: timeoutMs > 0 ? env.engine.nowMs + timeoutMs : Number.POSITIVE_INFINITY,
    timeout: timeoutMs > 0 ? formatDuration(timeoutMs) : '2562047h47m16.854775807s',
    options: {
      ...(grace >= 0 ? { gracePeriodSeconds: grace } : {}),
      ...(dryRun === 'server' ? { dryRun: ['All'] } : {}),
    },
  };
  if (flags.bool('disable-eviction')) {
    yield* deleteAll(invocation, pods, plan);
    return;
  }
  // Go runs the goroutine that was made last first.
  const ordered = [pods.at(-1)!, ...pods.slice(0, -1)];
  const all = ordered.map((pod) => env.engine.spawn(caught(evict(invocation, pod, plan)), env.scope));
  const errors: unknown[] = [];
  for (const each of all) errors.push(...(yield* wait(each)));
  if (errors.length > 0) throw new SeveralErrors(errors);
}

function* caught(process: Process<void>): Process<readonly unknown[]> {
  try {
    yield* process;
    return [];
  } catch (error) {
    return [error];
  }
}

function* evict(invocation: Invocation, pod: Pod, plan: Plan): Process<void> {
  const { out, env } = invocation;
  const { name = '', namespace = '' } = pod.metadata;
  const suffix = plan.dryRun === 'server' ? ' (server dry run)' : '';
  for (;;) {
    out(`evicting pod ${namespace}/${name}${suffix}\n`);
    if (env.engine.nowMs >= plan.deadlineMs) {
      throw new Error(
        `error when evicting pods/${JSON.stringify(name)} -n ${JSON.stringify(namespace)}: global timeout reached: ${plan.timeout}`,
      );
    }
    const done = yield* tryToEvict(invocation, pod, plan);
    if (done === 'gone') return;
    if (done === 'accepted') break;
    yield* sleep(RETRY_MS);
  }
  if (plan.dryRun === 'server') return;
  try {
    yield* untilGone(invocation, [pod], plan, 'evicted');
  } catch (error) {
    throw new Error(
      `error when waiting for pod ${JSON.stringify(name)} in namespace ${JSON.stringify(namespace)} to terminate: ${textOf(error)}`,
    );
  }
}

function* tryToEvict({ api, err }: Invocation, pod: Pod, { options }: Plan): Process<'accepted' | 'gone' | 'later'> {
  const { name = '', namespace = '' } = pod.metadata;
  const subject = `pods/${JSON.stringify(name)} -n ${JSON.stringify(namespace)}`;
  const body = {
    apiVersion: 'policy/v1',
    kind: 'Eviction',
    metadata: { creationTimestamp: null, name, namespace },
    deleteOptions: options,
  };
  try {
    yield* api.create({ resource: PODS, namespace, name, subresource: 'eviction' }, body);
    return 'accepted';
  } catch (error) {
    if (isReason(error, 'NotFound')) return 'gone';
    if (isReason(error, 'TooManyRequests')) {
      err(`error when evicting ${subject} (will retry after 5s): ${textOf(error)}\n`);
      return 'later';
    }
    if (isReason(error, 'Forbidden') && isOfTerminatingNamespace(error)) {
      if (pod.metadata.deletionTimestamp) return 'accepted';
      err(
        `error when evicting pod ${JSON.stringify(name)} from terminating namespace ${JSON.stringify(namespace)} (will retry after 5s): ${textOf(error)}\n`,
      );
      return 'later';
    }
    throw new Error(`error when evicting ${subject}: ${textOf(error)}`);
  }
}

function isOfTerminatingNamespace(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  return (error.status.details?.causes ?? []).some(({ reason }) => reason === 'NamespaceTerminating');
}

function* deleteAll(invocation: Invocation, pods: readonly Pod[], plan: Plan): Process<void> {
  for (const { metadata } of pods) {
    const { name = '', namespace = '' } = metadata;
    try {
      yield* invocation.api.delete({ resource: PODS, namespace, name }, plan.options);
    } catch (error) {
      if (!isReason(error, 'NotFound')) throw error;
    }
  }
  if (plan.dryRun === 'none') yield* untilGone(invocation, pods, plan, 'deleted');
}

/** Looks every second which Pods are still there, and says so when one is gone. */
function* untilGone(invocation: Invocation, pods: readonly Pod[], plan: Plan, verb: string): Process<void> {
  const { env, flags, out } = invocation;
  const skipAfter = flags.int('skip-wait-for-delete-timeout');
  let left = pods;
  for (;;) {
    const next: Pod[] = [];
    for (const pod of left) {
      const { name = '', namespace = '' } = pod.metadata;
      const now = yield* look(invocation, pod);
      if (!now) printResult(invocation, { resource: PODS, namespace, name, source: '' }, undefined, verb, plan.dryRun);
      else if (isOverdue(now, skipAfter, env.nowMs())) {
        out(`pod "${name}" has DeletionTimestamp older than ${skipAfter} seconds, skipping\n`);
      } else next.push(pod);
    }
    left = next;
    if (left.length === 0) return;
    if (env.engine.nowMs >= plan.deadlineMs) throw new Error(`global timeout reached: ${plan.timeout}`);
    yield* sleep(POLL_MS);
  }
}

function* look({ api }: Invocation, { metadata }: Pod): Process<Pod | undefined> {
  const { name = '', namespace = '', uid } = metadata;
  try {
    const now = (yield* api.get({ resource: PODS, namespace, name })) as unknown as Pod;
    return now.metadata.uid === uid ? now : undefined;
  } catch (error) {
    if (isReason(error, 'NotFound')) return undefined;
    throw error;
  }
}
