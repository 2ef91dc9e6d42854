import type { RuntimeContainer } from '../runtime-container.ts';
import { cpuMsOf, settleCpu, settleLast } from './cpu-accounts.ts';

/** What a machine's system, kubelet and runtime use themselves, and what every running container costs them. */
const SYSTEM_MILLI = 45;
const CONTAINER_MILLI = 0.4;

/** The processor of one machine: how much of it has been used since it was started. */
export class CpuMeter {
  private readonly capacityMilli: number;
  private endedMs = 0;
  private systemMs = 0;
  private countedMs = 0;

  /** @param capacityMilli thousandths of a core */
  constructor(capacityMilli: number) {
    this.capacityMilli = capacityMilli;
  }

  /** A container that runs ends now. */
  end(container: RuntimeContainer, nowMs: number): void {
    settleLast(container, nowMs);
    this.endedMs += cpuMsOf(container, nowMs);
  }

  /** Counts everything up to now. Returns the processor time of the whole machine, in milliseconds. */
  settle(running: readonly RuntimeContainer[], nowMs: number): number {
    const systemMilli = SYSTEM_MILLI + CONTAINER_MILLI * running.length;
    settleCpu(running, nowMs, this.capacityMilli - systemMilli);
    this.systemMs += (systemMilli * (nowMs - this.countedMs)) / 1000;
    this.countedMs = nowMs;
    return running.reduce((sum, container) => sum + cpuMsOf(container, nowMs), this.endedMs + this.systemMs);
  }

  /** The machine has been started anew. */
  reset(nowMs: number): void {
    this.endedMs = 0;
    this.systemMs = 0;
    this.countedMs = nowMs;
  }
}
