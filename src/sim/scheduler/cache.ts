import type { Node, Pod } from '../../api/k8s/core-v1.gen.ts';
import { objectKey } from '../../api/object.ts';
import { isPodTerminal } from '../../api/pod.ts';
import { deepEqual } from '../../base/equal.ts';
import { createTermRegistry } from './existing-terms.ts';
import { type AmountTable, createTable, NodeInfo } from './node-info.ts';
import { createNodeTree, zoneOf } from './node-tree.ts';
import { addTo, createCountRegistry } from './pod-counts.ts';
import { type PodInfo, podInfoOf } from './pod-info.ts';
import type { ImageState, Snapshot, Topology } from './snapshot.ts';

interface Placed {
  readonly info: PodInfo;
  readonly node: NodeInfo;
  /** Assumed to be on the node: its binding has not been seen yet. */
  assumed: boolean;
}

/**
 * What the scheduler knows about nodes and the Pods on them, those it has only assumed included. Every change costs time
 * in proportion to itself, never to the cluster. Models pkg/scheduler/backend/cache.
 */
export interface Cache extends Snapshot {
  addNode(node: Node): void;
  updateNode(node: Node): void;
  removeNode(name: string): void;
  /** A Pod with a node has been seen; confirms an assumed one. */
  addPod(pod: Pod): void;
  updatePod(pod: Pod): void;
  removePod(pod: Pod): void;
  /** Counts a Pod in on a node before the API server knows. */
  assume(info: PodInfo, node: NodeInfo): void;
  /** Takes an assumption back; nothing happens when the binding has been confirmed meanwhile. */
  forget(key: string): void;
  isAssumed(key: string): boolean;
  /** The cluster as it would be without a Pod. Takes time in proportion to the cluster. */
  without(key: string): Snapshot;
}

/** Makes an empty cache. */
export function createCache(): Cache {
  return new SchedulerCache();
}

class SchedulerCache implements Cache {
  readonly existingTerms = createTermRegistry();
  readonly census = { cordoned: 0, forbidding: 0, discouraging: 0 };
  private readonly byName = new Map<string, NodeInfo>();
  private readonly placed = new Map<string, Placed>();
  private readonly tree = createNodeTree();
  private readonly countRegistry = createCountRegistry();
  private readonly images = new Map<string, { sizeBytes: number; nodeCount: number }>();
  private readonly table: AmountTable = createTable();
  /** Slots of nodes that are gone. */
  private readonly freeSlots: number[] = [];
  private readonly topologies = new Map<string, Domains>();

  get nodes(): readonly NodeInfo[] {
    return this.tree.list();
  }

  node(name: string): NodeInfo | undefined {
    const info = this.byName.get(name);
    return info?.node ? info : undefined;
  }

  image(name: string): ImageState | undefined {
    return this.images.get(name);
  }

  counts: Snapshot['counts'] = (query) => this.countRegistry.get(query, () => this.allPods());

  topology(topologyKey: string): Topology {
    let known = this.topologies.get(topologyKey);
    if (known === undefined) {
      known = new Domains(this);
      for (const node of this.nodes) known.change(node.domain(topologyKey), 1);
      this.topologies.set(topologyKey, known);
    }
    return known;
  }

  addNode(node: Node): void {
    const info = this.nodeInfo(node.metadata.name ?? '');
    if (info.node !== undefined) {
      this.updateNode(node);
      return;
    }
    this.relabel(info, node);
    this.tree.add(info);
  }

  updateNode(node: Node): void {
    const info = this.byName.get(node.metadata.name ?? '');
    if (info?.node === undefined) {
      this.addNode(node);
      return;
    }
    if (deepEqual(node.metadata.labels, info.node.metadata.labels)) {
      this.setNode(info, node);
      return;
    }
    const zone = zoneOf(info);
    this.relabel(info, node);
    if (zoneOf(info) === zone) return;
    this.tree.remove(info, zone);
    this.tree.add(info);
  }

  removeNode(name: string): void {
    const info = this.byName.get(name);
    if (info?.node === undefined) return;
    this.tree.remove(info, zoneOf(info));
    this.relabel(info, undefined);
    this.dropIfUnused(info);
  }

  addPod(pod: Pod): void {
    const known = this.placed.get(objectKey(pod));
    if (known === undefined) {
      this.place(podInfoOf(pod), this.nodeInfo(pod.spec?.nodeName ?? ''), false);
      return;
    }
    known.assumed = false;
    this.updatePod(pod);
  }

  updatePod(pod: Pod): void {
    const known = this.placed.get(objectKey(pod));
    const nodeName = pod.spec?.nodeName ?? '';
    const uid = pod.metadata.uid ?? '';
    if (known === undefined || known.node.name !== nodeName || known.info.uid !== uid || isPodTerminal(pod)) {
      this.removePod(pod);
      if (!isPodTerminal(pod)) this.place(podInfoOf(pod), this.nodeInfo(nodeName), false);
      return;
    }
    const { info } = known;
    const before = info.pod;
    const fresh = podInfoOf(pod);
    // The common case, a change of status only, leaves every sum as it is.
    const sameSums =
      fresh.specInfo === info.specInfo && fresh.affinity === info.affinity && fresh.priority === info.priority;
    const sameLabels = before.metadata.labels === pod.metadata.labels;
    const sameLife =
      (before.metadata.deletionTimestamp === undefined) === (pod.metadata.deletionTimestamp === undefined);
    if (sameSums && sameLabels && sameLife) {
      info.pod = pod;
      return;
    }
    this.unplace(known);
    this.place(fresh, known.node, known.assumed);
  }

  removePod(pod: Pod): void {
    const known = this.placed.get(objectKey(pod));
    if (known === undefined) return;
    this.unplace(known);
    this.dropIfUnused(known.node);
  }

  assume(info: PodInfo, node: NodeInfo): void {
    this.place(info, node, true);
  }

  forget(key: string): void {
    const known = this.placed.get(key);
    if (known?.assumed) this.unplace(known);
  }

  isAssumed(key: string): boolean {
    return this.placed.get(key)?.assumed ?? false;
  }

  without(key: string): Snapshot {
    const copy = new SchedulerCache();
    for (const { node } of this.nodes) copy.addNode(node!);
    for (const { info, node } of this.placed.values())
      if (info.key !== key) copy.assume(info, copy.nodeInfo(node.name));
    return copy;
  }

  private *allPods(): Iterable<readonly [PodInfo, NodeInfo]> {
    for (const { info, node } of this.placed.values()) yield [info, node];
  }

  private nodeInfo(name: string): NodeInfo {
    const known = this.byName.get(name);
    if (known) return known;
    const slot = this.freeSlots.pop() ?? this.byName.size;
    const info = new NodeInfo(name, slot, this.table);
    this.byName.set(name, info);
    return info;
  }

  private dropIfUnused(info: NodeInfo): void {
    if (info.node !== undefined || info.pods.size > 0 || this.byName.get(info.name) !== info) return;
    this.byName.delete(info.name);
    this.freeSlots.push(info.slot);
  }

  private place(info: PodInfo, node: NodeInfo, assumed: boolean): void {
    const placed: Placed = { info, node, assumed };
    this.placed.set(info.key, placed);
    node.addPod(info);
    this.index(info, node, 1);
  }

  private unplace(placed: Placed): void {
    this.placed.delete(placed.info.key);
    placed.node.removePod(placed.info);
    this.index(placed.info, placed.node, -1);
  }

  private index(info: PodInfo, node: NodeInfo, sign: 1 | -1): void {
    this.countRegistry.change(info, node, sign);
    this.existingTerms.change(info, node, sign);
  }

  /** Gives a node other labels: its Pods and the node itself move to other topology domains. */
  private relabel(info: NodeInfo, node: Node | undefined): void {
    for (const pod of info.pods.values()) this.index(pod, info, -1);
    if (info.node) for (const [key, known] of this.topologies) known.change(info.domain(key), -1);
    this.setNode(info, node);
    if (node) for (const [key, known] of this.topologies) known.change(info.domain(key), 1);
    for (const pod of info.pods.values()) this.index(pod, info, 1);
  }

  private setNode(info: NodeInfo, node: Node | undefined): void {
    const before = info.images;
    this.count(info, -1);
    info.setNode(node);
    this.count(info, 1);
    if (info.images === before) return;
    for (const name of before.keys()) this.countImage(name, 0, -1);
    for (const [name, sizeBytes] of info.images) this.countImage(name, sizeBytes, 1);
  }

  private count({ node, unschedulable, forbidding, discouraging }: NodeInfo, sign: 1 | -1): void {
    if (node === undefined) return;
    if (unschedulable) this.census.cordoned += sign;
    if (forbidding.length > 0) this.census.forbidding += sign;
    if (discouraging.length > 0) this.census.discouraging += sign;
  }

  /** The size is what the first node said. */
  private countImage(name: string, sizeBytes: number, sign: 1 | -1): void {
    const state = this.images.get(name) ?? { sizeBytes, nodeCount: 0 };
    state.nodeCount += sign;
    if (state.nodeCount > 0) this.images.set(name, state);
    else this.images.delete(name);
  }
}

class Domains implements Topology {
  readonly domains = new Map<string, number>();
  private labelled = 0;
  private readonly snapshot: Snapshot;

  constructor(snapshot: Snapshot) {
    this.snapshot = snapshot;
  }

  get isComplete(): boolean {
    return this.labelled === this.snapshot.nodes.length;
  }

  change(domain: string | undefined, delta: 1 | -1): void {
    if (domain === undefined) return;
    addTo(this.domains, domain, delta);
    this.labelled += delta;
  }
}
