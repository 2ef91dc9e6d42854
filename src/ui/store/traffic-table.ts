import type { Frame } from '../../protocol/messages.ts';
import type { LoadRow, RequestRow, TrafficRow, TrafficSecond } from '../../protocol/traffic.ts';

/** How far back the counts of single seconds are kept. */
const mostSeconds = 120;
/** How many requests that were told in full are kept. */
const mostRequests = 400;

/** What became of a client's requests in one virtual second. */
export type SecondCount = Omit<TrafficSecond, 'name' | 'to'>;

/** A client with its counts, and those of the last two minutes by second. */
export interface ClientTraffic {
  readonly row: TrafficRow;
  readonly seconds: readonly SecondCount[];
}

/** The page's copy of what clients have sent. */
export interface TrafficTable {
  /** In order of their first request. */
  clients(): readonly ClientTraffic[];
  /** What came to a Service or a Pod, by `namespace/name`. */
  load(kind: LoadRow['kind'], key: string): LoadRow | undefined;
  /** All of them, in order of their first request. */
  loads(): readonly LoadRow[];
  /** The last requests that were told in full, oldest first. */
  requests(): readonly RequestRow[];
  /** Takes a frame in; whether anything has changed. */
  apply(frame: Pick<Frame, 'traffic' | 'trafficSeconds' | 'loads' | 'requests'>): boolean;
  forget(): void;
}

const keyOf = ({ name, to }: { readonly name: string; readonly to: string }) => `${name} ${to}`;

export function createTrafficTable(): TrafficTable {
  const rows = new Map<string, TrafficRow>();
  const seconds = new Map<string, Map<number, SecondCount>>();
  const loads = new Map<string, LoadRow>();
  let requests: readonly RequestRow[] = [];
  return {
    clients: () =>
      [...rows].map(([key, row]) => ({
        row,
        seconds: [...(seconds.get(key)?.values() ?? [])].sort((a, b) => a.second - b.second),
      })),
    load: (kind, key) => loads.get(`${kind} ${key}`),
    loads: () => [...loads.values()],
    requests: () => requests,
    apply: (frame) => {
      for (const row of frame.traffic) rows.set(keyOf(row), row);
      for (const { name, to, ...counts } of frame.trafficSeconds) {
        const key = keyOf({ name, to });
        const known = seconds.get(key) ?? new Map<number, SecondCount>();
        seconds.set(key, known.set(counts.second, counts));
        for (const old of known.keys()) if (old <= counts.second - mostSeconds) known.delete(old);
      }
      for (const row of frame.loads) loads.set(`${row.kind} ${row.key}`, row);
      if (frame.requests.length > 0) requests = [...requests, ...frame.requests].slice(-mostRequests);
      return frame.traffic.length > 0 || frame.loads.length > 0 || frame.requests.length > 0;
    },
    forget: () => {
      rows.clear();
      seconds.clear();
      loads.clear();
      requests = [];
    },
  };
}
