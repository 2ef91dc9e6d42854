import type { RuntimeContainer } from '../runtime-container.ts';
import { rulesOf } from './group-rules.ts';
import { shareCpu } from './share-cpu.ts';

/**
 * Brings the processor time that containers use by themselves up to now. It is worked out when somebody asks: from what
 * each has wanted since it was asked last, its limit and, when that is more than there is, its share. What requests and
 * the programs of a shell's kernel use is counted there.
 */
export function settleCpu(containers: readonly RuntimeContainer[], nowMs: number, capacityMilli: number): void {
  const running = containers.filter(({ behaviour }) => behaviour);
  const demands = running.map((container) => ({
    wantsMilli: wantedMilli(container),
    shares: rulesOf(container.resources).shares,
  }));
  const shares = shareCpu(capacityMilli, demands);
  running.forEach((container, i) => void advance(container, nowMs, shares[i]!));
}

/** Counts what a container that ends has used since it was counted last. */
export function settleLast(container: RuntimeContainer, nowMs: number): void {
  advance(container, nowMs, wantedMilli(container));
}

/** Processor time that a container has used since its start, in milliseconds. */
export function cpuMsOf({ usedCpuMs, web, world }: RuntimeContainer, nowMs: number): number {
  return usedCpuMs + (web?.usedCpuMs(nowMs) ?? 0) + (world?.kernel.cpuMs ?? 0);
}

function wantedMilli({ behaviour, resources }: RuntimeContainer): number {
  return Math.min(behaviour?.cpuMilli ?? 0, rulesOf(resources).limitMilli);
}

function advance(container: RuntimeContainer, nowMs: number, shareMilli: number): void {
  container.usedCpuMs += (shareMilli * (nowMs - container.countedMs)) / 1000;
  container.countedMs = nowMs;
}
