import type { Frame } from '../../protocol/messages.ts';
import type { EventRow, Flag, MessageRow, NodeRow, PodRow, ServiceRow, WorkloadRow } from '../../protocol/view.ts';
import { applyBeside, type Beside, type BesideTables, besideTables } from './beside.ts';
import { compareNames } from './compare-names.ts';
import { createOwners, type Owners } from './owners.ts';
import { createPodCounts, type PodCounts } from './pod-counts.ts';
import { createTrafficTable, type TrafficTable } from './traffic-table.ts';

const mostEvents = 2000;

/** What a batch of frames has changed. */
export interface Delta {
  reset: boolean;
  readonly pods: Set<string>;
  readonly nodes: Set<string>;
  /** Nodes whose set of Pods, or a Pod of it, changed; '' is the queue. */
  readonly stacks: Set<string>;
  workloads: boolean;
  services: boolean;
  events: boolean;
  newEvents: number;
  flags: boolean;
  density: boolean;
  traffic: boolean;
  readonly messages: MessageRow[];
}

/** The page's copy of the rows that the worker has sent. Maps are changed in place; `Delta` says what. */
export interface Mirror extends Beside {
  readonly nodes: ReadonlyMap<string, NodeRow>;
  readonly pods: ReadonlyMap<string, PodRow>;
  readonly workloads: ReadonlyMap<string, WorkloadRow>;
  readonly services: ReadonlyMap<string, ServiceRow>;
  /** By uid, in order of their last occurrence. */
  readonly events: ReadonlyMap<string, EventRow>;
  readonly flags: readonly Flag[];
  /** Writes in each virtual second. */
  readonly density: ReadonlyMap<number, number>;
  readonly owners: Owners;
  readonly traffic: TrafficTable;
  /** How many Pods there are outside kube-system, how many of those ask for CPU, and how many of all are finished. */
  readonly tally: PodCounts['tally'];
  /** What else all Pods come to. */
  readonly counts: Pick<PodCounts, 'states' | 'reasons' | 'ofOwner'>;
  /** Rises with every frame that is applied. */
  readonly version: () => number;
  /** Nodes in natural order of their names; the same array until a node comes or goes. */
  nodeNames(): readonly string[];
  /** Pods of a node in order of stacking, or the pending Pods for ''; the same array until one changes. */
  podsOn(node: string): readonly PodRow[];
  /** The same Pods in no order: without the cost of one. */
  eachPodOn(node: string, tell: (pod: PodRow) => void): void;
  findPod(namespace: string, name: string): PodRow | undefined;
  apply(frame: Frame, delta: Delta): void;
}

export function createDelta(): Delta {
  return {
    reset: false,
    pods: new Set(),
    nodes: new Set(),
    stacks: new Set(),
    workloads: false,
    services: false,
    events: false,
    newEvents: 0,
    flags: false,
    density: false,
    traffic: false,
    messages: [],
  };
}

const isSystem = (pod: PodRow) => (pod.namespace === 'kube-system' ? 0 : 1);

/** System Pods lie at the bottom, then the oldest. */
function stackingOrder(a: PodRow, b: PodRow): number {
  return isSystem(a) - isSystem(b) || a.createdMs - b.createdMs || compareNames(a.name, b.name);
}

interface Tables extends BesideTables {
  readonly nodes: Map<string, NodeRow>;
  readonly pods: Map<string, PodRow>;
  readonly workloads: Map<string, WorkloadRow>;
  readonly services: Map<string, ServiceRow>;
  readonly events: Map<string, EventRow>;
  readonly flags: Flag[];
  readonly density: Map<number, number>;
  readonly uidsOn: Map<string, Set<string>>;
  readonly uidOf: Map<string, string>;
  readonly sorted: Map<string, readonly PodRow[]>;
  readonly counts: PodCounts;
}

function forget(tables: Tables): void {
  for (const table of Object.values(tables) as { clear?: () => void }[]) table.clear?.();
  tables.flags.length = 0;
  tables.counts.forget();
}

function removePod(tables: Tables, uid: string, delta: Delta): void {
  const pod = tables.pods.get(uid);
  if (pod === undefined) return;
  tables.counts.count(pod, -1);
  tables.pods.delete(uid);
  const name = `${pod.namespace}/${pod.name}`;
  if (tables.uidOf.get(name) === uid) tables.uidOf.delete(name);
  tables.uidsOn.get(pod.node)?.delete(uid);
  tables.sorted.delete(pod.node);
  delta.stacks.add(pod.node);
  delta.pods.add(uid);
}

function putPod(tables: Tables, pod: PodRow, delta: Delta): void {
  const before = tables.pods.get(pod.uid);
  if (before !== undefined) tables.counts.count(before, -1);
  tables.counts.count(pod, 1);
  if (before !== undefined && before.node !== pod.node) {
    tables.uidsOn.get(before.node)?.delete(pod.uid);
    tables.sorted.delete(before.node);
    delta.stacks.add(before.node);
  }
  tables.pods.set(pod.uid, pod);
  tables.uidOf.set(`${pod.namespace}/${pod.name}`, pod.uid);
  const uids = tables.uidsOn.get(pod.node);
  if (uids === undefined) tables.uidsOn.set(pod.node, new Set([pod.uid]));
  else uids.add(pod.uid);
  tables.sorted.delete(pod.node);
  delta.stacks.add(pod.node);
  delta.pods.add(pod.uid);
}

/** Forgets the marks and counts of another branch, which come after a moment. */
function cut(tables: Tables, ms: number, delta: Delta): void {
  const kept = tables.flags.filter(({ atMs }) => atMs <= ms);
  tables.flags.splice(0, tables.flags.length, ...kept);
  for (const second of tables.density.keys()) if (second * 1000 > ms) tables.density.delete(second);
  delta.flags = true;
  delta.density = true;
}

function applyLists(tables: Tables, frame: Frame, delta: Delta): void {
  for (const event of frame.events) {
    tables.events.delete(event.uid);
    tables.events.set(event.uid, event);
    delta.events = true;
    delta.newEvents++;
  }
  for (const uid of tables.events.keys()) {
    if (tables.events.size <= mostEvents) break;
    tables.events.delete(uid);
  }
  if (frame.cutMs !== undefined) cut(tables, frame.cutMs, delta);
  for (const flag of frame.flags) {
    tables.flags.push(flag);
    delta.flags = true;
  }
  for (const [second, count] of frame.density) {
    tables.density.set(second, (tables.density.get(second) ?? 0) + count);
    delta.density = true;
  }
  for (const message of frame.messages) delta.messages.push(message);
}

/** Returns whether a node has come or gone. */
function applyNodes(tables: Tables, frame: Frame, delta: Delta): boolean {
  let changed = frame.removedNodes.length > 0;
  for (const node of frame.nodes) {
    if (!tables.nodes.has(node.name)) changed = true;
    tables.nodes.set(node.name, node);
    delta.nodes.add(node.name);
  }
  for (const name of frame.removedNodes) {
    tables.nodes.delete(name);
    delta.nodes.add(name);
  }
  return changed;
}

function applyWorkloads(tables: Tables, frame: Frame, delta: Delta): void {
  for (const row of frame.workloads) tables.workloads.set(row.key, row);
  for (const key of frame.removedWorkloads) tables.workloads.delete(key);
  if (frame.workloads.length + frame.removedWorkloads.length > 0) delta.workloads = true;
  if (applyBeside(tables, frame)) delta.traffic = true;
  for (const row of frame.services) tables.services.set(`${row.namespace}/${row.name}`, row);
  for (const key of frame.removedServices) tables.services.delete(key);
  if (frame.services.length + frame.removedServices.length > 0) delta.services = true;
}

function emptyTables(): Tables {
  return {
    nodes: new Map(),
    pods: new Map(),
    workloads: new Map(),
    services: new Map(),
    ...besideTables(),
    events: new Map(),
    flags: [],
    density: new Map(),
    uidsOn: new Map(),
    uidOf: new Map(),
    sorted: new Map(),
    counts: createPodCounts(),
  };
}

export function createMirror(): Mirror {
  const tables = emptyTables();
  const owners = createOwners();
  const traffic = createTrafficTable();
  let names: readonly string[] | null = null;
  let version = 0;

  const apply = (frame: Frame, delta: Delta) => {
    version++;
    if (frame.reset) {
      forget(tables);
      owners.forget();
      traffic.forget();
      delta.reset = true;
    }
    const cameOrWent = applyNodes(tables, frame, delta);
    if (frame.reset || cameOrWent) names = null;
    applyWorkloads(tables, frame, delta);
    for (const row of frame.workloads) owners.meetWorkload(row);
    for (const uid of frame.removedPods) removePod(tables, uid, delta);
    for (const pod of frame.pods) {
      owners.meetPod(pod);
      putPod(tables, pod, delta);
    }
    applyLists(tables, frame, delta);
    if (traffic.apply(frame)) delta.traffic = true;
  };

  return {
    nodes: tables.nodes,
    pods: tables.pods,
    workloads: tables.workloads,
    services: tables.services,
    autoscalers: tables.autoscalers,
    machines: tables.machines,
    events: tables.events,
    flags: tables.flags,
    density: tables.density,
    owners,
    traffic,
    tally: tables.counts.tally,
    counts: tables.counts,
    version: () => version,
    nodeNames: () => {
      names ??= [...tables.nodes.keys()].sort(compareNames);
      return names;
    },
    podsOn: (node) => {
      const known = tables.sorted.get(node);
      if (known !== undefined) return known;
      const uids = tables.uidsOn.get(node);
      const pods = uids === undefined ? [] : [...uids].map((uid) => tables.pods.get(uid)!).sort(stackingOrder);
      tables.sorted.set(node, pods);
      return pods;
    },
    eachPodOn: (node, tell) => {
      for (const uid of tables.uidsOn.get(node) ?? []) tell(tables.pods.get(uid)!);
    },
    findPod: (namespace, name) => {
      const uid = tables.uidOf.get(`${namespace}/${name}`);
      return uid === undefined ? undefined : tables.pods.get(uid);
    },
    apply,
  };
}
