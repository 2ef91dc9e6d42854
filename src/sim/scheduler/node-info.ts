import type { ContainerPort, Node, Taint } from '../../api/k8s/core-v1.gen.ts';
import { milliValue, quantityValue } from '../../base/quantity.ts';
import type { PodInfo } from './pod-info.ts';
import { addResources, noResources, type Resources, toResources } from './resources.ts';

const HOSTNAME = 'kubernetes.io/hostname';
/** The label that names a node's zone. */
export const ZONE = 'topology.kubernetes.io/zone';
const NONE: readonly Taint[] = [];
const NO_LABELS: Readonly<Record<string, string>> = {};

/** Places in a node's row of the table of amounts. */
export const AMOUNT = {
  allocatableCpu: 0,
  allocatableMemory: 1,
  allocatablePods: 2,
  requestedCpu: 3,
  requestedMemory: 4,
  nonZeroCpu: 5,
  nonZeroMemory: 6,
  pods: 7,
} as const;
const AMOUNTS = 8;

/** What nearly every decision reads, of all nodes side by side in memory. */
export interface AmountTable {
  values: Float64Array;
  /** The zones by name, numbered from 0 in the order in which they were met; their names are one copy each. */
  readonly zones: Map<string, { readonly name: string; readonly index: number }>;
}

/** Makes a table without room for nodes. */
export function createTable(): AmountTable {
  return { values: new Float64Array(0), zones: new Map() };
}

/** Makes room for as many nodes. */
function growTable(table: AmountTable, nodes: number): void {
  if (table.values.length >= nodes * AMOUNTS) return;
  const larger = new Float64Array((nodes === 1 ? 1 : nodes * 2) * AMOUNTS);
  larger.set(table.values);
  table.values = larger;
}

/** A node with the sums over its Pods: what filters and scores read. Models framework.NodeInfo. */
export class NodeInfo {
  readonly name: string;
  /** A small number of its own among the nodes of a cache: place in tables; -1 outside. */
  readonly slot: number;
  /** Absent while only Pods of a node are known. */
  node: Node | undefined;
  labels: Readonly<Record<string, string>> = NO_LABELS;
  private hostname: string | undefined;
  private zone: string | undefined;
  /** The number of its zone in the table, -1 without one. */
  zoneIndex = -1;
  /** Taints that keep Pods off: NoSchedule and NoExecute. */
  forbidding: readonly Taint[] = NONE;
  /** Taints that make a node less welcome: PreferNoSchedule. */
  discouraging: readonly Taint[] = NONE;
  unschedulable = false;
  allocatable: Resources = noResources();
  readonly requested: Resources = noResources();
  /** `table.values[at + AMOUNT.pods]` is the number of Pods, and so on. */
  readonly table: AmountTable;
  readonly at: number;
  /** Sizes in bytes of the images on the node, by name. */
  images: ReadonlyMap<string, number> = new Map();
  readonly pods = new Map<string, PodInfo>();
  /** Host ports in use as `protocol/port`, each with the addresses. */
  private readonly ports = new Map<string, Map<string, number>>();

  constructor(name: string, slot = -1, table: AmountTable = createTable()) {
    this.name = name;
    this.slot = slot;
    this.table = table;
    this.at = slot < 0 ? 0 : slot * AMOUNTS;
    growTable(table, Math.max(slot, 0) + 1);
    table.values.fill(0, this.at, this.at + AMOUNTS);
  }

  /** Takes over a node's labels, taints, allocatable resources and images. */
  setNode(node: Node | undefined): void {
    const previous = this.node;
    this.node = node;
    this.labels = node?.metadata.labels ?? NO_LABELS;
    this.hostname = this.labels[HOSTNAME];
    const zone = zoneNamed(this.table.zones, this.labels[ZONE]);
    this.zone = zone?.name;
    this.zoneIndex = zone?.index ?? -1;
    this.unschedulable = node?.spec?.unschedulable ?? false;
    if (node?.spec?.taints !== previous?.spec?.taints) {
      const taints = node?.spec?.taints ?? NONE;
      this.forbidding = taints.filter((taint) => taint.effect === 'NoSchedule' || taint.effect === 'NoExecute');
      this.discouraging = taints.filter((taint) => taint.effect === 'PreferNoSchedule');
    }
    if (node?.status?.allocatable !== previous?.status?.allocatable) this.setAllocatable(allocatableOf(node));
    if (node?.status?.images !== previous?.status?.images) this.images = imagesOf(node);
  }

  /** The value of a label: the node's topology domain. The usual keys are looked up once, as spreading asks often. */
  domain(topologyKey: string): string | undefined {
    if (topologyKey === HOSTNAME) return this.hostname;
    return topologyKey === ZONE ? this.zone : this.labels[topologyKey];
  }

  /** Counts a Pod in. */
  addPod(pod: PodInfo): void {
    this.pods.set(pod.key, pod);
    this.count(pod, 1);
  }

  /** Counts a Pod out. */
  removePod(pod: PodInfo): void {
    if (!this.pods.delete(pod.key)) return;
    this.count(pod, -1);
  }

  /** Whether a host port is taken already. Models HostPortInfo.CheckConflict. */
  portConflicts(port: ContainerPort): boolean {
    const users = this.ports.get(portKey(port));
    if (users === undefined) return false;
    const address = port.hostIP || '0.0.0.0';
    return address === '0.0.0.0' || users.has('0.0.0.0') || users.has(address);
  }

  /** A copy to try things on. */
  clone(): NodeInfo {
    const copy = new NodeInfo(this.name);
    copy.setNode(this.node);
    for (const pod of this.pods.values()) copy.addPod(pod);
    return copy;
  }

  private setAllocatable(allocatable: Resources): void {
    this.allocatable = allocatable;
    const { values } = this.table;
    values[this.at + AMOUNT.allocatableCpu] = allocatable.cpu;
    values[this.at + AMOUNT.allocatableMemory] = allocatable.memory;
    values[this.at + AMOUNT.allocatablePods] = allocatable.pods;
  }

  private count(pod: PodInfo, sign: 1 | -1): void {
    const { requests, nonZero, hostPorts } = pod.specInfo;
    addResources(this.requested, requests, sign);
    const {
      at,
      table: { values },
    } = this;
    values[at + AMOUNT.requestedCpu]! += sign * requests.cpu;
    values[at + AMOUNT.requestedMemory]! += sign * requests.memory;
    values[at + AMOUNT.nonZeroCpu]! += sign * nonZero.cpu;
    values[at + AMOUNT.nonZeroMemory]! += sign * nonZero.memory;
    values[at + AMOUNT.pods]! += sign;
    for (const port of hostPorts) this.countPort(port, sign);
  }

  private countPort(port: ContainerPort, sign: 1 | -1): void {
    const key = portKey(port);
    let users = this.ports.get(key);
    if (users === undefined) {
      users = new Map();
      this.ports.set(key, users);
    }
    const address = port.hostIP || '0.0.0.0';
    const count = (users.get(address) ?? 0) + sign;
    if (count > 0) users.set(address, count);
    else users.delete(address);
    if (users.size === 0) this.ports.delete(key);
  }
}

function zoneNamed(zones: AmountTable['zones'], name: string | undefined): { name: string; index: number } | undefined {
  if (name === undefined) return undefined;
  let zone = zones.get(name);
  if (zone === undefined) {
    zone = { name, index: zones.size };
    zones.set(name, zone);
  }
  return zone;
}

function portKey(port: ContainerPort): string {
  return `${port.protocol || 'TCP'}/${port.hostPort}`;
}

function allocatableOf(node: Node | undefined): Resources {
  const amounts: Record<string, number> = {};
  for (const [name, quantity] of Object.entries(node?.status?.allocatable ?? {})) {
    amounts[name] = name === 'cpu' ? milliValue(quantity) : quantityValue(quantity);
  }
  return toResources(amounts);
}

function imagesOf(node: Node | undefined): ReadonlyMap<string, number> {
  const images = new Map<string, number>();
  for (const image of node?.status?.images ?? []) {
    for (const name of image.names ?? []) images.set(name, image.sizeBytes ?? 0);
  }
  return images;
}
