import type { Container, LifecycleHandler } from '../../api/k8s/core-v1.gen.ts';
import { type Process, sleep, waitAll } from '../../api/process.ts';
import { interpretCommand } from '../images/command.ts';
import { containerEvent, type KubeletState, type PodRecord } from './kubelet-state.ts';
import { containerOf, type RuntimeContainer } from './runtime.ts';
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
  const hookMs = Math.min(preStopMs(record, made.name), graceMs);
  if (hookMs > 0) yield* sleep(hookMs);
  yield* sleep(kubelet.runtime.stop(made, Math.max(graceMs - hookMs, MINIMUM_GRACE_MS)));
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

function preStopMs(record: PodRecord, name: string): number {
  const { spec } = record.pod;
  const container = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])].find((one) => one.name === name);
  return hookMs(container?.lifecycle?.preStop, container);
}

/** How long a hook runs: a sleep as long as it says, other commands as far as they are understood. */
function hookMs(hook: LifecycleHandler | undefined, container: Container | undefined): number {
  if (!hook || !container) return 0;
  if (hook.sleep) return hook.sleep.seconds * 1000;
  if (hook.exec) {
    const ran = interpretCommand(hook.exec.command ?? []);
    return ran ? (ran.exitAfterMs ?? Infinity) : 0;
  }
  return 0;
}
