import type { Frame } from '../../protocol/messages.ts';
import type { EventRow, NodeRow, PodRow } from '../../protocol/view.ts';
import { frameOf, nodeRow, podRow } from './rows.ts';

const GiB = 2 ** 30;
export const storyNowMs = 461_200;

const model = (suffix: string, node: string, part: Partial<PodRow> = {}) =>
  podRow({
    name: `ml-model-serving-6f7d9c8b54-${suffix}`,
    owner: 'ml-model-serving',
    ownerKind: 'Deployment',
    label: 'ml-model-serving',
    suffix,
    node,
    cpuMilli: 1200,
    memoryBytes: 3 * GiB,
    cpuUsedMilli: 860,
    memoryUsedBytes: 2.1 * GiB,
    createdMs: 50_000,
    endpoint: 'in',
    ...part,
  });
const web = (suffix: string, node: string, part: Partial<PodRow> = {}) =>
  podRow({
    name: `nginx-deployment-7c5ddbdf54-${suffix}`,
    owner: 'nginx-deployment',
    ownerKind: 'Deployment',
    label: 'nginx',
    suffix,
    node,
    cpuMilli: 500,
    memoryBytes: 0.5 * GiB,
    cpuUsedMilli: 220,
    memoryUsedBytes: 0.2 * GiB,
    createdMs: 60_000,
    endpoint: 'in',
    ...part,
  });
const system = (index: number, part: Partial<PodRow> = {}) =>
  podRow({
    name: `kube-proxy-${index}`,
    namespace: 'kube-system',
    owner: 'kube-proxy',
    ownerKind: 'DaemonSet',
    label: 'kube-system',
    node: `node-${index}`,
    cpuMilli: 250,
    memoryBytes: 0.3 * GiB,
    cpuUsedMilli: 90,
    createdMs: -5000,
    ...part,
  });
const dying = {
  state: 'terminating',
  status: 'Terminating',
  terminatingFromMs: 420_000,
  terminatingToMs: 450_000,
  endpoint: 'out',
  cpuUsedMilli: 0,
} as const;

export function storyPods(): PodRow[] {
  return [
    ...[1, 2, 3, 5].map((index) => system(index)),
    system(4, { state: 'unknown', cpuUsedMilli: 0 }),
    model('p4x7n', 'node-1', { cpuUsedMilli: 970 }),
    model('k7w2p', 'node-1', { cpuUsedMilli: 810 }),
    web('r9c4d', 'node-1'),
    model('v2m5s', 'node-2', { cpuUsedMilli: 900 }),
    model('d8q6t', 'node-2', { cpuUsedMilli: 720 }),
    web('t5w9k', 'node-2', {
      state: 'creating',
      status: 'ContainerCreating',
      progressFromMs: 455_000,
      progressToMs: 466_000,
      cpuUsedMilli: 0,
      endpoint: '',
    }),
    model('w4k2f', 'node-3', { cpuUsedMilli: 1020 }),
    model('g5n8z', 'node-3', {
      state: 'crash',
      status: 'CrashLoopBackOff',
      restarts: 4,
      cpuUsedMilli: 40,
      endpoint: 'out',
      reason: 'back-off 1m20s restarting failed container',
    }),
    web('c7p6j', 'node-3'),
    podRow({
      name: 'redis-0',
      owner: 'redis',
      ownerKind: 'StatefulSet',
      label: 'redis-0',
      node: 'node-3',
      cpuMilli: 200,
      cpuUsedMilli: 50,
      memoryBytes: 0.2 * GiB,
      createdMs: 70_000,
    }),
    model('h4rkz', 'node-4', dying),
    model('n9b5x', 'node-4', dying),
    web('j2d8v', 'node-4', dying),
    model('s6f4l', 'node-5', { cpuUsedMilli: 880 }),
    model('z8t7c', 'node-5', { cpuUsedMilli: 930 }),
    model('q8v4m', 'node-5', {
      state: 'creating',
      status: 'ContainerCreating',
      createdMs: 420_000,
      progressFromMs: 452_000,
      progressToMs: 478_000,
      cpuUsedMilli: 0,
      endpoint: '',
    }),
    model('x7c2d', '', {
      state: 'pending',
      status: 'Pending',
      createdMs: 420_000,
      cpuUsedMilli: 0,
      endpoint: '',
      ip: '',
      reason:
        '0/5 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/unreachable: }, 4 Insufficient cpu.',
    }),
  ];
}

export function storyNodes(pods: readonly PodRow[]): NodeRow[] {
  return [1, 2, 3, 4, 5].map((index) => {
    const name = `node-${index}`;
    const mine = pods.filter((pod) => pod.node === name);
    const sum = (of: (pod: PodRow) => number) => mine.reduce((total, pod) => total + of(pod), 0);
    const down = index === 4;
    return nodeRow({
      name,
      zone: ['a', 'a', 'b', 'b', 'c'][index - 1]!,
      podCount: mine.length,
      cpuRequestedMilli: sum((pod) => pod.cpuMilli),
      memoryRequestedBytes: sum((pod) => pod.memoryBytes),
      memoryUsedBytes: sum((pod) => pod.memoryUsedBytes),
      heartbeatMs: storyNowMs,
      ...(down ? { ready: 'Unknown', readySinceMs: 120_000, machine: 'cut' } : {}),
    });
  });
}

const events: readonly (readonly [number, 'Normal' | 'Warning', string, string, string])[] = [
  [
    420_000,
    'Normal',
    'TaintManagerEviction',
    'h4rkz',
    'Marking for deletion Pod default/ml-model-serving-6f7d9c8b54-h4rkz',
  ],
  [
    421_000,
    'Normal',
    'Scheduled',
    'q8v4m',
    'Successfully assigned default/ml-model-serving-6f7d9c8b54-q8v4m to node-5',
  ],
  [421_100, 'Normal', 'Pulling', 'q8v4m', 'Pulling image "ml-model-serving:1.4.2"'],
  [
    444_000,
    'Warning',
    'BackOff',
    'g5n8z',
    'Back-off restarting failed container model in pod ml-model-serving-6f7d9c8b54-g5n8z',
  ],
  [
    458_000,
    'Warning',
    'FailedScheduling',
    'x7c2d',
    '0/5 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/unreachable: }, 4 Insufficient cpu.',
  ],
];

/** The five-node story of the design’s mocks at 00:07:41. */
export function storyFrame(): Frame {
  const pods = storyPods();
  const bell = (t: number, centre: number, width: number, height: number) =>
    height * Math.exp(-((t - centre) ** 2) / (2 * width * width));
  const density: [number, number][] = Array.from({ length: 461 }, (_, t) => [
    t,
    Math.round(3 + bell(t, 13, 4, 40) + bell(t, 52, 6, 45) + bell(t, 120, 4, 30) + bell(t, 422, 6, 50)),
  ]);
  return frameOf({
    reset: true,
    nowMs: storyNowMs,
    unixMs: Date.UTC(2025, 0, 6, 9) + storyNowMs,
    pods,
    nodes: storyNodes(pods),
    workloads: [
      {
        key: 'a',
        kind: 'Deployment',
        namespace: 'default',
        name: 'ml-model-serving',
        desired: 10,
        ready: 7,
        counts: 'ready',
        image: 'ml-model-serving:1.4.2',
      },
      {
        key: 'r',
        kind: 'StatefulSet',
        namespace: 'default',
        name: 'redis',
        desired: 1,
        ready: 1,
        counts: 'ready',
        image: 'redis:7',
      },
      {
        key: 'b',
        kind: 'Deployment',
        namespace: 'default',
        name: 'nginx-deployment',
        desired: 3,
        ready: 2,
        counts: 'ready',
        image: 'nginx:1.14.2',
      },
    ],
    services: [
      {
        namespace: 'default',
        name: 'my-cip-service',
        type: 'ClusterIP',
        clusterIP: '10.96.12.7',
        externalIP: '<none>',
        ports: '80/TCP',
        readyEndpoints: 7,
        endpoints: 10,
        pods: [],
      },
    ],
    events: events.map(
      ([atMs, type, reason, suffix, message], index): EventRow => ({
        uid: `e${index}`,
        atMs,
        type,
        reason,
        message,
        count: reason === 'BackOff' ? 12 : 1,
        kind: 'Pod',
        namespace: 'default',
        name: `ml-model-serving-6f7d9c8b54-${suffix}`,
      }),
    ),
    flags: [
      { atMs: 12_000, label: 'apply', kind: 'input' },
      { atMs: 50_000, label: 'scale to 10', kind: 'input' },
      { atMs: 80_000, label: 'cut off', kind: 'fault' },
      { atMs: 120_000, label: 'node-4 NotReady', kind: 'fault' },
      { atMs: 420_000, label: 'evictions', kind: 'fault' },
    ],
    density,
  });
}
