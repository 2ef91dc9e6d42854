import type { Container, Probe } from '../../api/k8s/core-v1.gen.ts';
import { isTerminating } from '../../api/object.ts';
import type { ContainerLog, LogSource } from '../containers/container-log.ts';
import { containerEvent, type KubeletState, type PodRecord } from './kubelet-state.ts';
import { runExecProbe } from './probe-exec.ts';
import { probeLines } from './probe-log.ts';
import { type ProbeFinding, runProbe } from './probe-run.ts';
import { afterProbe, initialProbeState, type ProbeState, type ProbeType, skipProbe } from './probe-state.ts';
import { containerOf, type RuntimeContainer } from './runtime-container.ts';

/** The worker of one probe of one container. It has a timer only while the outcome of its probe can change something. */
export interface ProbeWorker {
  readonly container: Container;
  readonly type: ProbeType;
  readonly probe: Probe;
  /** Its turns come a period apart from here on. */
  readonly baseMs: number;
  /** The container that the state is about. */
  containerId: string;
  state: ProbeState;
  timer: number | undefined;
  /** Its command is running. */
  running: boolean;
  /** What its turns write into the server's log while they change nothing. */
  lines: { readonly log: ContainerLog; readonly source: LogSource } | undefined;
}

/** What happens when a probe changes the kubelet's mind about a container. */
export interface ProbeListener {
  /** Readiness or startup has changed. */
  onChange(record: PodRecord, worker: ProbeWorker): void;
  /** Liveness or startup has failed: the container is to be killed. */
  onCondemned(record: PodRecord, worker: ProbeWorker): void;
}

const TYPES: readonly ProbeType[] = ['startup', 'liveness', 'readiness'];

/** Starts the probe workers of a Pod, once. Models pkg/kubelet/prober/prober_manager.go. */
export function addProbes(kubelet: KubeletState, record: PodRecord): void {
  if (record.probes) return;
  record.probes = [];
  const { spec } = record.pod;
  for (const container of [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])]) {
    for (const type of TYPES) {
      const probe = container[`${type}Probe`];
      if (!probe) continue;
      const periodMs = (probe.periodSeconds ?? 10) * 1000;
      // Spread after a restart of the kubelet, when all workers would begin at once.
      const isRecent = kubelet.engine.nowMs - kubelet.startedMs < periodMs;
      const baseMs = kubelet.engine.nowMs + (isRecent ? kubelet.random.uniform(0, periodMs) : 0);
      const state = initialProbeState(type);
      record.probes.push({
        container,
        type,
        probe,
        baseMs,
        containerId: '',
        state,
        timer: undefined,
        running: false,
        lines: undefined,
      });
    }
  }
}

/** Ends the workers of a Pod; readiness goes on while it is being stopped. */
export function stopProbes(kubelet: KubeletState, record: PodRecord, types: readonly ProbeType[] = TYPES): void {
  for (const worker of record.probes ?? []) {
    if (types.includes(worker.type)) cancelTurn(kubelet, worker);
  }
}

/** Looks at a Pod's containers anew: workers of new containers begin; readiness is probed at once if it matters. */
export function pokeProbes(kubelet: KubeletState, record: PodRecord, listener: ProbeListener): void {
  for (const worker of record.probes ?? []) {
    const made = madeOf(kubelet, record, worker);
    if (made?.state !== 'running') {
      cancelTurn(kubelet, worker);
      continue;
    }
    const isNew = made.id !== worker.containerId;
    if (isNew) {
      worker.containerId = made.id;
      worker.state = initialProbeState(worker.type);
    }
    if (isNew && worker.type === 'readiness') takeTurn(kubelet, record, worker, listener);
    else scheduleTurn(kubelet, record, worker, listener);
  }
}

/** Whether the startup probe of a running container has succeeded, or there is none. */
export function isStarted(record: PodRecord, container: string, made: RuntimeContainer): boolean {
  return resultOf(record, container, 'startup', made) ?? true;
}

/** Whether the readiness probe of a running container has succeeded, or there is none. */
export function isReady(record: PodRecord, container: string, made: RuntimeContainer): boolean {
  return resultOf(record, container, 'readiness', made) ?? true;
}

function resultOf(record: PodRecord, name: string, type: ProbeType, made: RuntimeContainer): boolean | undefined {
  const spec = [...(record.pod.spec?.initContainers ?? []), ...record.pod.spec!.containers];
  if (!spec.find((container) => container.name === name)?.[`${type}Probe`]) return undefined;
  const worker = record.probes?.find((one) => one.container.name === name && one.type === type);
  return worker?.containerId === made.id && worker.state.result === 'Success';
}

function madeOf(kubelet: KubeletState, record: PodRecord, worker: ProbeWorker): RuntimeContainer | undefined {
  return containerOf(kubelet.runtime.sandboxes.get(record.uid), worker.container.name);
}

function scheduleTurn(kubelet: KubeletState, record: PodRecord, worker: ProbeWorker, listener: ProbeListener): void {
  if (worker.timer !== undefined || worker.running || worker.state.onHold || !worker.state.keepsRunning) return;
  const { engine } = kubelet;
  endLines(worker);
  const made = madeOf(kubelet, record, worker);
  const periodMs = (worker.probe.periodSeconds ?? 10) * 1000;
  const earliestMs = Math.max(engine.nowMs, (made?.startedMs ?? 0) + (worker.probe.initialDelaySeconds ?? 0) * 1000);
  // A little more than its own time counts as past: rounding must not give the same turn twice.
  const turn = Math.floor((earliestMs - worker.baseMs) / periodMs + 1e-9) + 1;
  const atMs = worker.baseMs + Math.max(0, turn) * periodMs;
  const run = (): void => {
    worker.timer = undefined;
    takeTurn(kubelet, record, worker, listener);
  };
  worker.timer = engine.at(atMs, run, undefined, kubelet.scope);
}

function takeTurn(kubelet: KubeletState, record: PodRecord, worker: ProbeWorker, listener: ProbeListener): void {
  const made = madeOf(kubelet, record, worker);
  if (made?.state !== 'running' || made.id !== worker.containerId || worker.running) return;
  const before = worker.state;
  const limits = worker.probe;
  const skipped = skipProbe(before, worker.type, limits, {
    startedSecondsAgo: Math.floor((kubelet.engine.nowMs - made.startedMs) / 1000),
    started: isStarted(record, made.name, made),
    podBeingDeleted: isTerminating(record.pod),
  });
  if (skipped) {
    worker.state = skipped;
    // Until the startup probe has succeeded there is nothing to do; its success pokes the others.
    const waitsForStartup = worker.type !== 'startup' && !isStarted(record, made.name, made);
    if (!waitsForStartup) scheduleTurn(kubelet, record, worker, listener);
    return;
  }
  if (worker.probe.exec) {
    worker.running = true;
    const probed = kubelet.engine.spawn(runExecProbe(kubelet, record, made, worker.probe), kubelet.scope);
    probed.onSettle(() => {
      worker.running = false;
      if (madeOf(kubelet, record, worker)?.id !== made.id || made.state !== 'running') return;
      finishTurn(kubelet, record, worker, listener, made, probed.value);
    });
    return;
  }
  finishTurn(kubelet, record, worker, listener, made, runProbe(kubelet, record, made, worker.probe));
}

function finishTurn(
  kubelet: KubeletState,
  record: PodRecord,
  worker: ProbeWorker,
  listener: ProbeListener,
  made: RuntimeContainer,
  { outcome, output, mayChange, exchange }: ProbeFinding,
): void {
  const before = worker.state;
  const limits = worker.probe;
  worker.state = afterProbe(before, worker.type, limits, outcome);
  if (outcome !== 'success') {
    const title = `${worker.type[0]!.toUpperCase()}${worker.type.slice(1)}`;
    const what = outcome === 'failure' ? 'failed' : 'errored and resulted in unknown state';
    containerEvent(kubelet, record, made.name, 'Warning', 'Unhealthy', `${title} probe ${what}: ${output}`);
  }
  if (worker.state.result !== before.result) {
    const isDeadly = worker.state.result === 'Failure' && worker.type !== 'readiness';
    if (isDeadly) listener.onCondemned(record, worker);
    else listener.onChange(record, worker);
  }
  // A server goes on to answer until it ends, unless its health changes; what commands say may change at any time.
  const isLasting = made.behaviour !== undefined && !made.behaviour.health && !worker.probe.exec && !mayChange;
  const isSettled = isLasting && outcome === 'success' && worker.state.result === 'Success';
  if (!isSettled) scheduleTurn(kubelet, record, worker, listener);
  else if (exchange) beginLines(kubelet, worker, made, exchange);
}

/** From now on its turns are not taken: what they would write is worked out when somebody reads the log. */
function beginLines(
  kubelet: KubeletState,
  worker: ProbeWorker,
  made: RuntimeContainer,
  { request, reply }: NonNullable<ProbeFinding['exchange']>,
): void {
  endLines(worker);
  const periodMs = (worker.probe.periodSeconds ?? 10) * 1000;
  const source = probeLines(kubelet, made, { baseMs: worker.baseMs, periodMs }, request, reply);
  if (!source) return;
  made.log.addSource(source);
  worker.lines = { log: made.log, source };
}

function endLines(worker: ProbeWorker): void {
  worker.lines?.log.removeSource(worker.lines.source);
  worker.lines = undefined;
}

/** The kubelet has been stopped: nobody probes. */
export function endProbeLines({ pods }: KubeletState): void {
  for (const record of pods.values()) for (const worker of record.probes ?? []) endLines(worker);
}

function cancelTurn(kubelet: KubeletState, worker: ProbeWorker): void {
  if (worker.timer !== undefined) kubelet.engine.cancel(worker.timer);
  worker.timer = undefined;
  endLines(worker);
}
