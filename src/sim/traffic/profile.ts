import type { TrafficProfile } from '../../api/scenario.ts';

/** Requests a second that a client wants to send at a time after it began. @param ms since its beginning */
export function rateAt(profile: TrafficProfile, rps: number, ms: number): number {
  switch (profile.type) {
    case 'steady':
      return rps;
    case 'ramp':
      return rps + (profile.to - rps) * Math.min(1, ms / profile.overMs);
    case 'spike':
      return ms >= profile.atMs && ms < profile.atMs + profile.forMs ? profile.to : rps;
    case 'wave':
      return rps + ((profile.to - rps) * (1 - Math.cos((2 * Math.PI * ms) / profile.periodMs))) / 2;
  }
}

/** The highest rate that a profile reaches. */
export function peakRate(profile: TrafficProfile, rps: number): number {
  return profile.type === 'steady' ? rps : Math.max(rps, profile.to);
}
