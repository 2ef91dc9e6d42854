import type { ContainerImage, Node, NodeCondition, NodeStatus, Taint } from '../../api/k8s/core-v1.gen.ts';
import { isKubeletsToSet } from '../../api/node-labels.ts';
import { DEFAULT_DISK, type NodeSpec } from '../../api/scenario.ts';
import { UNINITIALIZED_TAINT } from '../../api/taints.ts';
import { isExtendedResource } from '../../api/validation/resources.ts';
import { quantityValue } from '../../base/quantity.ts';
import type { PullableImage } from '../images/registry.ts';
import { PRESSURE_CONDITIONS, type PressureCondition } from './eviction/thresholds.ts';
import type { MachineFacts } from './kubelet-state.ts';
import { binaryQuantity } from './stats/quantities.ts';

/** The rest of a disk is kept for the system. */
const ALLOCATABLE_SHARE = 0.95;
const MAX_IMAGES = 50;

/**
 * The Node as a kubelet registers it, with those of the machine's labels that a kubelet may set: who installs the
 * cluster sets the others. Models pkg/kubelet/kubelet_node_status.go (initialNode).
 */
export function newNode(machine: MachineFacts, status: NodeStatus): Node {
  const { name, spec } = machine;
  const taints = [...spec.taints.map(parseTaint), ...(spec.cloud ? [UNINITIALIZED] : [])];
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      annotations: { 'volumes.kubernetes.io/controller-managed-attach-detach': 'true' },
      labels: {
        'beta.kubernetes.io/arch': 'amd64',
        'beta.kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        ...Object.fromEntries(Object.entries(ownLabels(spec)).filter(([key]) => isKubeletsToSet(key))),
      },
    },
    spec: taints.length > 0 ? { taints } : {},
    status,
  };
}

/** Until the cloud controller manager has looked at the node (--cloud-provider=external). */
const UNINITIALIZED: Taint = {
  effect: 'NoSchedule',
  key: UNINITIALIZED_TAINT,
  value: 'true',
};

/** Zones are for the cloud to tell. */
function ownLabels({ labels, cloud }: NodeSpec): Readonly<Record<string, string>> {
  if (!cloud) return labels;
  const { 'topology.kubernetes.io/zone': _zone, ...own } = labels;
  return own;
}

/** A taint as scenarios write it: `key=value:Effect` or `key:Effect`. */
export function parseTaint(text: string): Taint {
  const colon = text.lastIndexOf(':');
  const [key = '', value] = text.slice(0, colon).split('=');
  return { effect: text.slice(colon + 1), key, ...(value === undefined ? {} : { value }) };
}

/** What a kubelet reports of its machine. */
export interface NodeReport {
  readonly machine: MachineFacts;
  /** The network plug-in has its address range. */
  readonly networkReady: boolean;
  /** What it is short of. */
  readonly pressure: readonly PressureCondition[];
  readonly images: Iterable<PullableImage>;
  /** RFC 3339. */
  readonly now: string;
}

/** The status that a kubelet posts; times of transitions come from the conditions before. */
export function nodeStatus(report: NodeReport, { conditions: before = [], addresses = [] }: NodeStatus): NodeStatus {
  const { machine } = report;
  const hostname = { address: machine.name, type: 'Hostname' };
  return {
    // Of a cloud's machine they are for the cloud to tell. Models nodestatus.NodeAddress.
    addresses: !machine.spec.cloud
      ? [{ address: machine.ip, type: 'InternalIP' }, hostname]
      : addresses.length > 0
        ? addresses
        : [hostname],
    allocatable: resources(machine.spec, allocatableDisk(machine.spec)),
    capacity: resources(machine.spec, machine.spec.disk ?? DEFAULT_DISK),
    conditions: conditions(report, before),
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    images: imageList(report.images),
    nodeInfo: {
      architecture: 'amd64',
      bootID: machine.bootId,
      containerRuntimeVersion: 'containerd://2.0.2',
      kernelVersion: '6.1.0',
      kubeProxyVersion: machine.kubeletVersion,
      kubeletVersion: machine.kubeletVersion,
      machineID: machine.machineId,
      operatingSystem: 'linux',
      osImage: 'Debian GNU/Linux 12 (bookworm)',
      systemUUID: machine.systemUuid,
    },
  };
}

/** What Pods may request of a machine's disk. */
export function allocatableDisk({ disk = DEFAULT_DISK }: NodeSpec): string {
  return binaryQuantity(quantityValue(disk) * ALLOCATABLE_SHARE);
}

/** The extended resources among those of a node. */
export function extendedOf(resources: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(resources).filter(([name]) => isExtendedResource(name)));
}

/**
 * With the extended resources that somebody has written into the node's capacity: all of them may be allocated.
 * Models setters.go (MachineInfo).
 */
export function withAdvertised(status: NodeStatus, advertised: Readonly<Record<string, string>> = {}): NodeStatus {
  const extended = extendedOf(advertised);
  if (Object.keys(extended).length === 0) return status;
  return {
    ...status,
    allocatable: { ...extended, ...status.allocatable },
    capacity: { ...extended, ...status.capacity },
  };
}

function resources(spec: NodeSpec, disk: string): Record<string, string> {
  const extended = Object.fromEntries(Object.entries(spec.extended).map(([name, count]) => [name, String(count)]));
  return {
    cpu: spec.cpu,
    'ephemeral-storage': disk,
    'hugepages-1Gi': '0',
    'hugepages-2Mi': '0',
    memory: spec.memory,
    ...extended,
    pods: String(spec.pods),
  };
}

/** What a node says of a condition when it holds, and when it does not. Models pkg/kubelet/nodestatus/setters.go. */
const PRESSURE_TEXTS = {
  MemoryPressure: [
    { reason: 'KubeletHasInsufficientMemory', message: 'kubelet has insufficient memory available' },
    { reason: 'KubeletHasSufficientMemory', message: 'kubelet has sufficient memory available' },
  ],
  DiskPressure: [
    { reason: 'KubeletHasDiskPressure', message: 'kubelet has disk pressure' },
    { reason: 'KubeletHasNoDiskPressure', message: 'kubelet has no disk pressure' },
  ],
  PIDPressure: [
    { reason: 'KubeletHasInsufficientPID', message: 'kubelet has insufficient PID available' },
    { reason: 'KubeletHasSufficientPID', message: 'kubelet has sufficient PID available' },
  ],
} as const;

const NETWORK_NOT_READY =
  'container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized';

function conditions({ networkReady, pressure, now }: NodeReport, before: readonly NodeCondition[]): NodeCondition[] {
  const make = (type: string, status: string, reason: string, message: string): NodeCondition => {
    const old = before.find((condition) => condition.type === type);
    const lastTransitionTime = old?.status === status ? (old.lastTransitionTime ?? now) : now;
    return { lastHeartbeatTime: now, lastTransitionTime, message, reason, status, type };
  };
  return [
    ...PRESSURE_CONDITIONS.map((type) => {
      const [holds, not] = PRESSURE_TEXTS[type];
      const { reason, message } = pressure.includes(type) ? holds : not;
      return make(type, pressure.includes(type) ? 'True' : 'False', reason, message);
    }),
    networkReady
      ? make('Ready', 'True', 'KubeletReady', 'kubelet is posting ready status')
      : make('Ready', 'False', 'KubeletNotReady', NETWORK_NOT_READY),
  ];
}

/** The largest images first, as upstream lists them. */
function imageList(images: Iterable<PullableImage>): ContainerImage[] {
  return [...images]
    .sort((a, b) => b.sizeBytes - a.sizeBytes || (a.name < b.name ? -1 : 1))
    .slice(0, MAX_IMAGES)
    .map(listed);
}

const listedMemo = new WeakMap<PullableImage, ContainerImage>();

function listed(image: PullableImage): ContainerImage {
  let entry = listedMemo.get(image);
  if (!entry) {
    entry = { names: [image.id, image.name], sizeBytes: image.sizeBytes };
    listedMemo.set(image, entry);
  }
  return entry;
}
