import type { Container, Pod } from '../../api/k8s/core-v1.gen.ts';
import { createCluster } from '../../sim/cluster/cluster.ts';
import { type Bench, collectGarbage, cpuMs, timeMs } from './measure.ts';

const NODES = 20;
const SHELL: Container = {
  name: 'c',
  image: 'busybox:1.36',
  command: ['sh', '-c', 'while true; do echo $(date +%s); sleep 1; done'],
};
const LOOP: Container = { ...SHELL, command: ['sh', '-c', 'while true; do echo hello; sleep 1; done'] };
const SERVER: Container = { name: 'c', image: 'nginx:1.27' };
const SLEEP: Container = { ...SHELL, command: ['sleep', '1000000'] };

interface Loaded {
  readonly engine: ReturnType<typeof createCluster>['engine'];
  /** Heap that the Pods have added, in bytes. */
  readonly bytes: number;
}

/** A cluster on which so many equal Pods run. */
function load(pods: number, container: Container): Loaded {
  const nodes = Array.from({ length: NODES }, (_, i) => {
    return { name: `node-${i + 1}`, labels: {}, taints: [], cpu: '64', memory: '256Gi', pods: 250, extended: {} };
  });
  const cluster = createCluster({ cluster: { nodes, members: 1, controlPlaneAsNodes: false }, images: [], seed: 1 });
  const { engine } = cluster;
  while (!cluster.up.settled && engine.step());
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  let running = 0;
  cluster.apiServer.onCommit(({ kind, object, previous }) => {
    if (kind.kind === 'Pod' && phase(object) === 'Running' && phase(previous) !== 'Running') running++;
  });
  const template = { metadata: { labels: { app: 'x' } }, spec: { containers: [container] } };
  const spec = { replicas: pods, selector: { matchLabels: { app: 'x' } }, template };
  cluster.act({
    type: 'apply',
    yaml: JSON.stringify({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x' }, spec }),
  });
  while (running < pods && engine.step());
  engine.runUntil(engine.nowMs + 30_000);
  collectGarbage();
  return { engine, bytes: process.memoryUsage().heapUsed - before };
}

function phase(object: unknown): string | undefined {
  return (object as Pod | undefined)?.status?.phase;
}

/** How fast Pods run whose shells print a line each second. */
function loops(pods: number, name: string, container: Container): Bench {
  return {
    name: `${pods} Pods, ${name}`,
    run: () => {
      const { engine, bytes } = load(pods, container);
      const { executed } = engine;
      const seconds = 30;
      const fromCpuMs = cpuMs();
      const wallMs = timeMs(() => engine.runUntil(engine.nowMs + seconds * 1000));
      const usedMs = cpuMs() - fromCpuMs;
      const events = Math.round((engine.executed - executed) / seconds / pods);
      const rate = (ms: number): string => ((seconds * 1000) / ms).toFixed(1);
      return `${rate(wallMs)} virtual s a wall s, ${rate(usedMs)} a CPU s, ${events} events a Pod and second; ${kb(bytes, pods)} a Pod`;
    },
  };
}

/** The memory of Pods that do nothing: all that the cluster keeps of them. */
function idlePods(pods: number, name: string, container: Container): Bench {
  return {
    name: `${pods} idle Pods, ${name}`,
    run: () => `${kb(load(pods, container).bytes, pods)} a Pod`,
  };
}

function kb(bytes: number, pods: number): string {
  return `${(bytes / pods / 1024).toFixed(1)} KiB`;
}

/** Containers that run commands, and some that do not. */
export const containerBenches: readonly Bench[] = [
  loops(2000, 'a shell loop that echoes every second', LOOP),
  loops(2000, 'the same with a command substitution', SHELL),
  idlePods(4000, 'servers', SERVER),
  idlePods(4000, 'a program that sleeps', SLEEP),
];
