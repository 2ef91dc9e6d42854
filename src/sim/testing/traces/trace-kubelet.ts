import type { Lease } from '../../../api/k8s/coordination-v1.gen.ts';
import type { NodeCondition, Pod } from '../../../api/k8s/core-v1.gen.ts';
import { controllerOf, isTerminating } from '../../../api/object.ts';
import { type Process, sleep } from '../../../api/process.ts';
import { ApiError } from '../../../api/status.ts';
import { parseTime, rfc3339, rfc3339Micro } from '../../../base/time.ts';
import LeaseKind from '../../../kinds/lease/kind.ts';
import NodeKind from '../../../kinds/node/kind.ts';
import PodKind from '../../../kinds/pod/kind.ts';
import type { ApiClient } from '../../client/client.ts';
import { spawnGuarded } from '../../client/guard.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Scope } from '../../engine/scope.ts';
import { endedStatus } from './ended-status.ts';

/** Pods run so long after they are bound, and are gone so long after their deletion. */
const POD_MS = 1_000;
const LEASE_PERIOD_MS = 10_000;
const STATUS_PERIOD_MS = 300_000;
/** The recorded kubelets came back about so long after they were told to. */
const START_MS = 300;
/** A Pod with this annotation is not removed when it is deleted. */
const KEEP = 'simulated-kubelet';

/** The kubelet that the recordings were made with: it runs nothing, but reports as one that does. */
export interface TraceKubelet {
  readonly name: string;
  /** Registers the node and begins to report. */
  start(): void;
  /** Falls silent. */
  stop(): void;
  /** What the API server has stored about a Pod of this node. */
  observe(pod: Pod): void;
}

export interface TraceKubeletOptions {
  readonly engine: Engine;
  readonly client: ApiClient;
  readonly scope: Scope;
  readonly name: string;
  readonly hostIp: string;
  /** A virtual time at which it renews its Lease; every ten seconds before and after as well. */
  readonly renewAtMs: number;
  /** Pods of this node that exist. */
  readonly pods: () => readonly Pod[];
  readonly nextPodIp: () => string;
}

/** Makes a kubelet, which does nothing before it is started. */
export function createTraceKubelet(options: TraceKubeletOptions): TraceKubelet {
  const { engine, name } = options;
  let scope: Scope | undefined;
  const handled = new Set<string>();
  const later = (pod: Pod, what: string, work: (pod: Pod) => Process<void>): void => {
    const key = `${what} ${pod.metadata.uid}`;
    if (!scope || handled.has(key)) return;
    handled.add(key);
    const running = scope;
    engine.after(POD_MS, () => void spawnGuarded(engine, running, tolerant(work(pod))), undefined, running);
  };
  const observe = (pod: Pod): void => {
    if (isTerminating(pod)) {
      const kept = pod.metadata.annotations?.[KEEP] !== undefined;
      if (!kept) later(pod, 'remove', (old) => remove(options, old));
    } else if (pod.status?.phase === 'Pending') later(pod, 'run', (fresh) => run(options, fresh));
    else if (pod.status?.phase === 'Running' && controllerOf(pod)?.kind === 'Job') {
      later(pod, 'finish', (fresh) => finish(options, fresh));
    }
  };
  const begin = (own: Scope): void => {
    spawnGuarded(engine, own, tolerant(report(options)));
    spawnGuarded(engine, own, tolerant(renew(options)));
    for (const pod of options.pods()) {
      observe(pod);
      if (pod.status?.phase === 'Running' && !isTerminating(pod)) {
        spawnGuarded(engine, own, tolerant(run(options, pod)));
      }
    }
  };
  return {
    name,
    observe,
    start() {
      const own = options.scope.child(`kubelet-${name}`);
      scope = own;
      handled.clear();
      engine.after(START_MS, () => begin(own), undefined, own);
    },
    stop() {
      scope?.kill();
      scope = undefined;
    },
  };
}

/** Other clients may have been faster. */
function* tolerant(process: Process<void>): Process<void> {
  try {
    yield* process;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
}

function* renew({ client, engine, name, renewAtMs }: TraceKubeletOptions): Process<void> {
  const namespace = 'kube-node-lease';
  const spec = (): NonNullable<Lease['spec']> => ({
    holderIdentity: name,
    leaseDurationSeconds: 40,
    renewTime: rfc3339Micro(engine.unixMs),
  });
  const lease: Lease = {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name, namespace },
    spec: spec(),
  };
  yield* tolerant(createLease(client, lease));
  for (;;) {
    const type = 'application/merge-patch+json' as const;
    yield* client.patch(LeaseKind, namespace, name, { type, body: { spec: spec() } });
    const phaseMs = (((renewAtMs - engine.nowMs) % LEASE_PERIOD_MS) + LEASE_PERIOD_MS) % LEASE_PERIOD_MS;
    yield* sleep(phaseMs < 1 ? LEASE_PERIOD_MS : phaseMs);
  }
}

function* createLease(client: ApiClient, lease: Lease): Process<void> {
  yield* client.create(LeaseKind, lease);
}

/** Registers the node if it is not there, and posts its status every five minutes. */
function* report(options: TraceKubeletOptions): Process<void> {
  const { client, engine, name } = options;
  yield* tolerant(register(options));
  let sinceMs = engine.unixMs;
  const node = yield* client.get(NodeKind, '', name);
  const ready = node.status?.conditions?.find(({ type }) => type === 'Ready');
  if (ready?.status === 'True') sinceMs = parseTime(ready.lastTransitionTime!);
  for (;;) {
    const conditions = nodeConditions(engine.unixMs, sinceMs);
    const type = 'application/strategic-merge-patch+json' as const;
    yield* client.patch(NodeKind, '', name, { type, body: { status: { conditions } }, subresource: 'status' });
    yield* sleep(STATUS_PERIOD_MS);
  }
}

function* register({ client, engine, name, hostIp }: TraceKubeletOptions): Process<void> {
  const resources = { cpu: '4', memory: '8Gi', pods: '110' };
  const addresses = [
    { type: 'InternalIP', address: hostIp },
    { type: 'Hostname', address: name },
  ];
  const os = { 'kubernetes.io/arch': 'amd64', 'kubernetes.io/os': 'linux' };
  const beta = { 'beta.kubernetes.io/arch': 'amd64', 'beta.kubernetes.io/os': 'linux' };
  const nodeInfo = {
    architecture: 'amd64',
    bootID: '',
    containerRuntimeVersion: 'containerd://2.0.2',
    kernelVersion: '6.1.0',
    kubeProxyVersion: 'v1.32.13',
    kubeletVersion: 'v1.32.13',
    machineID: '',
    operatingSystem: 'linux',
    osImage: 'Debian GNU/Linux 12 (bookworm)',
    systemUUID: '',
  };
  yield* client.create(NodeKind, {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { ...beta, ...os, 'kubernetes.io/hostname': name } },
    status: {
      addresses,
      allocatable: { ...resources, 'ephemeral-storage': '95Gi' },
      capacity: { ...resources, 'ephemeral-storage': '100Gi' },
      conditions: nodeConditions(engine.unixMs, engine.unixMs),
      daemonEndpoints: { kubeletEndpoint: { Port: 0 } },
      nodeInfo,
    },
  });
}

function nodeConditions(nowMs: number, sinceMs: number): NodeCondition[] {
  const condition = (type: string, status: string, reason: string, message: string): NodeCondition => {
    const times = { lastHeartbeatTime: rfc3339(nowMs), lastTransitionTime: rfc3339(sinceMs) };
    return { type, status, reason, message, ...times };
  };
  return [
    condition('MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'),
    condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
    condition('PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
    condition('Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'),
  ];
}

function* run({ client, engine, hostIp, nextPodIp }: TraceKubeletOptions, pod: Pod): Process<void> {
  const { name = '', namespace = '', uid } = pod.metadata;
  const time = rfc3339(engine.unixMs);
  const containers = pod.spec?.containers ?? [];
  const unready = containers.filter(({ image = '' }) => image.startsWith('never-ready')).map((each) => each.name);
  const readiness =
    unready.length === 0
      ? { status: 'True' }
      : { status: 'False', reason: 'ContainersNotReady', message: `containers with unready status: [${unready}]` };
  const condition = (type: string, rest: object): object => ({
    type,
    lastProbeTime: null,
    lastTransitionTime: time,
    ...rest,
  });
  const conditions = [
    condition('PodReadyToStartContainers', { status: 'True' }),
    condition('Initialized', { status: 'True' }),
    condition('ContainersReady', readiness),
    condition('Ready', readiness),
  ];
  const containerStatuses = containers.map(({ name: container, image }) => ({
    containerID: `fake://${uid}-${container}`,
    image,
    imageID: `fake://${image}`,
    lastState: {},
    name: container,
    ready: !unready.includes(container),
    restartCount: 0,
    started: true,
    state: { running: { startedAt: time } },
  }));
  const podIP = pod.status?.podIP ?? nextPodIp();
  const addresses = { hostIP: hostIp, hostIPs: [{ ip: hostIp }], podIP, podIPs: [{ ip: podIP }] };
  const status = { phase: 'Running', conditions, containerStatuses, ...addresses, startTime: time };
  const type = 'application/strategic-merge-patch+json' as const;
  yield* client.patch(PodKind, namespace, name, { type, body: { status }, subresource: 'status' });
}

/** Pods of Jobs end soon after they run. */
function* finish({ client, engine }: TraceKubeletOptions, pod: Pod): Process<void> {
  const { name = '', namespace = '' } = pod.metadata;
  const type = 'application/strategic-merge-patch+json' as const;
  const body = { status: endedStatus(pod, engine.unixMs) };
  yield* client.patch(PodKind, namespace, name, { type, body, subresource: 'status' });
}

function* remove({ client }: TraceKubeletOptions, pod: Pod): Process<void> {
  const { name = '', namespace = '', uid } = pod.metadata;
  yield* client.delete(PodKind, namespace, name, { gracePeriodSeconds: 0, preconditions: { uid: uid! } });
}
