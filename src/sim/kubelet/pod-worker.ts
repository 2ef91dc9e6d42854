import { type Process, sleep } from '../../api/process.ts';
import { spawnGuarded } from '../client/guard.ts';
import { watchDeadline } from './active-deadline.ts';
import { release } from './admission.ts';
import { type KubeletState, nextRelistMs, type PodRecord, troublesOf } from './kubelet-state.ts';
import { generatePodStatus } from './pod-status.ts';
import { syncPod } from './pod-sync.ts';
import { type ProbeListener, pokeProbes, stopProbes } from './probe-worker.ts';
import { queueStatus, setPodStatus } from './status-manager.ts';
import { stopPod } from './stop-pod.ts';

/** A sync that could not do everything is repeated after this time, up to half as long again. */
const RETRY_MS = 10_000;
/** Unmounting volumes and removing control groups takes this long. */
const CLEAN_UP_MS = [100, 400] as const;

/** Has a Pod looked at by its worker, which runs only while there is work. Models pkg/kubelet/pod_workers.go. */
export function updatePod(kubelet: KubeletState, record: PodRecord): void {
  record.dirty = true;
  if (record.working || record.stage === 'done') return;
  record.working = true;
  kubelet.busy++;
  spawnGuarded(kubelet.engine, kubelet.scope, work(kubelet, record));
}

/** Asks for the end of a Pod: whatever its worker waits for is cut short. */
export function terminatePod(kubelet: KubeletState, record: PodRecord, graceMs: number): void {
  if (record.stage !== 'sync') {
    record.graceMs = Math.min(record.graceMs, graceMs);
    return;
  }
  record.stage = 'terminating';
  record.graceMs = graceMs;
  record.stopRequested?.resolve();
  updatePod(kubelet, record);
}

/** Forgets a Pod of which nothing is left, here or at the API server. */
export function forgetPod(kubelet: KubeletState, record: PodRecord): void {
  stopProbes(kubelet, record);
  kubelet.runtime.removePod(record.uid);
  kubelet.volumes.release(record.uid);
  if (record.objects) kubelet.objects.forget(record);
  kubelet.pods.delete(record.uid);
}

function* work(kubelet: KubeletState, record: PodRecord): Process {
  const { engine } = kubelet;
  if (record.retryTimer !== undefined) engine.cancel(record.retryTimer);
  record.retryTimer = undefined;
  while (record.dirty) {
    record.dirty = false;
    // A worker waits until the runtime has been looked at since its last round.
    const seenMs = nextRelistMs(kubelet, record.lastSyncEndMs);
    if (record.lastSyncEndMs >= 0 && seenMs > engine.nowMs) yield* sleep(seenMs - engine.nowMs);
    record.dirty = false;
    if (record.stage === 'sync') yield* sync(kubelet, record);
    else if (record.stage === 'terminating') yield* terminate(kubelet, record);
    else if (record.stage === 'terminated') yield* cleanUp(kubelet, record);
    record.lastSyncEndMs = engine.nowMs;
  }
  record.working = false;
  kubelet.busy--;
}

function* sync(kubelet: KubeletState, record: PodRecord): Process {
  const onDeadline = (): void => {
    watchDeadline(kubelet, record, onDeadline);
    if (!record.verdict || record.stage !== 'sync') return;
    record.stopRequested?.resolve();
    updatePod(kubelet, record);
  };
  watchDeadline(kubelet, record, onDeadline);
  const result = yield* syncPod(kubelet, record, probeListener(kubelet));
  watchDeadline(kubelet, record, onDeadline);
  if (record.stage !== 'sync') return;
  if (result === 'ended') {
    record.stage = 'terminating';
    record.graceMs = (record.pod.spec?.terminationGracePeriodSeconds ?? 30) * 1000;
    record.dirty = true;
  } else if (result === 'retry') {
    const delayMs = RETRY_MS * (1 + 0.5 * kubelet.random.next());
    const again = (): void => {
      record.retryTimer = undefined;
      updatePod(kubelet, record);
    };
    record.retryTimer = kubelet.engine.after(delayMs, again, undefined, kubelet.scope);
  }
}

/** Models SyncTerminatingPod: stops what runs and reports how it ended. */
function* terminate(kubelet: KubeletState, record: PodRecord): Process {
  setPodStatus(kubelet, record, generatePodStatus(kubelet, record, false));
  stopProbes(kubelet, record, ['startup', 'liveness']);
  yield* stopPod(kubelet, record);
  stopProbes(kubelet, record);
  record.troubles?.waiting.clear();
  setPodStatus(kubelet, record, generatePodStatus(kubelet, record, true));
  record.stage = 'terminated';
  record.dirty = true;
  // It is no longer counted, for the scheduler gives its place away as soon as it hears of the end. Models GetActivePods.
  release(kubelet, record);
}

/** Models SyncTerminatedPod: clears the remains away, after which the object may go. */
function* cleanUp(kubelet: KubeletState, record: PodRecord): Process {
  setPodStatus(kubelet, record, generatePodStatus(kubelet, record, true));
  yield* sleep(kubelet.random.uniform(...CLEAN_UP_MS));
  record.stage = 'done';
  record.dirty = false;
  release(kubelet, record);
  kubelet.volumes.release(record.uid);
  kubelet.runtime.files.drop(record.uid);
  if (record.deleted) forgetPod(kubelet, record);
  else queueStatus(kubelet, record);
}

/** What probes change is reported at once; a container that is to die is left to the worker. */
export function probeListener(kubelet: KubeletState): ProbeListener {
  const listener: ProbeListener = {
    onChange(record, worker) {
      setPodStatus(kubelet, record, generatePodStatus(kubelet, record, record.stage !== 'sync'));
      if (worker.type !== 'startup' || record.stage !== 'sync') return;
      pokeProbes(kubelet, record, listener);
      updatePod(kubelet, record);
    },
    onCondemned(record, worker) {
      const { name } = worker.container;
      troublesOf(record).condemned.set(worker.containerId, {
        message: `Container ${name} failed ${worker.type} probe, will be restarted`,
        graceSeconds: worker.probe.terminationGracePeriodSeconds,
      });
      updatePod(kubelet, record);
    },
  };
  return listener;
}
