import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import type { Frame, ObjectRef, ToPage } from '../../protocol/messages.ts';
import type { PodRow } from '../../protocol/view.ts';
import { frameOf, nodeRow, podRow } from './rows.ts';

export const zeroUnixMs = Date.UTC(2025, 0, 6, 9);
const nowMs = 96_000;

const of = (owner: string, kind: string, hash: string, suffix: string, node: string, part: Partial<PodRow> = {}) =>
  podRow({
    name: `${owner}-${hash}${hash === '' ? '' : '-'}${suffix}`,
    owner,
    ownerKind: kind,
    label: owner,
    suffix,
    node,
    createdMs: 12_000,
    endpoint: 'in',
    ...part,
  });
const model = (suffix: string, node: string, part: Partial<PodRow> = {}) =>
  of('ml-model-serving', 'Deployment', '6f7d9c8b54', suffix, node, part);
const web = (suffix: string, node: string, part: Partial<PodRow> = {}) =>
  of('nginx-deployment', 'Deployment', '7c5ddbdf54', suffix, node, part);
const front = (suffix: string, node: string, part: Partial<PodRow> = {}) =>
  of('frontend', 'ReplicaSet', '', suffix, node, { endpoint: '', ...part });
const system = (name: string, label: string, node: string, cpuMilli = 0) =>
  podRow({
    name,
    namespace: 'kube-system',
    owner: label,
    ownerKind: 'DaemonSet',
    label,
    suffix: name.slice(-5),
    node,
    cpuMilli,
    createdMs: -20_000,
  });

function pods(): PodRow[] {
  const on = ['node-1', 'node-2', 'node-3'];
  return [
    ...on.map((node, index) => system(`kube-proxy-${['x8k2v', 'b4c9z', 'm7w5d'][index]}`, 'kube-proxy', node)),
    system('coredns-668d6bf9bc-2xv7k', 'coredns', 'node-1', 100),
    system('coredns-668d6bf9bc-9qzls', 'coredns', 'node-2', 100),
    system('metrics-server-6d94bc8694-tv4wz', 'metrics-server', 'node-3', 100),
    ...['p4x7n', 'k7w2p', 'v2m5s', 'd8q6t', 'w4k2f', 'g5n8z', 's6f4l'].map((suffix, index) =>
      model(suffix, on[index % 3]!),
    ),
    model('h4rkz', 'node-2', {
      state: 'terminating',
      status: 'Terminating',
      terminatingFromMs: 80_000,
      terminatingToMs: 110_000,
      endpoint: 'out',
    }),
    model('n9b5x', 'node-1', {
      createdMs: 94_000,
      state: 'creating',
      status: 'ContainerCreating',
      progressFromMs: 94_000,
      progressToMs: 100_000,
      endpoint: '',
    }),
    model('q8v4m', 'node-3', {
      createdMs: 94_000,
      state: 'imgpull',
      status: 'ImagePullBackOff',
      endpoint: 'out',
      reason: 'Back-off pulling image',
    }),
    web('r9c4d', 'node-1', { revisionAge: 1 }),
    web('t5w9k', 'node-2', { revisionAge: 1 }),
    web('c7p6j', 'node-3', { state: 'notready', status: 'Running', endpoint: 'out' }),
    front('j2d8v', 'node-3'),
    front('z8t7c', 'node-1', { state: 'crash', status: 'CrashLoopBackOff', restarts: 7 }),
    front('bq2xk', 'node-2'),
    model('x7c2d', '', { state: 'pending', status: 'Pending', createdMs: 95_500, endpoint: '' }),
  ];
}

/** The manifests of the lecture decks: nothing asks for anything. */
export function decksFrame(): Frame {
  const all = pods();
  return frameOf({
    reset: true,
    nowMs,
    unixMs: zeroUnixMs + nowMs,
    pods: all,
    nodes: [1, 2, 3].map((index) =>
      nodeRow({
        name: `node-${index}`,
        cpuMilli: 4000,
        memoryBytes: 8 * 2 ** 30,
        memoryUsedBytes: 1.1 * 2 ** 30,
        memoryRequestedBytes: 70 * 2 ** 20,
        podCount: all.filter((pod) => pod.node === `node-${index}`).length,
        unschedulable: index === 3,
      }),
    ),
    workloads: [
      {
        key: 'a',
        kind: 'Deployment',
        namespace: 'default',
        name: 'ml-model-serving',
        desired: 10,
        ready: 7,
        counts: 'ready',
        image: 'ml-serving:1.0',
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
      {
        key: 'c',
        kind: 'ReplicaSet',
        namespace: 'default',
        name: 'frontend',
        desired: 3,
        ready: 2,
        counts: 'ready',
        image: 'gb-frontend:v5',
      },
    ],
    services: [
      {
        namespace: 'default',
        name: 'ml-service',
        type: 'ClusterIP',
        clusterIP: '10.96.12.7',
        externalIP: '<none>',
        ports: '80/TCP',
        readyEndpoints: 7,
        endpoints: 10,
        pods: [],
      },
    ],
    density: Array.from({ length: 96 }, (_, second) => [second, second > 10 && second < 20 ? 30 : 3]),
  });
}

/** What the worker would say about a Pod. */
export function followedPod(ref: ObjectRef): ToPage {
  const at = (ms: number) => new Date(zeroUnixMs + ms).toISOString();
  const object: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: ref.name,
      namespace: ref.namespace,
      creationTimestamp: at(12_000),
      labels: { app: 'ml-model' },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          name: ref.name.replace(/-[^-]+$/, ''),
          uid: 'u',
          controller: true,
        },
      ],
    },
    spec: { nodeName: 'node-1', containers: [{ name: 'model', image: 'ml-serving:1.0' }] },
    status: {
      phase: 'Running',
      podIP: '10.244.1.7',
      qosClass: 'BestEffort',
      conditions: ['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled'].map(
        (type) => ({
          type,
          status: type.endsWith('Ready') ? 'False' : 'True',
          lastTransitionTime: at(14_000),
          ...(type.endsWith('Ready')
            ? { reason: 'ContainersNotReady', message: 'containers with unready status: [model]' }
            : {}),
        }),
      ),
      containerStatuses: [
        {
          name: 'model',
          image: 'ml-serving:1.0',
          imageID: '',
          ready: false,
          restartCount: 4,
          state: { running: { startedAt: at(14_000) } },
          lastState: { terminated: { exitCode: 1, reason: 'Error' } },
        },
      ],
    },
  };
  return {
    type: 'object',
    ref,
    object,
    life: [],
    pending: null,
    yaml: `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${ref.name}\n  labels:\n    app: ml-model\nspec:\n  containers:\n  - image: ml-serving:1.0\n    name: model\n  terminationGracePeriodSeconds: 30\nstatus:\n  phase: Running # reported\n`,
    events: [
      {
        uid: 'e',
        atMs: 13_000,
        type: 'Normal',
        reason: 'Scheduled',
        message: `Successfully assigned ${ref.namespace}/${ref.name} to node-1`,
        count: 1,
        kind: 'Pod',
        namespace: ref.namespace,
        name: ref.name,
      },
    ],
    decisions: [
      {
        atMs: 13_000,
        attempt: 1,
        chosen: 'node-1',
        message: '',
        nodeCount: 3,
        feasibleCount: 2,
        rejectedCount: 1,
        scheduler: 'default-scheduler',
        filters: ['NodeUnschedulable', 'NodeName', 'TaintToleration', 'NodeAffinity', 'NodePorts', 'NodeResourcesFit'],
        plugins: [
          { name: 'TaintToleration', weight: 3 },
          { name: 'NodeAffinity', weight: 2 },
          { name: 'NodeResourcesFit', weight: 1 },
          { name: 'NodeResourcesBalancedAllocation', weight: 1 },
          { name: 'ImageLocality', weight: 1 },
        ],
        ties: [],
        preemption: null,
        nodes: [
          {
            node: 'node-1',
            plugin: '',
            reasons: [],
            scores: {
              TaintToleration: 300,
              NodeAffinity: 0,
              NodeResourcesFit: 92,
              NodeResourcesBalancedAllocation: 97,
              ImageLocality: 0,
            },
            raw: {},
            total: 489,
          },
          {
            node: 'node-2',
            plugin: '',
            reasons: [],
            scores: {
              TaintToleration: 300,
              NodeAffinity: 0,
              NodeResourcesFit: 90,
              NodeResourcesBalancedAllocation: 96,
              ImageLocality: 0,
            },
            raw: {},
            total: 486,
          },
          {
            node: 'node-3',
            plugin: 'NodeUnschedulable',
            reasons: ['node(s) were unschedulable'],
            scores: {},
            raw: {},
            total: 0,
          },
        ],
      },
    ],
    moves: [],
  };
}
