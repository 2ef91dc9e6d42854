import type { NodeSpec } from '../../api/scenario.ts';
import { type Cluster, createCluster } from '../../sim/cluster/cluster.ts';
import { type Bench, collectGarbage, cpuMs, timeMs } from './measure.ts';

function boot(nodes: number, clientRateLimits = true): Cluster {
  const list = Array.from(
    { length: nodes },
    (_, i): NodeSpec => ({
      name: `node-${i + 1}`,
      labels: {},
      taints: [],
      cpu: '32',
      memory: '64Gi',
      pods: 110,
      extended: {},
    }),
  );
  const cluster = createCluster({
    cluster: { nodes: list, members: 1, controlPlaneAsNodes: false, clientRateLimits },
    images: [],
    seed: 1,
  });
  while (!cluster.up.settled && cluster.engine.step());
  return cluster;
}

function deployment(replicas: number, name = 'web'): string {
  return JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: {
          containers: [
            { name: 'nginx', image: 'nginx:1.27', resources: { requests: { cpu: '100m', memory: '128Mi' } } },
          ],
        },
      },
    },
  });
}

/** Memory in MB: the heap in use after a collection, and the most that the process has held since it started. */
function memory(): string {
  const heapUsed = heapBytes();
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  return `heap ${Math.round(heapUsed / 1e6)} MB, peak of the process so far ${Math.round(peakBytes / 1e6)} MB`;
}

interface Run {
  readonly wallMs: number;
  readonly virtualMs: number;
  readonly events: number;
  readonly memory: string;
}

function applyAndWait(pods: number, nodes: number): Run {
  const cluster = boot(nodes);
  const { engine } = cluster;
  const fromMs = engine.nowMs;
  const { executed } = engine;
  cluster.act({ type: 'apply', yaml: deployment(pods) });
  const wallMs = timeMs(() => untilRunning(cluster, pods));
  return { wallMs, virtualMs: engine.nowMs - fromMs, events: engine.executed - executed, memory: memory() };
}

/** Runs until so many more Pods are Running. */
function untilRunning({ engine, apiServer }: Cluster, pods: number): void {
  let running = 0;
  apiServer.onCommit(({ kind, object, previous }) => {
    if (kind.kind === 'Pod' && phaseOf(object) === 'Running' && phaseOf(previous) !== 'Running') running++;
  });
  while (running < pods && engine.step());
}

/** Long enough for etcd to have compacted the history of what was before. */
const COMPACTED_MS = 660_000;

/** Many Deployments at once, with nothing that holds requests back: what a Pod costs, in time and in memory. */
function fill(sets: number, perSet: number, nodes: number): Bench {
  const pods = sets * perSet;
  return {
    name: `${pods} Pods in ${sets} Deployments on ${nodes} nodes`,
    run: () => {
      const cluster = boot(nodes, false);
      const { engine } = cluster;
      const emptyBytes = heapBytes();
      const kib = (): string => `${((heapBytes() - emptyBytes) / pods / 1024).toFixed(1)} KiB`;
      const fromMs = cpuMs();
      for (let i = 1; i <= sets; i++) cluster.act({ type: 'apply', yaml: deployment(perSet, `web-${i}`) });
      untilRunning(cluster, pods);
      const usedMs = cpuMs() - fromMs;
      const cost = `${(usedMs / pods).toFixed(2)} ms of processor time and ${kib()} a Pod`;
      engine.runUntil(engine.nowMs + COMPACTED_MS);
      const kept = kib();
      const idleFromMs = cpuMs();
      engine.runUntil(engine.nowMs + 60_000);
      const idle = Math.round(60_000 / (cpuMs() - idleFromMs));
      return `${cost}, ${kept} once etcd has been compacted; then ${idle}x real time a second of processor time`;
    },
  };
}

function heapBytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** From `kubectl apply` of one Deployment until all its Pods are Running: the first run and the best of several. */
function applyToRunning(pods: number, nodes: number, times: number): Bench {
  return {
    name: `${pods} Pods on ${nodes} nodes, apply to Running`,
    run: () => {
      const runs = Array.from({ length: times }, () => applyAndWait(pods, nodes));
      const best = Math.min(...runs.map(({ wallMs }) => wallMs));
      const { wallMs, virtualMs, events, memory } = runs[0]!;
      const seconds = (ms: number): string => (ms / 1000).toFixed(2);
      const rate = `${Math.round((pods * 1000) / best)} Pods/s`;
      return `${seconds(best)} s wall (first run ${seconds(wallMs)} s), ${rate}, ${seconds(virtualMs)} s virtual, ${events} events; ${memory}`;
    },
  };
}

function phaseOf(object: unknown): string | undefined {
  return (object as { status?: { phase?: string } } | undefined)?.status?.phase;
}

/** How long a cluster takes to boot, and then, idle, how many virtual seconds it runs in a second of processor time. */
function bootAndIdle(nodes: number, virtualMs: number): Bench {
  return {
    name: `${nodes} nodes, boot and idle`,
    run: () => {
      const startMs = cpuMs();
      const { engine } = boot(nodes);
      const bootMs = cpuMs() - startMs;
      const booted = `up after ${(bootMs / 1000).toFixed(2)} s of processor time (${(engine.nowMs / 1000).toFixed(0)} s virtual)`;
      engine.runUntil(engine.nowMs + 60_000);
      const idleFromMs = cpuMs();
      engine.runUntil(engine.nowMs + virtualMs);
      return `${booted}; idle ${Math.round(virtualMs / (cpuMs() - idleFromMs))}x real time; ${memory()}`;
    },
  };
}

/** Whole clusters. */
export const clusterBenches: readonly Bench[] = [
  applyToRunning(1000, 100, 4),
  applyToRunning(5000, 500, 2),
  fill(15, 1000, 500),
  bootAndIdle(100, 3_600_000),
  bootAndIdle(5000, 300_000),
];
