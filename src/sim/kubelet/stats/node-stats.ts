import type { Runtime } from '../runtime.ts';
import type { RuntimeContainer } from '../runtime-container.ts';
import { cpuMsOf } from './cpu-accounts.ts';
import { rulesOf } from './group-rules.ts';

/** What was measured of a control group. */
export interface UsagePoint {
  /** Unix milliseconds at which it began. */
  readonly startMs: number;
  /** Processor time since then. */
  readonly cpuMs: number;
  /** The working set. */
  readonly memoryBytes: number;
}

/** Of one container. */
export interface ContainerStats extends UsagePoint {
  readonly name: string;
}

/** Of the containers of one Pod that run. */
export interface PodStats {
  /** `namespace/name`. */
  readonly key: string;
  readonly podUid: string;
  readonly containers: readonly ContainerStats[];
}

/** What a kubelet knows of its machine's use. Models what cAdvisor tells at /metrics/resource. */
export interface NodeStats {
  readonly name: string;
  /** Unix milliseconds. */
  readonly atMs: number;
  readonly node: UsagePoint;
  readonly pods: readonly PodStats[];
}

/** What the system, the kubelet and the runtime use themselves. */
const SYSTEM_BYTES = 420 * 1024 * 1024;
/** What every running container costs them. */
const CONTAINER_BYTES = 3 * 1024 * 1024;
const PAGE_BYTES = 4096;

/** Measures a machine now; nothing is counted while nobody asks. */
export function nodeStats(name: string, runtime: Runtime): NodeStats {
  const { engine } = runtime.options;
  const { nowMs, unixMs } = engine;
  const originMs = unixMs - nowMs;
  const cpuMs = settleCpu(runtime);
  const pods: PodStats[] = [];
  for (const { podKey, podUid, containers } of runtime.sandboxes.values()) {
    const measured: ContainerStats[] = [];
    for (const container of containers) {
      if (container.state === 'running') measured.push(containerStats(container, nowMs, originMs));
    }
    if (measured.length > 0) pods.push({ key: podKey, podUid, containers: measured });
  }
  const node = { startMs: originMs + runtime.bootMs, cpuMs, memoryBytes: nodeMemory(runtime) };
  return { name, atMs: unixMs, node, pods };
}

/** Counts the processor time of all that runs up to now; returns the machine's, in milliseconds. */
export function settleCpu(runtime: Runtime): number {
  return runtime.cpu.settle(runningContainers(runtime), runtime.options.engine.nowMs);
}

/** The memory that is used on a machine now, in bytes. */
export function nodeMemory({ sandboxes, options }: Runtime): number {
  let bytes = SYSTEM_BYTES;
  for (const { containers } of sandboxes.values()) {
    for (const container of containers) {
      if (container.state === 'running') bytes += memoryOf(container, options.engine.nowMs) + CONTAINER_BYTES;
    }
  }
  return bytes;
}

/** The working set of a running container, in bytes. */
export function memoryOf(container: RuntimeContainer, nowMs: number): number {
  const { behaviour, serving, web, world, resources, startedMs } = container;
  const inKernel = world?.kernel.memoryBytes ?? 0;
  const inRequests = (web?.open ?? 0) * serving.memoryBytes;
  const server = world?.mainServer;
  const counted = server
    ? [server.proc, ...server.workers].filter(({ alive }) => alive).reduce((sum, proc) => sum + proc.memoryBytes, 0)
    : 0;
  const own = behaviour ? behaviour.memoryBytes + inKernel - counted : inKernel;
  const leaked = ((behaviour?.leakPerSecond ?? 0) * (nowMs - startedMs)) / 1000;
  const bytes = own + inRequests + leaked;
  return pages(Math.min(bytes, rulesOf(resources).limitBytes));
}

/** Memory is had by the page. */
function pages(bytes: number): number {
  return Math.ceil(bytes / PAGE_BYTES) * PAGE_BYTES;
}

function containerStats(container: RuntimeContainer, nowMs: number, originMs: number): ContainerStats {
  const { name, startedMs } = container;
  return {
    name,
    startMs: originMs + startedMs,
    cpuMs: cpuMsOf(container, nowMs),
    memoryBytes: memoryOf(container, nowMs),
  };
}

function runningContainers({ sandboxes }: Runtime): readonly RuntimeContainer[] {
  const running: RuntimeContainer[] = [];
  for (const { containers } of sandboxes.values()) {
    for (const container of containers) if (container.state === 'running') running.push(container);
  }
  return running;
}
