import { isBug } from '../../api/control/bug.ts';
import type { Container } from '../../api/k8s/core-v1.gen.ts';
import { type Process, sleep } from '../../api/process.ts';
import RuntimeClassKind from '../../kinds/runtime-class/kind.ts';
import { apiPod, containerEvent, type KubeletState, type PodRecord } from './kubelet-state.ts';
import { ensureMirror } from './mirror-pod.ts';
import { hostnameProblem } from './network-files.ts';
import { mountVolumes } from './pod-mounts.ts';
import { generatePodStatus } from './pod-status.ts';
import { addProbes, isStarted, type ProbeListener, pokeProbes } from './probe-worker.ts';
import { pullSecrets } from './pull-secrets.ts';
import { containerOf, type RuntimeContainer, type Sandbox } from './runtime-container.ts';
import { isSidecar } from './sidecar.ts';
import { startContainer } from './start-container.ts';
import { setPodStatus } from './status-manager.ts';
import { stopContainer, stopPod } from './stop-pod.ts';
import { isWanted, until } from './until.ts';

/** Times that the machine takes when it is idle, in milliseconds, from and to. */
const MOUNT_MS = [50, 150] as const;
const SANDBOX_MS = [250, 500] as const;

/** What is to be done next with a Pod after a sync. */
export type SyncResult = 'ok' | 'retry' | 'ended';

/**
 * Brings a Pod closer to what it should be: one round of the kubelet's loop. `ended` means that all its containers
 * have come to their end for good. Models pkg/kubelet/kubelet.go (SyncPod) and kuberuntime_manager.go (SyncPod).
 */
export function* syncPod(kubelet: KubeletState, record: PodRecord, probes: ProbeListener): Process<SyncResult> {
  pokeProbes(kubelet, record, probes);
  const status = generatePodStatus(kubelet, record, false);
  setPodStatus(kubelet, record, status);
  if (record.verdict) return 'ended';
  if (status.phase === 'Failed' || status.phase === 'Succeeded') return 'ended';
  if (record.isStatic) yield* ensureMirror(kubelet, record);
  if (kubelet.runtime.podRange === '' && !record.pod.spec?.hostNetwork) {
    kubelet.recorder.event(record.pod, 'Warning', 'NetworkNotReady', NETWORK_NOT_READY);
    return 'retry';
  }
  if (!record.volumesMounted) {
    if (!(yield* until(kubelet, record, kubelet.random.uniform(...MOUNT_MS)))) return 'ok';
    if (!(yield* mountVolumes(kubelet, record))) return 'ok';
    record.volumesMounted = true;
  }
  record.keyring = yield* pullSecrets(kubelet, record);
  addProbes(kubelet, record);
  const sandbox = yield* ensureSandbox(kubelet, record);
  if (!sandbox) return isWanted(record) ? 'retry' : 'ok';
  yield* stopUnwanted(kubelet, record, sandbox);
  if (!isWanted(record)) return 'ok';
  return (yield* startMissing(kubelet, record, sandbox)) ? 'ok' : 'retry';
}

const NETWORK_NOT_READY =
  'network is not ready: container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized';

function* ensureSandbox(kubelet: KubeletState, record: PodRecord): Process<Sandbox | undefined> {
  const { runtime } = kubelet;
  const old = runtime.sandboxes.get(record.uid);
  if (old?.ready) return old;
  if (old) {
    const text = 'Pod sandbox changed, it will be killed and re-created.';
    kubelet.recorder.event(record.mirror ?? record.pod, 'Normal', 'SandboxChanged', text);
    runtime.stopSandbox(old);
  }
  const problem = yield* sandboxProblem(kubelet, record);
  yield* sleep(kubelet.random.uniform(...SANDBOX_MS));
  if (!isWanted(record)) return undefined;
  if (problem !== undefined) {
    const text = `Failed to create pod sandbox: ${problem}`;
    kubelet.recorder.event(apiPod(record), 'Warning', 'FailedCreatePodSandBox', text);
    return undefined;
  }
  return runtime.createSandbox(record.uid, record.key, record.pod.spec?.hostNetwork ?? false);
}

/** Handlers that the container runtime is configured with. */
const HANDLERS = new Set(['', 'runc']);

/** Why the runtime makes no sandbox for a Pod: its name is too long, or it wants a runtime that is not there. */
function* sandboxProblem({ client }: KubeletState, { pod }: PodRecord): Process<string | undefined> {
  const tooLong = hostnameProblem(pod);
  if (tooLong !== undefined) return tooLong;
  const { runtimeClassName } = pod.spec ?? {};
  if (!runtimeClassName) return undefined;
  let handler: string;
  try {
    ({ handler } = yield* client.get(RuntimeClassKind, '', runtimeClassName));
  } catch (error) {
    if (isBug(error)) throw error;
    return `failed to get RuntimeClass "${runtimeClassName}": runtimeclass.node.k8s.io "${runtimeClassName}" not found`;
  }
  if (HANDLERS.has(handler)) return undefined;
  return `rpc error: code = Unknown desc = failed to get sandbox runtime: no runtime for "${handler}" is configured`;
}

/** Stops containers whose probe has failed, and those whose image the Pod has changed. */
function* stopUnwanted(kubelet: KubeletState, record: PodRecord, sandbox: Sandbox): Process {
  const { spec } = record.pod;
  for (const container of [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])]) {
    const made = containerOf(sandbox, container.name);
    if (made?.state !== 'running') continue;
    const isOld = made.specImage !== container.image;
    const condemned = record.troubles?.condemned.get(made.id);
    const message = condemned?.message ?? (isOld ? `Container ${made.name} definition changed, will be restarted` : '');
    if (!message) continue;
    record.troubles?.condemned.delete(made.id);
    containerEvent(kubelet, record, made.name, 'Normal', 'Killing', message);
    const graceMs = (condemned?.graceSeconds ?? spec?.terminationGracePeriodSeconds ?? 30) * 1000;
    yield* stopContainer(kubelet, record, made, graceMs);
    if (isOld) record.troubles?.restarts.delete(made.name);
  }
}

/** Starts what is missing, in order. False when something has to wait. */
function* startMissing(kubelet: KubeletState, record: PodRecord, sandbox: Sandbox): Process<boolean> {
  const spec = record.pod.spec!;
  yield* startEphemeral(kubelet, record, sandbox);
  if (!isWanted(record)) return true;
  const appExists = spec.containers.some(({ name }) => containerOf(sandbox, name)?.state === 'running');
  for (const container of spec.initContainers ?? []) {
    // A new sandbox begins from the start: what init containers did in an earlier one does not count.
    const last = containerOf(sandbox, container.name);
    const made = last?.sandbox === sandbox ? last : undefined;
    if (isSidecar(container)) {
      if (made?.state !== 'running' && !(yield* startContainer(kubelet, record, sandbox, container))) return false;
      const running = containerOf(sandbox, container.name);
      if (!appExists && !(running && isStarted(record, container.name, running))) return true;
    } else if (!appExists && !hasSucceeded(made)) {
      if (made?.state === 'running') return true;
      if (made?.state === 'exited' && spec.restartPolicy === 'Never') return true;
      return yield* startContainer(kubelet, record, sandbox, container);
    }
  }
  const hasEnded = ({ name }: Container): boolean => {
    const made = containerOf(sandbox, name);
    return made?.state === 'exited' && !isDue(made, spec.restartPolicy);
  };
  if (spec.containers.every(hasEnded)) {
    // Only sidecars are left, and nobody needs them any more.
    record.graceMs = (spec.terminationGracePeriodSeconds ?? 30) * 1000;
    yield* stopPod(kubelet, record);
    return true;
  }
  let allStarted = true;
  for (const container of spec.containers) {
    if (!isDue(containerOf(sandbox, container.name), spec.restartPolicy)) continue;
    if (!(yield* startContainer(kubelet, record, sandbox, container))) allStarted = false;
    if (!isWanted(record)) return true;
  }
  return allStarted;
}

/** Ephemeral containers start even while others cannot, and are never restarted. */
function* startEphemeral(kubelet: KubeletState, record: PodRecord, sandbox: Sandbox): Process {
  for (const container of record.pod.spec?.ephemeralContainers ?? []) {
    if (containerOf(sandbox, container.name)) continue;
    yield* startContainer(kubelet, record, sandbox, container);
    if (!isWanted(record)) return;
  }
}

function hasSucceeded(made: RuntimeContainer | undefined): boolean {
  return made?.state === 'exited' && made.exitCode === 0;
}

/** Whether an app container is to be (re)started. */
function isDue(made: RuntimeContainer | undefined, restartPolicy: Container['restartPolicy']): boolean {
  if (made?.state === 'running') return false;
  if (made?.state !== 'exited' || restartPolicy === 'Always' || restartPolicy === undefined) return true;
  // What the machine lost with its power counts as failed.
  return restartPolicy === 'OnFailure' && made.exitCode !== 0;
}
