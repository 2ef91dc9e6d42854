import type {
  Container,
  ContainerState,
  ContainerStatus,
  PodCondition,
  PodStatus,
  VolumeMountStatus,
} from '../../api/k8s/core-v1.gen.ts';
import { qosClass } from '../../api/pod.ts';
import { deepEqual } from '../../base/equal.ts';
import { rfc3339 } from '../../base/time.ts';
import {
  containersReadyCondition,
  initializedCondition,
  type PlainCondition,
  readyCondition,
  readyToStartCondition,
} from './conditions.ts';
import { apiPod, type KubeletState, type MachineFacts, type PodRecord, type WaitReason } from './kubelet-state.ts';
import { podPhase } from './phase.ts';
import { isReady, isStarted } from './probe-worker.ts';
import { containerOf, type RuntimeContainer, terminatedState } from './runtime-container.ts';
import { isSidecar } from './sidecar.ts';

/** Whether all init containers have done their part; once an app container was made they need not be asked again. */
export function hasInitialized(kubelet: KubeletState, record: PodRecord): boolean {
  const { spec } = record.pod;
  const sandbox = kubelet.runtime.sandboxes.get(record.uid);
  if (spec?.containers.some(({ name }) => containerOf(sandbox, name))) return true;
  return (spec?.initContainers ?? []).every((container) => {
    const made = containerOf(sandbox, container.name);
    if (!made) return false;
    if (isSidecar(container)) return made.state === 'running' && isStarted(record, container.name, made);
    return made.state === 'exited' && made.exitCode === 0;
  });
}

/**
 * The status that follows from what runs. Conditions that others own are kept; times of transitions are kept where
 * nothing changed. Models generateAPIPodStatus and the status manager's updateStatusInternal.
 */
export function generatePodStatus(kubelet: KubeletState, record: PodRecord, isTerminal: boolean): PodStatus {
  const { pod } = record;
  const spec = pod.spec!;
  const old = record.status ?? apiPod(record).status ?? {};
  const initialized = hasInitialized(kubelet, record);
  const waitingReason = spec.initContainers?.length ? 'PodInitializing' : 'ContainerCreating';
  const statusOf = (container: Container): ContainerStatus =>
    containerStatus(kubelet, record, container, { reason: waitingReason, message: '' });
  const initStatuses = (spec.initContainers ?? []).map(statusOf);
  const appStatuses = spec.containers.map(statusOf).sort((a, b) => (a.name < b.name ? -1 : 1));
  const statuses = [...initStatuses, ...appStatuses];
  const ephemeralStatuses = (spec.ephemeralContainers ?? []).map(statusOf).sort((a, b) => (a.name < b.name ? -1 : 1));
  const phase = record.verdict?.phase ?? podPhase({ spec, statuses, isTerminal, hasInitialized: initialized });
  const sandbox = kubelet.runtime.sandboxes.get(record.uid);
  // A Pod that is given up is told so once nothing of it runs any more.
  const given = statuses.some(({ state }) => state?.running) ? undefined : record.verdict;
  const containersReady = containersReadyCondition(spec, statuses, phase);
  const own = [
    readyToStartCondition(sandbox?.ready ?? false),
    initializedCondition(spec, statuses, phase, initialized),
    readyCondition(spec, containersReady, old.conditions ?? []),
    containersReady,
    { type: 'PodScheduled', status: 'True' },
    ...(given?.condition ? [given.condition] : []),
  ];
  const podIp = sandbox?.ip ?? (spec.hostNetwork ? kubelet.machine.ip : old.podIP);
  const unixMs = kubelet.engine.unixMs;
  return keepEqual(old, {
    ...(old.nominatedNodeName ? { nominatedNodeName: old.nominatedNodeName } : {}),
    conditions: withTimes(own, old.conditions ?? [], rfc3339(unixMs)),
    ...(appStatuses.length > 0 ? { containerStatuses: appStatuses } : {}),
    ...(ephemeralStatuses.length > 0 ? { ephemeralContainerStatuses: ephemeralStatuses.map(withoutProbes) } : {}),
    hostIP: kubelet.machine.ip,
    hostIPs: hostIpsOf(kubelet.machine),
    ...(initStatuses.length > 0 ? { initContainerStatuses: initStatuses } : {}),
    ...(given?.message ? { message: given.message } : {}),
    phase: given || !record.verdict ? phase : (old.phase ?? 'Running'),
    ...(podIp ? { podIP: podIp, podIPs: [{ ip: podIp }] } : {}),
    qosClass: old.qosClass ?? qosClass(spec),
    ...(given?.reason ? { reason: given.reason } : {}),
    startTime: old.startTime ?? rfc3339(unixMs),
  });
}

function containerStatus(
  kubelet: KubeletState,
  record: PodRecord,
  spec: Container,
  otherwise: WaitReason,
): ContainerStatus {
  const made = containerOf(kubelet.runtime.sandboxes.get(record.uid), spec.name);
  const waiting = record.troubles?.waiting.get(spec.name);
  const originMs = kubelet.engine.unixMs - kubelet.engine.nowMs;
  const mounts = volumeMounts(spec);
  const rest = { name: spec.name, ...(mounts ? { volumeMounts: mounts } : {}) };
  if (!made || made.state === 'created') {
    const { reason, message } = waiting ?? otherwise;
    return {
      image: made?.image.name ?? spec.image ?? '',
      imageID: '',
      lastState: made?.previous ? { terminated: made.previous } : NO_STATE,
      ready: false,
      restartCount: made?.attempt ?? 0,
      started: false,
      state: { waiting: { ...(message ? { message } : {}), reason } },
      ...rest,
    };
  }
  const { state, lastState } = madeState(made, waiting, originMs);
  return {
    containerID: made.id,
    image: made.image.name,
    imageID: made.image.id,
    lastState,
    ready: containerReady(record, spec, made),
    restartCount: made.attempt,
    started: made.state === 'running' && isStarted(record, spec.name, made),
    state,
    ...rest,
  };
}

/** Nothing probes an ephemeral container: it is neither ready nor started. */
function withoutProbes({ started: _, ...status }: ContainerStatus): ContainerStatus {
  return { ...status, ready: false };
}

function containerReady(record: PodRecord, spec: Container, made: RuntimeContainer): boolean {
  const isInit = record.pod.spec?.initContainers?.includes(spec) ?? false;
  if (isInit && !isSidecar(spec)) return made.state === 'exited' && made.exitCode === 0;
  return made.state === 'running' && isStarted(record, spec.name, made) && isReady(record, spec.name, made);
}

function madeState(
  made: RuntimeContainer,
  waiting: WaitReason | undefined,
  originMs: number,
): { state: ContainerState; lastState: ContainerState } {
  const lastState: ContainerState = made.previous ? { terminated: made.previous } : NO_STATE;
  if (made.state === 'running')
    return { state: { running: { startedAt: rfc3339(originMs + made.startedMs) } }, lastState };
  const terminated = terminatedState(made, originMs);
  if (!waiting) return { state: { terminated }, lastState };
  const { reason, message } = waiting;
  return { state: { waiting: { ...(message ? { message } : {}), reason } }, lastState: { terminated } };
}

const NO_STATE: ContainerState = {};
const hostIpsMemo = new WeakMap<MachineFacts, readonly { readonly ip: string }[]>();

/** All Pods of a machine share the list. */
function hostIpsOf(machine: MachineFacts): readonly { readonly ip: string }[] {
  let ips = hostIpsMemo.get(machine);
  if (!ips) {
    ips = [{ ip: machine.ip }];
    hostIpsMemo.set(machine, ips);
  }
  return ips;
}

const mountMemo = new WeakMap<object, readonly VolumeMountStatus[]>();

function volumeMounts({ volumeMounts: mounts }: Container): readonly VolumeMountStatus[] | undefined {
  if (!mounts || mounts.length === 0) return undefined;
  let statuses = mountMemo.get(mounts);
  if (!statuses) {
    statuses = mounts.map(({ name, mountPath, readOnly }) => ({
      mountPath,
      name,
      ...(readOnly ? { readOnly, recursiveReadOnly: 'Disabled' } : {}),
    }));
    mountMemo.set(mounts, statuses);
  }
  return statuses;
}

/** Conditions of others first come first; the kubelet's own follow in its order, as the API server stores them. */
function withTimes(own: readonly PlainCondition[], old: readonly PodCondition[], now: string): readonly PodCondition[] {
  const conditions = own.map((condition): PodCondition => {
    const before = old.find(({ type }) => type === condition.type);
    const lastTransitionTime = before?.status === condition.status ? (before.lastTransitionTime ?? now) : now;
    const next = withTime(condition, lastTransitionTime);
    return before && deepEqual(before, next) ? before : next;
  });
  const others = old.filter(({ type }) => !own.some((condition) => condition.type === type));
  return [...conditions, ...others];
}

/** A literal for the usual case, of which every Pod has several, takes half the memory of a spread. */
function withTime(condition: PlainCondition, lastTransitionTime: string): PodCondition {
  const { type, status, reason, message } = condition;
  const made =
    reason === undefined && message === undefined
      ? { lastProbeTime: null, lastTransitionTime, type, status }
      : { lastProbeTime: null, lastTransitionTime, ...condition };
  return made as unknown as PodCondition;
}

/** The new status with every part that has not changed taken from the old one. */
function keepEqual(old: PodStatus, next: PodStatus): PodStatus {
  const shared: Record<string, unknown> = {};
  const before = old as Readonly<Record<string, unknown>>;
  let changed = Object.keys(old).length !== Object.keys(next).length;
  for (const [key, value] of Object.entries(next)) {
    shared[key] = deepEqual(before[key], value) ? before[key] : value;
    if (shared[key] !== before[key]) changed = true;
  }
  return changed ? (shared as PodStatus) : old;
}
