import type { Frame } from '../../protocol/messages.ts';
import type { TrafficRow } from '../../protocol/view.ts';

/** How far back the counts of single seconds are kept. */
const mostSeconds = 120;

/** What became of a client's requests in one virtual second. */
export interface SecondCount {
  readonly second: number;
  readonly ok: number;
  readonly lost: number;
}

/** A client with its counts, and those of the last two minutes by second. */
export interface ClientTraffic {
  readonly row: TrafficRow;
  readonly seconds: readonly SecondCount[];
}

/** The page's copy of what clients have sent. */
export interface TrafficTable {
  /** In order of their first request. */
  clients(): readonly ClientTraffic[];
  /** Takes a frame in; whether anything has changed. */
  apply(frame: Pick<Frame, 'traffic' | 'trafficSeconds'>): boolean;
  forget(): void;
}

const keyOf = ({ name, to }: { readonly name: string; readonly to: string }) => `${name} ${to}`;

export function createTrafficTable(): TrafficTable {
  const rows = new Map<string, TrafficRow>();
  const seconds = new Map<string, Map<number, SecondCount>>();
  return {
    clients: () =>
      [...rows].map(([key, row]) => ({
        row,
        seconds: [...(seconds.get(key)?.values() ?? [])].sort((a, b) => a.second - b.second),
      })),
    apply: (frame) => {
      for (const row of frame.traffic) rows.set(keyOf(row), row);
      for (const { second, ok, lost, ...client } of frame.trafficSeconds) {
        const key = keyOf(client);
        const known = seconds.get(key) ?? new Map<number, SecondCount>();
        seconds.set(key, known.set(second, { second, ok, lost }));
        for (const old of known.keys()) if (old <= second - mostSeconds) known.delete(old);
      }
      return frame.traffic.length > 0;
    },
    forget: () => {
      rows.clear();
      seconds.clear();
    },
  };
}
