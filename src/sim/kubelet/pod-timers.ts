import type { TimerRow } from '../../protocol/inspect.ts';
import { backoffLeftMs } from './backoff.ts';
import type { KubeletState, PodRecord } from './kubelet-state.ts';
import type { ProbeWorker } from './probe-worker.ts';
import { containerOf, type RuntimeContainer } from './runtime-container.ts';

type Times = Pick<TimerRow, 'fromMs' | 'toMs'>;

const NO_PROBE = { run: 0, outcome: '', threshold: 0 } as const;

/** What a kubelet waits for with a Pod, in engine milliseconds: back-offs, and the next turns of its probes. Looks only. */
export function podTimers(kubelet: KubeletState, podUid: string): TimerRow[] {
  const record = kubelet.pods.get(podUid);
  if (record?.stage !== 'sync') return [];
  return [...restarts(kubelet, record), ...pulls(kubelet, record), ...probes(kubelet, record)];
}

function restarts(kubelet: KubeletState, record: PodRecord): TimerRow[] {
  const { engine, runtime } = kubelet;
  return [...(record.troubles?.restarts ?? [])].flatMap(([container, entry]) => {
    const made = containerOf(runtime.sandboxes.get(record.uid), container);
    if (made?.state !== 'exited') return [];
    if (backoffLeftMs(entry, made.finishedMs, engine.nowMs) === 0) return [];
    const times = { fromMs: made.finishedMs, toMs: made.finishedMs + entry.delayMs };
    return [{ kind: 'restart', container, ...times, ...NO_PROBE }];
  });
}

function pulls({ engine }: KubeletState, record: PodRecord): TimerRow[] {
  return [...(record.troubles?.pulls ?? [])].flatMap(([image, entry]) => {
    if (backoffLeftMs(entry, entry.updatedMs, engine.nowMs) === 0) return [];
    const { initContainers = [], containers = [] } = record.pod.spec ?? {};
    const container = [...initContainers, ...containers].find((one) => one.image === image)?.name ?? '';
    const times = { fromMs: entry.updatedMs, toMs: entry.updatedMs + entry.delayMs };
    return [{ kind: 'pull', container, ...times, ...NO_PROBE }];
  });
}

function probes(kubelet: KubeletState, record: PodRecord): TimerRow[] {
  const sandbox = kubelet.runtime.sandboxes.get(record.uid);
  return (record.probes ?? []).flatMap((worker) => {
    const { container, type, probe, state } = worker;
    const made = containerOf(sandbox, container.name);
    if (made?.state !== 'running' || made.id !== worker.containerId || state.onHold || !state.keepsRunning) return [];
    if (type !== 'startup' && !hasStarted(record, made)) return [];
    const outcome = state.lastOutcome === 'error' ? '' : (state.lastOutcome ?? '');
    const threshold = outcome === 'failure' ? (probe.failureThreshold ?? 3) : (probe.successThreshold ?? 1);
    const times = turnOf(worker, made, kubelet.engine.nowMs);
    return [{ kind: type, container: container.name, ...times, run: state.run, outcome, threshold }];
  });
}

/** Whether a container has no startup probe, or one that has succeeded. */
function hasStarted({ probes: workers = [] }: PodRecord, { id, name }: RuntimeContainer): boolean {
  const startup = workers.find(({ type, container }) => type === 'startup' && container.name === name);
  return !startup || (startup.containerId === id && startup.state.result === 'Success');
}

/** Between which turns a probe is. Turns that can change nothing cost no event, but they come all the same. */
function turnOf({ probe, baseMs }: ProbeWorker, { startedMs }: RuntimeContainer, nowMs: number): Times {
  const periodMs = (probe.periodSeconds ?? 10) * 1000;
  const earliestMs = Math.max(nowMs, startedMs + (probe.initialDelaySeconds ?? 0) * 1000);
  const turn = Math.max(0, Math.floor((earliestMs - baseMs) / periodMs + 1e-9) + 1);
  const toMs = baseMs + turn * periodMs;
  return { fromMs: Math.max(startedMs, toMs - periodMs), toMs };
}
