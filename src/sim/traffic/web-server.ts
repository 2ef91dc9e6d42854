import type { Serving } from '../images/image.ts';

/** What happens to a request that a server takes: when it begins and ends to work on it, or that it has no room. */
export interface Served {
  readonly beginsMs: number;
  readonly endsMs: number;
}

/** What a server has at its disposal. */
export interface ServerPower {
  /** CPUs that it may use: its limit, or what its machine has. */
  readonly cpus: number;
}

/**
 * A server that works on requests: first come, first served by a number of workers; each request takes a time of its
 * own to wait for others, and CPU, which all workers share. Everything about a request is worked out when it comes.
 */
export class WebServer {
  /** CPU time of all requests that it has taken on, in milliseconds. */
  private takenCpuMs = 0;
  /** When that will have been used. */
  private cpuFreeMs = 0;
  /** When each worker is free, a heap. */
  private readonly freeMs: Float64Array;
  private readonly serving: Serving;
  private readonly power: ServerPower;
  /** Requests that it has taken on and not answered yet: `take` adds one, whoever hears the end takes one away. */
  open = 0;

  constructor(serving: Serving, power: ServerPower) {
    this.serving = serving;
    this.power = power;
    this.freeMs = new Float64Array(serving.workers);
  }

  /**
   * Takes a request on. Undefined when too many wait already: the connection is not accepted.
   * @param serviceMs how long it takes without a queue, beside its CPU time
   */
  take(nowMs: number, serviceMs: number): Served | undefined {
    const { workers, backlog, cpuMs } = this.serving;
    if (this.open >= workers + backlog) return undefined;
    const beginsMs = Math.max(nowMs, this.freeMs[0]!);
    this.cpuFreeMs = Math.max(this.cpuFreeMs, beginsMs) + cpuMs / this.power.cpus;
    this.takenCpuMs += cpuMs;
    const endsMs = Math.max(beginsMs + serviceMs + cpuMs / Math.min(1, this.power.cpus), this.cpuFreeMs);
    this.occupy(endsMs);
    this.open++;
    return { beginsMs, endsMs };
  }

  /** When it has answered all that it has taken on. */
  get busyUntilMs(): number {
    return this.freeMs.reduce((latest, ms) => Math.max(latest, ms), 0);
  }

  /** CPU milliseconds used until a time. */
  usedCpuMs(nowMs: number): number {
    return this.takenCpuMs - Math.max(0, this.cpuFreeMs - nowMs) * this.power.cpus;
  }

  /** The worker that is free first is busy until a time. */
  private occupy(untilMs: number): void {
    const { freeMs } = this;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= freeMs.length) break;
      if (child + 1 < freeMs.length && freeMs[child + 1]! < freeMs[child]!) child++;
      if (freeMs[child]! >= untilMs) break;
      freeMs[i] = freeMs[child]!;
      i = child;
    }
    freeMs[i] = untilMs;
  }
}
