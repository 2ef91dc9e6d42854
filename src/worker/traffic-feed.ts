import type { TrafficRow, TrafficSecond } from '../protocol/view.ts';
import type { TrafficClient } from '../sim/traffic/client.ts';
import type { Traffic } from '../sim/traffic/traffic.ts';

/** How many past seconds are told at most after a leap in time. */
const MOST_SECONDS = 300;

interface Told {
  sent: number;
  rps: number;
  /** Second of the engine up to which the counts have been told; it may still grow. */
  second: number;
}

/** Tells the page, frame by frame, what the clients have sent and what became of it. */
export class TrafficFeed {
  private readonly told = new Map<TrafficClient, Told>();
  private readonly traffic: Traffic;
  private readonly originSecond: number;

  /** @param originSecond second of the engine at which the page's clock begins */
  constructor(traffic: Traffic, originSecond: number) {
    this.traffic = traffic;
    this.originSecond = originSecond;
  }

  /** What has changed since the last call. */
  take(nowSecond: number): { traffic: TrafficRow[]; trafficSeconds: TrafficSecond[] } {
    const traffic: TrafficRow[] = [];
    const trafficSeconds: TrafficSecond[] = [];
    for (const client of this.traffic.clients) {
      const { total, bySecond } = client.stats;
      const { name, to } = client.spec;
      const rps = client.stopped ? 0 : client.spec.rps;
      const told = this.told.get(client) ?? { sent: -1, rps: -1, second: 0 };
      if (told.sent === total.sent && told.rps === rps) continue;
      traffic.push({ name, to, rps, ...total });
      for (let at = Math.max(told.second, nowSecond - MOST_SECONDS); at <= nowSecond; at++) {
        const counts = bySecond.get(at)?.counts;
        if (!counts) continue;
        const second = at - this.originSecond;
        trafficSeconds.push({ name, to, second, ok: counts.ok, lost: counts.sent - counts.ok });
      }
      this.told.set(client, { sent: total.sent, rps, second: nowSecond });
    }
    return { traffic, trafficSeconds };
  }
}
