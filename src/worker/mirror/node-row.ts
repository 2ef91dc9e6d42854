import type { Node, Pod } from '../../api/k8s/core-v1.gen.ts';
import { isPodTerminal, podRequests } from '../../api/pod.ts';
import { milliValue, quantityValue } from '../../base/quantity.ts';
import { parseTime } from '../../base/time.ts';
import type { NodeRow } from '../../protocol/view.ts';
import type { CommittedWrite } from '../../sim/apiserver/api-server.ts';

/** Tells what a Node does not tell of its machine. */
export interface MachineTeller {
  machineState(node: string): NodeRow['machine'];
  cloudOf(node: string): NodeRow['cloud'];
}

/** What a node's row needs besides the Node. */
export interface NodeSurroundings {
  readonly pods: Iterable<Pod>;
  readonly heartbeatMs: number;
  readonly machine: NodeRow['machine'];
  readonly cloud: NodeRow['cloud'];
  /** Unix milliseconds of virtual time 0 of the page's clock. */
  readonly originUnixMs: number;
}

/** Taints that the control plane sets by itself: the figure shows their cause instead. */
const CONDITION_TAINT = /^node\.kubernetes\.io\//;

/** The row of a node: its state and its totals. */
export function nodeRow(node: Node, around: NodeSurroundings): NodeRow {
  const ready = node.status?.conditions?.find((condition) => condition.type === 'Ready');
  const allocatable = node.status?.allocatable ?? {};
  let cpuRequestedMilli = 0;
  let memoryRequestedBytes = 0;
  let podCount = 0;
  for (const pod of around.pods) {
    if (isPodTerminal(pod)) continue;
    const requests = podRequests(pod.spec!);
    cpuRequestedMilli += requests['cpu'] ?? 0;
    memoryRequestedBytes += requests['memory'] ?? 0;
    podCount++;
  }
  return {
    name: node.metadata.name ?? '',
    ready: (ready?.status as NodeRow['ready']) ?? 'Unknown',
    readySinceMs: ready?.lastTransitionTime ? parseTime(ready.lastTransitionTime) - around.originUnixMs : 0,
    unschedulable: node.spec?.unschedulable ?? false,
    taints: (node.spec?.taints ?? [])
      .filter((taint) => !CONDITION_TAINT.test(taint.key))
      .map((taint) => `${taint.key}${taint.value ? `=${taint.value}` : ''}:${taint.effect}`),
    zone: node.metadata.labels?.['topology.kubernetes.io/zone'] ?? '',
    cpuMilli: milliValue(allocatable['cpu'] ?? '0'),
    memoryBytes: quantityValue(allocatable['memory'] ?? '0'),
    maxPods: quantityValue(allocatable['pods'] ?? '0'),
    cpuRequestedMilli,
    memoryRequestedBytes,
    memoryUsedBytes: 0,
    podCount,
    heartbeatMs: around.heartbeatMs,
    machine: around.machine,
    cloud: around.cloud,
  };
}

const isReady = (node: Node): boolean =>
  node.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;

/** Whether a node has become Ready by a write, or NotReady; undefined when neither. */
export function readinessChange({ kind, type, object, previous }: CommittedWrite): boolean | undefined {
  if (kind.kind !== 'Node' || type !== 'MODIFIED' || !previous) return undefined;
  const ready = isReady(object as Node);
  return ready === isReady(previous as Node) ? undefined : ready;
}
