import { isBug } from '../../api/control/bug.ts';
import type { Process } from '../../api/process.ts';
import { wait } from '../../api/process.ts';
import { extended } from '../../base/shared.ts';
import { handleFailure } from './failure.ts';
import type { PermitResult } from './framework.ts';
import type { NodeInfo } from './node-info.ts';
import type { PodInfo } from './pod-info.ts';
import type { Profile } from './profile.ts';
import type { QueuedPod } from './queued-pod.ts';
import type { SchedulerContext } from './scheduler.ts';
import { type Status, statusMessage } from './status.ts';

/**
 * Assumes a Pod on a node, at once, and returns the process that binds it. While the process runs, other Pods are
 * scheduled as if this one were there already. Models assume, Reserve, Permit and bindingCycle in schedule_one.go.
 */
export function runBindingCycle(
  context: SchedulerContext,
  queued: QueuedPod,
  profile: Profile,
  node: NodeInfo,
): Process {
  const { cache, queue } = context;
  const { pod } = queued.info;
  const assumed: PodInfo = { ...queued.info, pod: { ...pod, spec: extended(pod.spec!, { nodeName: node.name }) } };
  cache.assume(assumed, node);
  queue.nominator.remove(queued.uid);
  const rejected = reserve(profile, assumed, node);
  const permits = rejected ? [] : profile.at.permit.map(({ plugin }) => plugin.permit!(assumed, node));
  return bindingCycle(context, queued, profile, { assumed, node, rejected, permits });
}

interface Placement {
  readonly assumed: PodInfo;
  readonly node: NodeInfo;
  /** A Reserve plugin's refusal. */
  readonly rejected: Status | undefined;
  readonly permits: readonly PermitResult[];
}

function* bindingCycle(context: SchedulerContext, queued: QueuedPod, profile: Profile, placement: Placement): Process {
  const { cache, queue, recorder } = context;
  const { assumed, node } = placement;
  try {
    const refusal = placement.rejected ?? (yield* prepare(context, profile, placement));
    if (refusal) throw new Error(statusMessage(refusal));
    yield* bind(context, profile, placement);
  } catch (error) {
    if (isBug(error)) throw error;
    for (const { plugin } of [...profile.at.reserve].reverse()) plugin.unreserve?.(assumed, node);
    cache.forget(assumed.key);
    // Others may have been turned down for want of what this Pod had reserved.
    queue.move({ resource: 'Pod', action: 'Delete', previous: assumed.pod });
    yield* handleFailure(context, queued, { kind: 'error', message: messageOf(error) });
    return;
  }
  queue.done(queued.uid);
  const text = `Successfully assigned ${assumed.key} to ${node.name}`;
  recorder.event(queued.info.pod, 'Normal', 'Scheduled', text, { action: 'Binding' });
  for (const { plugin } of profile.at.postBind) plugin.postBind!(assumed, node.name);
}

function reserve(profile: Profile, pod: PodInfo, node: NodeInfo): Status | undefined {
  for (const { plugin } of profile.at.reserve) {
    const status = plugin.reserve?.(pod, node);
    if (status) return status;
  }
  return undefined;
}

/** Permit and PreBind. */
function* prepare(
  { client }: SchedulerContext,
  profile: Profile,
  { assumed, node, permits }: Placement,
): Process<Status | undefined> {
  for (const permit of permits) {
    if (permit === undefined) continue;
    const status = 'code' in permit ? permit : yield* wait(permit);
    if (status) return status;
  }
  for (const { name, plugin } of profile.at.preBind) {
    try {
      const status = yield* plugin.preBind!(assumed, node.name, client);
      if (status) return status;
    } catch (error) {
      if (isBug(error)) throw error;
      throw new Error(`running PreBind plugin "${name}": ${messageOf(error)}`);
    }
  }
  return undefined;
}

/** Lets the first plugin bind that wants to; throws with upstream's text when the API server refuses. */
function* bind({ client }: SchedulerContext, profile: Profile, { assumed, node }: Placement): Process {
  for (const { name, plugin } of profile.at.bind) {
    try {
      if (yield* plugin.bind!(assumed, node.name, client)) return;
    } catch (error) {
      if (isBug(error)) throw error;
      throw new Error(`binding rejected: running Bind plugin "${name}": ${messageOf(error)}`);
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
