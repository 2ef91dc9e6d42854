import type { ReplicaSet } from '../../api/k8s/apps-v1.gen.ts';
import type { Affinity, Node, Pod, PodSpec, TopologySpreadConstraint } from '../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import { createRandom } from '../../base/random.ts';
import { createCache } from '../../sim/scheduler/cache.ts';
import { DEFAULT_CONFIG } from '../../sim/scheduler/config.ts';
import { decide } from '../../sim/scheduler/decide.ts';
import { createDecisionLog } from '../../sim/scheduler/decision-log.ts';
import type { Handle } from '../../sim/scheduler/framework.ts';
import { buildProfile } from '../../sim/scheduler/profile.ts';
import { createQueue } from '../../sim/scheduler/queue.ts';
import { createScoreBuffers } from '../../sim/scheduler/score-buffers.ts';
import { type Bench, cpuMs, readable } from './measure.ts';

const NODES = 5_000;
const PODS = 30_000;
/** One Pod in so many has spreading or affinity. */
const SHARE = 10;
const APPS = 300;
const HOST = 'kubernetes.io/hostname';
const ZONE = 'topology.kubernetes.io/zone';

function node(i: number): Node {
  const name = `node-${i}`;
  const labels = { [HOST]: name, [ZONE]: `zone-${i % 5}`, ...(i % 4 === 0 ? { disk: 'ssd' } : {}) };
  const allocatable = { cpu: '16', memory: '64Gi', pods: '110', 'ephemeral-storage': '100Gi' };
  return { apiVersion: 'v1', kind: 'Node', metadata: { name, labels }, spec: {}, status: { allocatable } };
}

const required = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';

/** Five sorts of Pods with rules about other Pods, as they are met in practice. */
function ruled(app: string, i: number): Pick<PodSpec, 'affinity' | 'topologySpreadConstraints'> {
  const labelSelector = { matchLabels: { app } };
  const spread = (topologyKey: string, whenUnsatisfiable: string): TopologySpreadConstraint => ({
    topologyKey,
    maxSkew: 1,
    whenUnsatisfiable,
    labelSelector,
  });
  const term = (topologyKey: string) => ({ topologyKey, labelSelector });
  const affinities: readonly Affinity[] = [
    { podAntiAffinity: { [required]: [term(HOST)] } },
    { podAntiAffinity: { [preferred]: [{ weight: 100, podAffinityTerm: term(HOST) }] } },
    { podAffinity: { [required]: [term(ZONE)] } },
  ];
  const kind = i % 5;
  if (kind < 3) return { affinity: affinities[kind]! };
  return {
    topologySpreadConstraints:
      kind === 3 ? [spread(ZONE, 'DoNotSchedule')] : [spread(ZONE, 'DoNotSchedule'), spread(HOST, 'ScheduleAnyway')],
  };
}

/** The Pods of Deployments, each with a ReplicaSet, so that the system's default spreading applies to the plain ones. */
function workload(): { readonly pods: readonly Pod[]; readonly owners: ReadonlyMap<string, ReplicaSet> } {
  const owners = new Map<string, ReplicaSet>();
  const specs = Array.from({ length: APPS }, (_, i): PodSpec => {
    const name = `app-${i}`;
    const labels = { app: name };
    const spec: PodSpec = {
      containers: [
        { name: 'c', image: 'nginx:1.27', resources: { requests: { cpu: `${50 + (i % 7) * 50}m`, memory: '128Mi' } } },
      ],
      schedulerName: 'default-scheduler',
      tolerations: [
        { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
        { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
      ],
      ...(i % SHARE === 0 ? ruled(name, i / SHARE) : {}),
    };
    owners.set(`default/${name}`, {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name, namespace: 'default' },
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
    });
    return spec;
  });
  const pods = Array.from({ length: PODS }, (_, i): Pod => {
    const app = `app-${i % APPS}`;
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: `${app}-${i}`,
        namespace: 'default',
        uid: `uid-${i}`,
        labels: { app },
        ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: app, uid: app, controller: true }],
      },
      spec: specs[i % APPS]!,
      status: { phase: 'Pending' },
    };
  });
  return { pods, owners };
}

/** What the scheduler looks up beside nodes and Pods: one namespace and the ReplicaSets. */
function lookUps(owners: ReadonlyMap<string, ReplicaSet>): Handle {
  const namespace: KubeObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } };
  return {
    random: createRandom(1),
    nowMs: () => 0,
    list: <T extends KubeObject>(kind: string) => (kind === 'Namespace' ? [namespace as T] : []),
    get: <T extends KubeObject>(kind: string, key: string) =>
      (kind === 'ReplicaSet' ? owners.get(key) : namespace) as T | undefined,
  };
}

/** Wall milliseconds of each decision, by sort of Pod. */
interface Times {
  readonly plain: number[];
  readonly ruled: number[];
  /** CPU time of all of them together, garbage collection included. */
  cpuMs: number;
}

/**
 * Schedules all Pods one after the other. A decision is timed from taking the Pod out of the queue to the next: Filter,
 * Score and choice, the kept record, assuming the Pod on its node (which brings all counts up to date; there is no other
 * snapshot) and the watch event that confirms it, with the garbage that is collected meanwhile. Not timed: API requests and the virtual time that they take.
 */
function scheduleAll(): Times {
  const { pods, owners } = workload();
  const profile = buildProfile(DEFAULT_CONFIG.profiles[0]!, 0, lookUps(owners));
  const cache = createCache();
  for (let i = 0; i < NODES; i++) cache.addNode(node(i));
  const log = createDecisionLog();
  const queue = createQueue({
    nowMs: () => 0,
    after: () => undefined,
    profileOf: () => profile,
    initialBackoffMs: 1_000,
    maxBackoffMs: 10_000,
    onActive: () => undefined,
    onMove: (queued, to, cause) => log.recordMove(queued, { atMs: 0, to, cause }),
  });
  for (const pod of pods) queue.add(pod);
  const times: Times = { plain: [], ruled: [], cpuMs: 0 };
  const random = createRandom(2);
  const buffers = createScoreBuffers();
  let start = 0;
  const fromCpuMs = cpuMs();
  for (;;) {
    const fromMs = performance.now();
    const queued = queue.pop();
    if (queued === undefined) break;
    const { info } = queued;
    const outcome = decide(info, cache, profile, { random, start, nominated: queue.nominator.on, buffers });
    start = outcome.nextStart;
    log.record(queued, 0, outcome);
    const { chosen } = outcome;
    if (!chosen) throw new Error(`${info.key} fits nowhere: ${outcome.message}`);
    const bound: Pod = { ...info.pod, spec: { ...info.pod.spec!, nodeName: chosen.name } };
    cache.assume({ ...info, pod: bound }, chosen);
    cache.addPod(bound);
    queue.move({ resource: 'Pod', action: 'Add', object: bound });
    queue.done(queued.uid);
    const isRuled = info.affinity !== undefined || bound.spec?.topologySpreadConstraints !== undefined;
    (isRuled ? times.ruled : times.plain).push(performance.now() - fromMs);
  }
  return { ...times, cpuMs: cpuMs() - fromCpuMs };
}

const total = (times: readonly number[]): number => times.reduce((sum, ms) => sum + ms, 0);

/** @param share CPU time of the run by its wall time: what is left of it where other programs use the machine, too */
function figures(name: string, times: readonly number[], share: number): string {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part: number): string => `${Math.round(sorted[Math.floor(part * (sorted.length - 1))]! * 1_000)} µs`;
  const rate = (ms: number): string => readable((times.length * 1_000) / ms);
  const wallMs = total(times);
  const rates = `${rate(wallMs * share)} Pods/s of CPU time, ${rate(wallMs)} of wall time`;
  return `${name} ${rates} (p50 ${at(0.5)}, p99 ${at(0.99)})`;
}

/** Decisions of the scheduler alone. */
export const schedulerBenches: readonly Bench[] = [
  {
    name: `scheduling ${PODS} Pods on ${NODES} nodes`,
    run() {
      const { plain, ruled: others, cpuMs: used } = scheduleAll();
      const share = used / (total(plain) + total(others));
      return `${figures('plain', plain, share)}, ${figures('spread or affinity', others, share)}`;
    },
  },
];
