import { isBug } from '../../api/control/bug.ts';
import type { Informer } from '../../api/controller.ts';
import type { Node, NodeCondition, NodeStatus } from '../../api/k8s/core-v1.gen.ts';
import { type Process, sleep } from '../../api/process.ts';
import { isReason } from '../../api/status.ts';
import { deepEqual } from '../../base/equal.ts';
import { rfc3339 } from '../../base/time.ts';
import NodeKind from '../../kinds/node/kind.ts';
import { spawnGuarded } from '../client/guard.ts';
import { PRESSURE_CONDITIONS } from './eviction/thresholds.ts';
import type { KubeletState } from './kubelet-state.ts';
import { nodeEvent } from './node-events.ts';
import { extendedOf, newNode, nodeStatus, withAdvertised } from './node-status.ts';

/** nodeStatusUpdateFrequency and nodeStatusReportFrequency. */
const UPDATE_MS = 10_000;
const REPORT_MS = 300_000;
/** A kubelet that has just begun looks more often, until its node is ready. */
const FAST_UPDATE_MS = 100;
const REGISTER_MIN_MS = 200;
const REGISTER_MAX_MS = 7000;
/** The network plug-in writes its configuration this long after the node has got its address range. */
const NETWORK_MS = 300;

/**
 * Registers the Node and keeps its status. The status is worked out at every turn of 10 s, but the turns at which it
 * has not changed and is not five minutes old cost nothing here: nobody could tell. Models kubelet_node_status.go.
 */
export function runNodeStatus(kubelet: KubeletState, informer: Informer<Node>): void {
  const { engine, scope, runtime } = kubelet;
  const baseMs = engine.nowMs;
  let postedMs = -Infinity;
  let turnMs = Infinity;
  let posting = false;
  let isReady = false;

  const scheduleAt = (atMs: number): void => {
    if (turnMs <= atMs) return;
    turnMs = atMs;
    engine.at(atMs, turn, atMs, scope);
  };
  const nextTurnMs = (): number =>
    isReady
      ? baseMs + (Math.floor((engine.nowMs - baseMs) / UPDATE_MS) + 1) * UPDATE_MS
      : engine.nowMs + FAST_UPDATE_MS;
  const turn = (atMs: number): void => {
    // A later turn that an earlier one has replaced.
    if (atMs !== turnMs) return;
    turnMs = Infinity;
    if (!posting) spawnGuarded(engine, scope, post());
  };
  function* post(): Process {
    posting = true;
    try {
      const posted = yield* postStatus(kubelet, postedMs);
      if (posted) postedMs = engine.nowMs;
      isReady = runtime.podRange !== '';
      posting = false;
      if (isReady) scheduleAt(postedMs + REPORT_MS);
      else if (!posted) scheduleAt(engine.nowMs + UPDATE_MS);
    } catch (error) {
      if (isBug(error)) throw error;
      posting = false;
      scheduleAt(engine.nowMs + UPDATE_MS);
    }
  }
  const onNode = (node: Node): void => {
    kubelet.node = node;
    const { podCIDR } = node.spec ?? {};
    if (podCIDR && runtime.podRange === '') engine.after(NETWORK_MS, () => onRange(podCIDR), undefined, scope);
    if (postedMs >= 0 && (isOverruled(node) || isAdvertised(node))) scheduleAt(nextTurnMs());
  };
  const onRange = (podCIDR: string): void => {
    runtime.setPodRange(podCIDR);
    scheduleAt(nextTurnMs());
  };
  informer.addHandler({ onAdd: onNode, onUpdate: onNode });
  kubelet.onImagesChanged = () => scheduleAt(nextTurnMs());
  kubelet.onConditionsChanged = kubelet.onImagesChanged;
  kubelet.onVolumesChanged = () => {
    if (postedMs >= 0) scheduleAt(nextTurnMs());
  };
  function* begin(): Process {
    yield* register(kubelet);
    scheduleAt(engine.nowMs + FAST_UPDATE_MS);
  }
  spawnGuarded(engine, scope, begin());
}

/** The control plane has given the node up and does not know better yet. */
function isOverruled(node: Node): boolean {
  return readyOf(node.status ?? {}) === 'Unknown';
}

/** Somebody has advertised a resource of the node, or taken it back. */
function isAdvertised({ status = {} }: Node): boolean {
  return !deepEqual(extendedOf(status.capacity), extendedOf(status.allocatable));
}

function* register(kubelet: KubeletState): Process {
  const { heartbeat: client, machine } = kubelet;
  event(kubelet, 'Starting', 'Starting kubelet.');
  for (let waitMs = REGISTER_MIN_MS; ; waitMs = Math.min(waitMs * 2, REGISTER_MAX_MS)) {
    try {
      yield* client.create(NodeKind, newNode(machine, reportOf(kubelet, {})));
      announce(kubelet);
      break;
    } catch (error) {
      if (isBug(error)) throw error;
      if (isReason(error, 'AlreadyExists')) {
        announce(kubelet);
        break;
      }
      yield* sleep(waitMs);
    }
  }
  kubelet.registered.resolve();
}

/** What a kubelet tells of its node when it begins. */
function announce(kubelet: KubeletState): void {
  const { name } = kubelet.machine;
  for (const state of ['NodeHasSufficientMemory', 'NodeHasNoDiskPressure', 'NodeHasSufficientPID']) {
    event(kubelet, state, `Node ${name} status is now: ${state}`);
  }
  event(kubelet, 'NodeAllocatableEnforced', 'Updated Node Allocatable limit across pods');
}

/** Writes the status if it differs from the API server's or is too old. False when there was no need. */
function* postStatus(kubelet: KubeletState, postedMs: number): Process<boolean> {
  const { heartbeat: client, machine, engine } = kubelet;
  const node = yield* client.get(NodeKind, '', machine.name);
  const before = node.status ?? {};
  const status = reportOf(kubelet, before);
  const { volumesInUse = [] } = status;
  const changes = changedParts(before, status);
  const isDue = engine.nowMs - postedMs >= REPORT_MS;
  if (changes === undefined && !isDue) {
    kubelet.volumes.posted(volumesInUse);
    return false;
  }
  const rebooted =
    before.nodeInfo?.bootID !== undefined && before.nodeInfo.bootID !== '' && before.nodeInfo.bootID !== machine.bootId;
  if (rebooted) {
    const text = `Node ${machine.name} has been rebooted, boot id: ${machine.bootId}`;
    nodeEvent(kubelet, 'Warning', 'Rebooted', text);
  }
  tellPressure(kubelet, before, status);
  if (readyOf(status) === 'True' && readyOf(before) !== 'True') {
    event(kubelet, 'NodeReady', `Node ${machine.name} status is now: NodeReady`);
  }
  const body = { status: { ...changes, conditions: withOthers(before.conditions ?? [], status.conditions ?? []) } };
  const type = 'application/merge-patch+json' as const;
  yield* client.patch(NodeKind, '', machine.name, { type, body, subresource: 'status' });
  kubelet.volumes.posted(volumesInUse);
  return true;
}

const PRESSURE_EVENTS = {
  MemoryPressure: ['NodeHasInsufficientMemory', 'NodeHasSufficientMemory'],
  DiskPressure: ['NodeHasDiskPressure', 'NodeHasNoDiskPressure'],
  PIDPressure: ['NodeHasInsufficientPID', 'NodeHasSufficientPID'],
} as const;

function tellPressure(kubelet: KubeletState, before: NodeStatus, after: NodeStatus): void {
  const statusOf = ({ conditions = [] }: NodeStatus, type: string): string | undefined =>
    conditions.find((one) => one.type === type)?.status;
  for (const type of PRESSURE_CONDITIONS) {
    const status = statusOf(after, type);
    if (statusOf(before, type) === undefined || statusOf(before, type) === status) continue;
    const reason = PRESSURE_EVENTS[type][status === 'True' ? 0 : 1];
    event(kubelet, reason, `Node ${kubelet.machine.name} status is now: ${reason}`);
  }
}

function readyOf(status: NodeStatus): string | undefined {
  return status.conditions?.find(({ type }) => type === 'Ready')?.status;
}

function reportOf(kubelet: KubeletState, before: NodeStatus): NodeStatus {
  const { machine, runtime, engine } = kubelet;
  const networkReady = runtime.podRange !== '';
  const pressure = kubelet.eviction.conditions;
  const now = rfc3339(engine.unixMs);
  const report = { machine, networkReady, pressure, images: runtime.images.values(), now };
  const status = withAdvertised(nodeStatus(report, before), before.capacity);
  const volumesInUse = kubelet.volumes.inUse(before.volumesInUse ?? []);
  return volumesInUse.length > 0 ? { ...status, volumesInUse } : status;
}

/** Top-level fields that differ; heartbeats alone are no difference. */
function changedParts(before: NodeStatus, after: NodeStatus): Record<string, unknown> | undefined {
  const old = before as Readonly<Record<string, unknown>>;
  const changes: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(after)) {
    if (key !== 'conditions' && !deepEqual(old[key], value)) changes[key] = value;
  }
  // A merge patch takes a key away only where it says so.
  const { allocatable = {} } = after;
  const gone = Object.keys(before.allocatable ?? {}).filter((name) => !(name in allocatable));
  if (gone.length > 0) {
    changes['allocatable'] = { ...allocatable, ...Object.fromEntries(gone.map((name) => [name, null])) };
  }
  if (before.volumesInUse && !after.volumesInUse) changes['volumesInUse'] = null;
  const plain = (conditions: readonly NodeCondition[]): unknown =>
    conditions.map(({ type, status, reason, message }) => ({ type, status, reason, message }));
  const own = (before.conditions ?? []).filter(({ type }) => after.conditions?.some((one) => one.type === type));
  const isSame = deepEqual(plain(own), plain(after.conditions ?? []));
  return isSame && Object.keys(changes).length === 0 ? undefined : changes;
}

function withOthers(before: readonly NodeCondition[], own: readonly NodeCondition[]): readonly NodeCondition[] {
  return [...before.filter(({ type }) => !own.some((one) => one.type === type)), ...own];
}

function event(kubelet: KubeletState, reason: string, message: string): void {
  nodeEvent(kubelet, 'Normal', reason, message);
}
