import { describe, expect, test } from 'vitest';
import type { Container, Event, Pod, PodSpec } from '../../api/k8s/core-v1.gen.ts';
import type { ImageSpec } from '../../api/scenario.ts';
import PodKind from '../../kinds/pod/kind.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { adminClient, bootUnwatchedCluster, finish, objectsOf } from '../testing/test-cluster.ts';

const IMAGES: readonly ImageSpec[] = [
  { name: 'slow:1', startupMs: 25_000 },
  { name: 'job:1', crashAfterMs: 3000, exitCode: 0 },
  { name: 'leaky:1', memoryBytes: 20_000_000, leakPerSecond: 5_000_000 },
  { name: 'late:1', readyAfterMs: 30_000 },
  { name: 'sick:1', failProbesAfterMs: 12_000 },
  { name: 'broken:1', crashAfterMs: 1000, exitCode: 2 },
];

const probe = (port: number, more: object = {}): object => ({
  httpGet: { path: '/', port },
  periodSeconds: 5,
  ...more,
});

/** What a Pod went through: its life in one line a container, its events, its end. */
interface Seen {
  readonly phase: string;
  readonly containers: readonly string[];
  readonly events: readonly string[];
}

function containerLine({
  name,
  ready,
  restartCount,
  state,
}: NonNullable<NonNullable<Pod['status']>['containerStatuses']>[number]): string {
  const what = state?.running
    ? 'running'
    : (state?.waiting?.reason ?? `${state?.terminated?.reason} ${state?.terminated?.exitCode}`);
  return `${name}: ${what}, ${ready ? 'ready' : 'not ready'}, restarts ${restartCount}`;
}

function look(cluster: Cluster, name: string): Seen {
  const pod = objectsOf<Pod>(cluster, 'Pod', 'default').find(({ metadata }) => metadata.name === name);
  const events = objectsOf<Event>(cluster, 'Event', 'default')
    .filter(({ involvedObject }) => involvedObject.name === name)
    .sort((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion))
    .map(({ reason, count }) => (count && count > 1 ? `${reason} x${count}` : (reason ?? '')));
  const { phase = 'gone', initContainerStatuses = [], containerStatuses = [] } = pod?.status ?? {};
  return {
    phase,
    containers: [...initContainerStatuses, ...containerStatuses].map(containerLine),
    events: [...new Set(events)],
  };
}

function runPod(spec: Partial<PodSpec>, seconds: number): Seen {
  const cluster = bootUnwatchedCluster(1, 5, IMAGES);
  create(cluster, 'p', spec);
  cluster.engine.runUntil(cluster.engine.nowMs + seconds * 1000);
  return look(cluster, 'p');
}

function create(cluster: Cluster, name: string, spec: Partial<PodSpec>): void {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default' }, spec } as Pod;
  finish(cluster, adminClient(cluster).create(PodKind, pod));
}

const app = (more: Partial<Container> = {}): Container => ({ name: 'app', image: 'nginx:1.27', ...more });

const cases: readonly [string, Partial<PodSpec>, number, Seen][] = [
  [
    'a plain server',
    { containers: [app()] },
    10,
    {
      phase: 'Running',
      containers: ['app: running, ready, restarts 0'],
      events: ['Scheduled', 'Pulling', 'Pulled', 'Created', 'Started'],
    },
  ],
  [
    'an image that does not exist',
    { containers: [app({ image: 'nginx:1.161' })] },
    8,
    {
      phase: 'Pending',
      containers: ['app: ErrImagePull, not ready, restarts 0'],
      events: ['Scheduled', 'Pulling', 'Failed', 'BackOff'],
    },
  ],
  [
    'an image name that is none',
    { containers: [app({ image: 'Nginx' })] },
    20,
    {
      phase: 'Pending',
      containers: ['app: InvalidImageName, not ready, restarts 0'],
      events: ['Scheduled', 'InspectFailed x3', 'Failed x3'],
    },
  ],
  [
    'an image that may not be pulled',
    { containers: [app({ imagePullPolicy: 'Never' })] },
    5,
    {
      phase: 'Pending',
      containers: ['app: ErrImageNeverPull, not ready, restarts 0'],
      events: ['Scheduled', 'ErrImageNeverPull x2', 'Failed x2'],
    },
  ],
  [
    'a Pod that is not to be restarted completes',
    { containers: [app({ image: 'job:1' })], restartPolicy: 'Never' },
    15,
    {
      phase: 'Succeeded',
      containers: ['app: Completed 0, not ready, restarts 0'],
      events: ['Scheduled', 'Pulling', 'Pulled', 'Created', 'Started'],
    },
  ],
  [
    'a Pod that is not to be restarted fails',
    { containers: [app({ image: 'broken:1' })], restartPolicy: 'Never' },
    15,
    {
      phase: 'Failed',
      containers: ['app: Error 2, not ready, restarts 0'],
      events: ['Scheduled', 'Pulling', 'Pulled', 'Created', 'Started'],
    },
  ],
  [
    'init containers run one after the other, then the app',
    {
      initContainers: [
        app({ name: 'one', image: 'busybox', command: ['sleep', '2'] }),
        app({ name: 'two', image: 'busybox', command: ['true'] }),
      ],
      containers: [app()],
    },
    20,
    {
      phase: 'Running',
      containers: [
        'one: Completed 0, ready, restarts 0',
        'two: Completed 0, ready, restarts 0',
        'app: running, ready, restarts 0',
      ],
      events: ['Scheduled', 'Pulling', 'Pulled', 'Created', 'Started'],
    },
  ],
  [
    'memory that grows ends a container at its limit',
    {
      containers: [app({ image: 'leaky:1', resources: { limits: { memory: '50M' } } })],
      restartPolicy: 'Never',
    },
    15,
    {
      phase: 'Failed',
      containers: ['app: OOMKilled 137, not ready, restarts 0'],
      events: ['Scheduled', 'Pulling', 'Pulled', 'Created', 'Started'],
    },
  ],
  [
    'a pushed image that is ready late fails its readiness probe until then',
    { containers: [app({ image: 'late:1', readinessProbe: probe(80) })] },
    15,
    {
      phase: 'Running',
      containers: ['app: running, not ready, restarts 0'],
      events: [],
    },
  ],
  [
    'a pushed image that fails its probes is restarted',
    { containers: [app({ image: 'sick:1', livenessProbe: probe(80, { failureThreshold: 1 }) })] },
    30,
    {
      phase: 'Running',
      containers: ['app: running, ready, restarts 1'],
      events: [],
    },
  ],
  [
    'an init container that fails keeps the app from starting',
    { initContainers: [app({ name: 'one', image: 'broken:1' })], containers: [app()] },
    6,
    {
      phase: 'Pending',
      containers: ['one: Error 2, not ready, restarts 1', 'app: PodInitializing, not ready, restarts 0'],
      events: [],
    },
  ],
  [
    'a sidecar starts first and runs on beside the app',
    { initContainers: [app({ name: 'side', restartPolicy: 'Always' })], containers: [app()] },
    15,
    {
      phase: 'Running',
      containers: ['side: running, ready, restarts 0', 'app: running, ready, restarts 0'],
      events: ['Scheduled', 'Pulling', 'Pulled', 'Created', 'Started'],
    },
  ],
  [
    'a Job’s Pod ends although its sidecar runs',
    {
      initContainers: [app({ name: 'side', restartPolicy: 'Always' })],
      containers: [app({ image: 'job:1' })],
      restartPolicy: 'Never',
    },
    30,
    {
      phase: 'Succeeded',
      containers: ['side: Completed 0, not ready, restarts 0', 'app: Completed 0, not ready, restarts 0'],
      events: ['Scheduled', 'Pulling', 'Pulled', 'Created', 'Started', 'Killing'],
    },
  ],
  [
    'readiness waits for a slow start',
    { containers: [app({ image: 'slow:1', readinessProbe: probe(8080) })] },
    20,
    { phase: 'Running', containers: ['app: running, not ready, restarts 0'], events: [] },
  ],
  [
    'readiness comes with the start',
    { containers: [app({ image: 'slow:1', readinessProbe: probe(8080) })] },
    40,
    { phase: 'Running', containers: ['app: running, ready, restarts 0'], events: [] },
  ],
  [
    'liveness kills what does not answer in time',
    { containers: [app({ image: 'slow:1', livenessProbe: probe(8080) })] },
    22,
    { phase: 'Running', containers: ['app: running, ready, restarts 1'], events: [] },
  ],
  [
    'a startup probe gives it the time it needs',
    {
      containers: [
        app({ image: 'slow:1', startupProbe: probe(8080, { failureThreshold: 10 }), livenessProbe: probe(8080) }),
      ],
    },
    60,
    { phase: 'Running', containers: ['app: running, ready, restarts 0'], events: [] },
  ],
  [
    'a probe of a port on which nothing listens',
    { containers: [app({ readinessProbe: probe(81) })] },
    20,
    { phase: 'Running', containers: ['app: running, not ready, restarts 0'], events: [] },
  ],
];

describe('the life of a Pod', () => {
  for (const [title, spec, seconds, expected] of cases) {
    test(title, () => {
      const seen = runPod(spec, seconds);
      expect(expected.events.length > 0 ? seen : { ...seen, events: [] }).toEqual(expected);
    });
  }
});

describe('what kubectl get -w would show', () => {
  const sequences: readonly [string, Container, number, readonly string[]][] = [
    [
      'a failed pull and its back-off in turn',
      app({ image: 'nginx:1.161' }),
      60,
      ['ContainerCreating', 'ErrImagePull', 'ImagePullBackOff', 'ErrImagePull', 'ImagePullBackOff', 'ErrImagePull'],
    ],
    [
      'the first restart is at once, then the back-off begins',
      app({ image: 'broken:1' }),
      62,
      [
        'ContainerCreating',
        'running',
        'Error',
        'running',
        'Error',
        'CrashLoopBackOff',
        'running',
        'Error',
        'CrashLoopBackOff',
        'running',
        'Error',
      ],
    ],
  ];
  for (const [title, container, seconds, expected] of sequences) {
    test(title, () => {
      const cluster = bootUnwatchedCluster(1, 5, IMAGES);
      const seen: string[] = [];
      cluster.apiServer.onCommit(({ object }) => {
        if (object.kind !== 'Pod' || object.metadata.name !== 'p') return;
        const state = (object as Pod).status?.containerStatuses?.[0]?.state;
        const what = state?.running ? 'running' : (state?.waiting?.reason ?? state?.terminated?.reason);
        if (what && seen.at(-1) !== what) seen.push(what);
      });
      create(cluster, 'p', { containers: [container] });
      cluster.engine.runUntil(cluster.engine.nowMs + seconds * 1000);
      expect(seen.slice(0, expected.length)).toEqual(expected);
    });
  }
});

describe('admission', () => {
  test('a Pod put on a full node by name is refused', () => {
    const cluster = bootUnwatchedCluster(1);
    create(cluster, 'big', { nodeName: 'node-1', containers: [app({ resources: { requests: { cpu: '4' } } })] });
    cluster.engine.runUntil(cluster.engine.nowMs + 3000);
    const { status } = objectsOf<Pod>(cluster, 'Pod', 'default')[0]!;
    expect([status?.phase, status?.reason, status?.message]).toEqual([
      'Failed',
      'OutOfcpu',
      "Pod was rejected: Node didn't have enough resource: cpu, requested: 4000, used: 400, capacity: 4000",
    ]);
  });
});

describe('deletion', () => {
  /** Seconds from the delete until the object is gone. */
  function secondsToGo(spec: Partial<PodSpec>, options: object = {}): number {
    const cluster = bootUnwatchedCluster(1, 5, IMAGES);
    create(cluster, 'p', spec);
    cluster.engine.runUntil(cluster.engine.nowMs + 20_000);
    const beganMs = cluster.engine.nowMs;
    let goneMs = Number.NaN;
    cluster.apiServer.onCommit(({ type, object }) => {
      if (type === 'DELETED' && object.kind === 'Pod') goneMs = cluster.engine.nowMs;
    });
    finish(cluster, adminClient(cluster).delete(PodKind, 'default', 'p', options));
    cluster.engine.runUntil(beganMs + 60_000);
    return (goneMs - beganMs) / 1000;
  }
  const endings: readonly [string, Partial<PodSpec>, object, number, number][] = [
    ['a server that reacts to SIGTERM goes fast', { containers: [app()] }, {}, 0.2, 2.5],
    [
      'a process that does not is killed after the grace period',
      { containers: [app({ image: 'busybox', command: ['sleep', '3600'] })] },
      {},
      30,
      32.5,
    ],
    [
      'a shorter grace period',
      { containers: [app({ image: 'busybox', command: ['sleep', '3600'] })], terminationGracePeriodSeconds: 5 },
      {},
      5,
      7.5,
    ],
    [
      'a preStop hook comes first',
      { containers: [app({ lifecycle: { preStop: { sleep: { seconds: 8 } } } })] },
      {},
      8,
      10.5,
    ],
    [
      'by force: at once',
      { containers: [app({ image: 'busybox', command: ['sleep', '3600'] })] },
      { gracePeriodSeconds: 0 },
      0,
      0.01,
    ],
  ];
  for (const [title, spec, options, from, to] of endings) {
    test(`${title} (${from} to ${to} s)`, () => {
      const seconds = secondsToGo(spec, options);
      expect(seconds).toBeGreaterThanOrEqual(from);
      expect(seconds).toBeLessThanOrEqual(to);
    });
  }
});
