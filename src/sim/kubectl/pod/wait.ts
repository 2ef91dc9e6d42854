import type { Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { notFound } from '../../../api/status.ts';
import { PODS } from '../client/known.ts';
import type { Invocation } from '../invocation.ts';
import { byName, openWatch } from '../watch.ts';

/** Waits until a Pod is as wanted. Throws kubectl's errors for one that has gone, and when the time is over. */
export function* untilPod(
  { api, env }: Invocation,
  { metadata }: Pod,
  timeoutMs: number,
  isWanted: (pod: Pod) => boolean,
): Process<Pod> {
  const { name = '', namespace = '' } = metadata;
  const deadlineMs = env.engine.nowMs + timeoutMs;
  while (env.engine.nowMs < deadlineMs) {
    const list = yield* api.list({ resource: PODS, namespace }, byName(name));
    const [first] = list.items as unknown as readonly Pod[];
    if (!first) throw notFound(PODS, name);
    if (isWanted(first)) return first;
    const query = { resourceVersion: list.metadata?.resourceVersion };
    const watch = yield* openWatch(env, { resource: PODS, namespace, name }, query);
    for (;;) {
      const event = yield* watch.next(deadlineMs);
      if (!event || event.type === 'ERROR') break;
      const pod = event.object as unknown as Pod;
      if (event.type === 'DELETED') throw notFound(PODS, name);
      if (event.type === 'BOOKMARK' || !isWanted(pod)) continue;
      watch.stop();
      return pod;
    }
    watch.stop();
  }
  throw new Error('timed out waiting for the condition');
}

/** Whether a Pod has ended. */
export function isCompleted({ status }: Pod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed';
}

/** Whether a Pod runs and is ready, or has ended already. */
export function isRunningAndReady(pod: Pod): boolean {
  if (isCompleted(pod)) return true;
  if (pod.status?.phase !== 'Running') return false;
  return (pod.status.conditions ?? []).some(({ type, status }) => type === 'Ready' && status === 'True');
}
