import { parseDuration } from '../base/duration.ts';
import type { TrafficProfile, TrafficSpec } from './scenario.ts';

/** A client as a scenario file writes it. */
export interface RawTraffic {
  readonly name: string;
  readonly to: string;
  readonly rps?: number;
  readonly from?: 'inside' | 'outside';
  readonly pod?: string;
  readonly arrivals?: 'poisson' | 'constant';
  readonly ramp?: { readonly to: number; readonly over: string | number };
  readonly spike?: { readonly to: number; readonly at: string | number; readonly for: string | number };
  readonly wave?: { readonly to: number; readonly period: string | number };
  readonly users?: number;
  readonly think?: string | number;
  readonly timeout?: string | number;
  readonly retries?: number;
  readonly backups?: readonly string[];
  readonly switchAfter?: string | number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The client that a step describes. */
export function toTraffic(raw: RawTraffic): TrafficSpec {
  const { name, to, from, pod, arrivals, think, timeout, users, retries, rps, backups, switchAfter, headers } = raw;
  const profile = toProfile(raw);
  return {
    name,
    to,
    ...(from === undefined ? {} : { from }),
    ...(pod === undefined ? {} : { pod }),
    ...(arrivals === undefined ? {} : { arrivals }),
    ...(retries === undefined ? {} : { retries }),
    // Users need no rate of their own; 0 stops them as well.
    rps: rps ?? 1,
    ...(profile ? { profile } : {}),
    ...(users === undefined ? {} : { users }),
    ...(think === undefined ? {} : { thinkMs: parseDuration(String(think)) }),
    ...(headers === undefined ? {} : { headers }),
    ...(backups === undefined ? {} : { backups }),
    ...(switchAfter === undefined ? {} : { switchAfterMs: parseDuration(String(switchAfter)) }),
    ...(timeout === undefined ? {} : { timeoutMs: parseDuration(String(timeout)) }),
  };
}

function toProfile({ ramp, spike, wave }: RawTraffic): TrafficProfile | undefined {
  if (ramp) return { type: 'ramp', to: ramp.to, overMs: parseDuration(String(ramp.over)) };
  if (spike)
    return {
      type: 'spike',
      to: spike.to,
      atMs: parseDuration(String(spike.at)),
      forMs: parseDuration(String(spike.for)),
    };
  return wave && { type: 'wave', to: wave.to, periodMs: parseDuration(String(wave.period)) };
}
