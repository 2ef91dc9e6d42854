import { canonicalQuantity } from '../../base/quantity.ts';
import type { ContainerStats, NodeStats, UsagePoint } from '../kubelet/stats/node-stats.ts';
import { binaryQuantity } from '../kubelet/stats/quantities.ts';

/** What the metrics API says of something measured twice. */
export interface Measured {
  /** Unix milliseconds of the second measurement. */
  readonly atMs: number;
  readonly windowMs: number;
  readonly usage: { readonly cpu: string; readonly memory: string };
}

/** Of the containers of a Pod. */
export interface MeasuredPod {
  readonly atMs: number;
  readonly windowMs: number;
  readonly containers: readonly { readonly name: string; readonly usage: Measured['usage'] }[];
}

/** A container that began this long before it was measured is compared with its start. */
const FRESH_MIN_MS = 10_000;

/** The last two rounds of measuring, by the name of what was measured. Models pkg/storage of metrics-server. */
export class Points {
  private readonly resolutionMs: number;
  private last = new Map<string, NodeStats>();
  private previous = new Map<string, NodeStats>();
  /** The containers of the last round and those before, made when somebody asks. */
  private pods: ReadonlyMap<string, PodPoints> | undefined;

  constructor(resolutionMs: number) {
    this.resolutionMs = resolutionMs;
  }

  /** Whether there is anything to tell. */
  get ready(): boolean {
    return this.previous.size > 0;
  }

  /** Takes a round: what answered in time. */
  store(batch: readonly NodeStats[]): void {
    this.previous = this.last;
    this.last = new Map(batch.map((stats) => [stats.name, stats]));
    this.pods = undefined;
  }

  node(name: string): Measured | undefined {
    const last = this.last.get(name);
    const previous = this.previous.get(name);
    if (!last || !previous || last.node.startMs >= previous.atMs) return undefined;
    return measured(last.node, last.atMs, previous.node, previous.atMs);
  }

  /** A Pod by `namespace/name`; undefined when not all of its containers have been measured twice. */
  pod(key: string): MeasuredPod | undefined {
    this.pods ??= podPoints(this.last, this.previous);
    const points = this.pods.get(key);
    if (!points) return undefined;
    const containers: MeasuredPod['containers'][number][] = [];
    let first: Measured | undefined;
    for (const container of points.containers) {
      const found = this.container(container, points);
      if (!found) return undefined;
      if (!first || found.atMs < first.atMs) first = found;
      containers.push({ name: container.name, usage: found.usage });
    }
    return first && { atMs: first.atMs, windowMs: first.windowMs, containers };
  }

  private container(container: ContainerStats, { atMs, before, beforeMs }: PodPoints): Measured | undefined {
    const ageMs = atMs - container.startMs;
    if (ageMs > 0 && ageMs < this.resolutionMs && ageMs >= FRESH_MIN_MS) {
      return measured(container, atMs, { ...container, cpuMs: 0 }, container.startMs);
    }
    const previous = before.find(({ name }) => name === container.name);
    if (!previous || container.startMs >= beforeMs) return undefined;
    return measured(container, atMs, previous, beforeMs);
  }
}

interface PodPoints {
  readonly atMs: number;
  readonly containers: readonly ContainerStats[];
  readonly beforeMs: number;
  readonly before: readonly ContainerStats[];
}

function podPoints(
  last: ReadonlyMap<string, NodeStats>,
  previous: ReadonlyMap<string, NodeStats>,
): ReadonlyMap<string, PodPoints> {
  const all = new Map<string, PodPoints>();
  for (const [name, { atMs, pods }] of last) {
    const earlier = previous.get(name);
    const before = new Map(earlier?.pods.map((pod) => [pod.podUid, pod.containers]));
    for (const { key, podUid, containers } of pods) {
      all.set(key, { atMs, containers, beforeMs: earlier?.atMs ?? 0, before: before.get(podUid) ?? [] });
    }
  }
  return all;
}

function measured(last: UsagePoint, atMs: number, previous: UsagePoint, previousMs: number): Measured | undefined {
  const windowMs = atMs - previousMs;
  if (windowMs <= 0 || last.cpuMs < previous.cpuMs) return undefined;
  const nanocores = Math.round(((last.cpuMs - previous.cpuMs) / windowMs) * 1_000_000_000);
  return {
    atMs,
    windowMs,
    usage: { cpu: canonicalQuantity(`${nanocores}n`), memory: binaryQuantity(last.memoryBytes) },
  };
}
