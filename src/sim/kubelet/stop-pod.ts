import type { Container } from '../../api/k8s/core-v1.gen.ts';
import { type Process, sleep, waitAll } from '../../api/process.ts';
import { waitAtMost } from '../engine/wait-at-most.ts';
import { containerEvent, type KubeletState, type PodRecord } from './kubelet-state.ts';
import { runHook } from './run-hook.ts';
import { containerOf, type RuntimeContainer } from './runtime-container.ts';
import { graceLeftMs, MINIMUM_GRACE_MS, terminationOrder } from './termination-order.ts';

/** Stopping a sandbox takes this long. */
const SANDBOX_STOP_MS = [40, 120] as const;

/**
 * Stops all containers of a Pod within its grace period, app containers first, then sidecars, then its sandbox.
 * Models kuberuntime_container.go (killContainersWithSyncResult).
 */
export function* stopPod(kubelet: KubeletState, record: PodRecord): Process {
  const { runtime, engine } = kubelet;
  const sandbox = runtime.sandboxes.get(record.uid);
  if (!sandbox) return;
  const runs = (name: string): boolean => containerOf(sandbox, name)?.state === 'running';
  const beganMs = engine.nowMs;
  for (const group of terminationOrder(record.pod.spec!, runs)) {
    const running = group.map((name) => containerOf(sandbox, name)!).filter(({ state }) => state === 'running');
    for (const { name } of running) {
      containerEvent(kubelet, record, name, 'Normal', 'Killing', `Stopping container ${name}`);
    }
    const graceMs = graceLeftMs(record.graceMs, engine.nowMs - beganMs);
    yield* stopTogether(kubelet, record, running, graceMs);
  }
  yield* sleep(kubelet.random.uniform(...SANDBOX_STOP_MS));
  runtime.stopSandbox(sandbox);
}

/** Stops one container: its preStop hook, SIGTERM, SIGKILL at the end of the grace period. */
export function* stopContainer(
  kubelet: KubeletState,
  record: PodRecord,
  made: RuntimeContainer,
  graceMs: number,
): Process {
  const hook = containerNamed(record, made.name)?.lifecycle?.preStop;
  const beganMs = kubelet.engine.nowMs;
  if (hook && graceMs > 0) {
    const { engine, scope } = kubelet;
    const done = yield* waitAtMost(engine, engine.spawn(runHook(kubelet, record, made, hook), scope), graceMs);
    if (typeof done === 'string')
      containerEvent(kubelet, record, made.name, 'Warning', 'FailedPreStopHook', 'PreStopHook failed');
  }
  const leftMs = graceMs - (kubelet.engine.nowMs - beganMs);
  yield* kubelet.runtime.stop(made, Math.max(leftMs, MINIMUM_GRACE_MS));
}

/** Stops containers side by side. */
function* stopTogether(
  kubelet: KubeletState,
  record: PodRecord,
  containers: readonly RuntimeContainer[],
  graceMs: number,
): Process {
  const { engine, scope } = kubelet;
  const [only] = containers;
  if (containers.length === 1) yield* stopContainer(kubelet, record, only!, graceMs);
  else yield* waitAll(containers.map((made) => engine.spawn(stopContainer(kubelet, record, made, graceMs), scope)));
}

function containerNamed({ pod }: PodRecord, name: string): Container | undefined {
  return [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])].find((one) => one.name === name);
}
