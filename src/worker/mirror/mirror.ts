import type { ReplicaSet } from '../../api/k8s/apps-v1.gen.ts';
import type { HorizontalPodAutoscaler } from '../../api/k8s/autoscaling-v2.gen.ts';
import type { Job } from '../../api/k8s/batch-v1.gen.ts';
import type { Lease } from '../../api/k8s/coordination-v1.gen.ts';
import type { Event, Node, Pod, Service } from '../../api/k8s/core-v1.gen.ts';
import type { EndpointSlice } from '../../api/k8s/discovery-v1.gen.ts';
import { controllerOf, type KubeObject, objectKey } from '../../api/object.ts';
import type { Frame } from '../../protocol/messages.ts';
import type { EventRow, NodeRow, PodRow, ServiceRow } from '../../protocol/view.ts';
import type { CommittedWrite } from '../../sim/apiserver/api-server.ts';
import { Autoscalers } from './autoscalers.ts';
import { Endpoints } from './endpoints.ts';
import { eventRow } from './event-row.ts';
import { type MachineTeller, nodeRow } from './node-row.ts';
import { podRow } from './pod-row.ts';
import { serviceRow } from './service-row.ts';
import { Workloads } from './workloads.ts';

/** The part of a frame that comes from the cluster's objects. */
export type ObjectChanges = Pick<
  Frame,
  | 'nodes'
  | 'removedNodes'
  | 'pods'
  | 'removedPods'
  | 'workloads'
  | 'removedWorkloads'
  | 'services'
  | 'removedServices'
  | 'autoscalers'
  | 'removedAutoscalers'
  | 'events'
  | 'density'
>;

/** How many Events the mirror hands on at most in one frame: the list shows the newest anyway. */
const MAX_EVENTS_A_FRAME = 200;

/**
 * Follows the writes that the store commits and keeps, for the page, slim rows of what has changed since the last
 * frame. It is an observer outside the simulation: it sends nothing and takes no virtual time.
 */
export class Mirror {
  private readonly pods = new Map<string, Pod>();
  private readonly nodes = new Map<string, Node>();
  private readonly replicaSets = new Map<string, ReplicaSet>();
  private readonly jobs = new Map<string, Job>();
  private readonly services = new Map<string, Service>();
  private readonly podsOfNode = new Map<string, Set<string>>();
  private readonly podsOfSet = new Map<string, Set<string>>();
  private readonly setsOfDeployment = new Map<string, Set<string>>();
  private readonly heartbeatMs = new Map<string, number>();
  private readonly endpoints = new Endpoints();
  private readonly autoscalers = new Autoscalers();
  private readonly workloads = new Workloads();
  private readonly dirtyPods = new Set<string>();
  private readonly dirtyNodes = new Set<string>();
  private readonly dirtyServices = new Set<string>();
  private readonly removedPods = new Set<string>();
  private events: EventRow[] = [];
  private readonly writes = new Map<number, number>();
  private readonly originUnixMs: number;
  private readonly machines: MachineTeller;

  /**
   * @param originUnixMs Unix milliseconds of virtual time 0 of the page's clock
   * @param machines whose a node's machine is, and what the user has done to it
   */
  constructor(originUnixMs: number, machines: MachineTeller) {
    this.originUnixMs = originUnixMs;
    this.machines = machines;
  }

  /** Marks a node for the next frame, after a fault changed its machine. */
  touchNode(name: string): void {
    this.dirtyNodes.add(name);
  }

  /** Takes in one committed write. */
  observe(write: CommittedWrite, nowMs: number): void {
    const { kind, object, type } = write;
    const gone = type === 'DELETED';
    const key = objectKey(object);
    if (kind.kind !== 'Lease') {
      const second = Math.floor(nowMs / 1000);
      this.writes.set(second, (this.writes.get(second) ?? 0) + 1);
    }
    this.workloads.observe(kind.kind, key, object, gone);
    switch (kind.kind) {
      case 'Pod':
        this.observePod(key, object as Pod, gone);
        break;
      case 'Node':
        store(this.nodes, key, object as Node, gone);
        this.dirtyNodes.add(key);
        break;
      case 'ReplicaSet':
        this.observeReplicaSet(key, object as ReplicaSet, gone);
        break;
      case 'Job':
        store(this.jobs, key, object as Job, gone);
        break;
      case 'Service':
        store(this.services, key, object as Service, gone);
        this.dirtyServices.add(key);
        break;
      case 'HorizontalPodAutoscaler':
        this.autoscalers.observe(key, object as HorizontalPodAutoscaler, gone, nowMs);
        break;
      case 'EndpointSlice':
        this.observeSlice(object as EndpointSlice, gone);
        break;
      case 'Lease':
        this.observeLease(object as Lease, nowMs);
        break;
      case 'Event':
        if (!gone) this.events.push(eventRow(object as Event, nowMs));
        break;
    }
  }

  /** What has changed since the last call. */
  take(unixMs: number): ObjectChanges {
    const pods: PodRow[] = [];
    for (const key of this.dirtyPods) {
      const pod = this.pods.get(key);
      if (pod) pods.push(this.podRowOf(pod, unixMs));
    }
    const nodes: NodeRow[] = [];
    const removedNodes: string[] = [];
    for (const name of this.dirtyNodes) {
      const node = this.nodes.get(name);
      if (node) nodes.push(this.nodeRowOf(node));
      else removedNodes.push(name);
    }
    const changes: ObjectChanges = {
      nodes,
      removedNodes,
      pods,
      removedPods: [...this.removedPods],
      ...this.workloads.take(),
      ...this.takeServices(),
      ...this.autoscalers.take(),
      events: this.events.slice(-MAX_EVENTS_A_FRAME),
      density: [...this.writes],
    };
    this.dirtyPods.clear();
    this.dirtyNodes.clear();
    this.removedPods.clear();
    this.events = [];
    this.writes.clear();
    return changes;
  }

  private observePod(key: string, pod: Pod, gone: boolean): void {
    const before = this.pods.get(key);
    store(this.pods, key, pod, gone);
    for (const node of new Set([before?.spec?.nodeName, pod.spec?.nodeName])) {
      if (!node) continue;
      link(this.podsOfNode, node, key, !gone && pod.spec?.nodeName === node);
      this.dirtyNodes.add(node);
    }
    const owner = controllerOf(pod);
    if (owner) link(this.podsOfSet, owner.uid, key, !gone);
    if (gone) {
      this.removedPods.add(pod.metadata.uid ?? '');
      this.dirtyPods.delete(key);
    } else this.dirtyPods.add(key);
  }

  private observeReplicaSet(key: string, set: ReplicaSet, gone: boolean): void {
    const before = this.replicaSets.get(key);
    store(this.replicaSets, key, set, gone);
    const owner = controllerOf(set);
    if (!owner) return;
    link(this.setsOfDeployment, owner.uid, key, !gone);
    if (!gone && revisionOf(set) === (before ? revisionOf(before) : -1)) return;
    // A new newest revision ages the Pods of all older ones.
    for (const sibling of this.setsOfDeployment.get(owner.uid) ?? []) {
      const uid = this.replicaSets.get(sibling)?.metadata.uid ?? '';
      for (const pod of this.podsOfSet.get(uid) ?? []) this.dirtyPods.add(pod);
    }
  }

  private observeSlice(slice: EndpointSlice, gone: boolean): void {
    for (const pod of this.endpoints.observe(slice, gone)) if (this.pods.has(pod)) this.dirtyPods.add(pod);
    const service = slice.metadata.labels?.['kubernetes.io/service-name'];
    if (service) this.dirtyServices.add(`${slice.metadata.namespace}/${service}`);
  }

  private observeLease(lease: Lease, nowMs: number): void {
    if (lease.metadata.namespace !== 'kube-node-lease') return;
    const node = lease.metadata.name ?? '';
    this.heartbeatMs.set(node, nowMs);
    this.dirtyNodes.add(node);
  }

  private podRowOf(pod: Pod, unixMs: number): PodRow {
    const direct = controllerOf(pod);
    const key = `${pod.metadata.namespace}/${direct?.name}`;
    const set = direct?.kind === 'ReplicaSet' ? this.replicaSets.get(key) : undefined;
    const made = direct?.kind === 'Job' ? this.jobs.get(key) : set;
    return podRow(pod, {
      owner: (made && controllerOf(made)) ?? direct,
      controllerName: direct?.name ?? '',
      revisionAge: set ? this.revisionAge(set) : 0,
      endpoint: this.endpoints.of(objectKey(pod)),
      originUnixMs: this.originUnixMs,
      unixMs,
    });
  }

  /** How many sibling ReplicaSets with Pods are newer. */
  private revisionAge(set: ReplicaSet): number {
    const owner = controllerOf(set);
    if (!owner) return 0;
    let newer = 0;
    for (const key of this.setsOfDeployment.get(owner.uid) ?? []) {
      const sibling = this.replicaSets.get(key);
      if (sibling && revisionOf(sibling) > revisionOf(set)) newer++;
    }
    return newer;
  }

  private nodeRowOf(node: Node): NodeRow {
    const name = node.metadata.name ?? '';
    return nodeRow(node, {
      pods: [...(this.podsOfNode.get(name) ?? [])].map((key) => this.pods.get(key)!),
      heartbeatMs: this.heartbeatMs.get(name) ?? 0,
      machine: this.machines.machineState(name),
      cloud: this.machines.cloudOf(name),
      originUnixMs: this.originUnixMs,
    });
  }

  private takeServices(): Pick<Frame, 'services' | 'removedServices'> {
    const services: ServiceRow[] = [];
    const removedServices: string[] = [];
    for (const key of this.dirtyServices) {
      const service = this.services.get(key);
      if (service) services.push(serviceRow(service, this.endpoints.count(key)));
      else removedServices.push(key);
    }
    this.dirtyServices.clear();
    return { services, removedServices };
  }
}

function store<T extends KubeObject>(map: Map<string, T>, key: string, object: T, gone: boolean): void {
  if (gone) map.delete(key);
  else map.set(key, object);
}

function link(index: Map<string, Set<string>>, from: string, to: string, present: boolean): void {
  const set = index.get(from) ?? new Set();
  if (present) index.set(from, set.add(to));
  else if (set.delete(to) && set.size === 0) index.delete(from);
}

function revisionOf(set: ReplicaSet): number {
  return Number(set.metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0);
}
