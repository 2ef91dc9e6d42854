import type { Frame } from '../../protocol/messages.ts';
import type { NodeRow, PodRow } from '../../protocol/view.ts';

/** A Pod row with everything that a case does not say left at its quietest. */
export function podRow(part: Partial<PodRow> & Pick<PodRow, 'name'>): PodRow {
  return {
    uid: `uid-${part.name}`,
    namespace: 'default',
    node: '',
    state: 'ready',
    status: 'Running',
    reason: '',
    owner: '',
    ownerKind: '',
    label: part.name,
    suffix: '',
    revisionAge: 0,
    cpuMilli: 0,
    memoryBytes: 0,
    cpuUsedMilli: 0,
    memoryUsedBytes: 0,
    readyContainers: 1,
    containers: 1,
    restarts: 0,
    ip: '10.244.0.7',
    createdMs: 0,
    progressFromMs: 0,
    progressToMs: 0,
    terminatingFromMs: 0,
    terminatingToMs: 0,
    endpoint: '',
    ...part,
  };
}

export function nodeRow(part: Partial<NodeRow> & Pick<NodeRow, 'name'>): NodeRow {
  return {
    ready: 'True',
    readySinceMs: 0,
    unschedulable: false,
    taints: [],
    zone: '',
    cpuMilli: 3920,
    memoryBytes: 15.2 * 2 ** 30,
    maxPods: 110,
    cpuRequestedMilli: 0,
    memoryRequestedBytes: 0,
    memoryUsedBytes: 0,
    podCount: 0,
    heartbeatMs: 0,
    machine: 'on',
    cloud: 'none',
    ...part,
  };
}

export function frameOf(part: Partial<Frame>): Frame {
  return {
    type: 'frame',
    reset: false,
    hidden: null,
    nowMs: 0,
    running: true,
    speed: 1,
    settled: false,
    revision: 1,
    eventsPerSecond: 0,
    nodes: [],
    removedNodes: [],
    pods: [],
    removedPods: [],
    workloads: [],
    removedWorkloads: [],
    services: [],
    removedServices: [],
    autoscalers: [],
    removedAutoscalers: [],
    events: [],
    flags: [],
    density: [],
    messages: [],
    traffic: [],
    machines: [],
    trafficSeconds: [],
    serviceSeconds: [],
    flows: [],
    losses: [],
    rules: [],
    loads: [],
    requests: [],
    stopped: [],
    ...part,
  };
}
