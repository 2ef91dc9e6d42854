import type { Frame } from '../../protocol/messages.ts';
import type {
  FlowRow,
  LoadRow,
  LossRow,
  RequestRow,
  RulesRow,
  SecondCounts,
  TrafficRow,
} from '../../protocol/traffic.ts';

/** How far back the counts of single seconds are kept. */
const mostSeconds = 900;
/** How many requests that were told in full are kept. */
const mostRequests = 400;
/** How many spells of losses are kept. */
const mostLosses = 500;

/** A client with its counts, and those of the last quarter of an hour by second. */
export interface ClientTraffic {
  readonly row: TrafficRow;
  readonly seconds: readonly SecondCounts[];
}

type TrafficFrame = Pick<
  Frame,
  'traffic' | 'trafficSeconds' | 'serviceSeconds' | 'flows' | 'losses' | 'rules' | 'loads' | 'requests'
>;

/** The page's copy of what clients have sent. */
export interface TrafficTable {
  /** In order of their first request. */
  clients(): readonly ClientTraffic[];
  /** Attempts that came to a Service (`namespace/name`), by second. */
  serviceSeconds(service: string): readonly SecondCounts[];
  /** What came to a Service or a Pod, by `namespace/name`. */
  load(kind: LoadRow['kind'], key: string): LoadRow | undefined;
  /** All of them, in order of their first request. */
  loads(): readonly LoadRow[];
  /** What passes between stations, in order of the first attempt. */
  flows(): readonly FlowRow[];
  /** Spells of losses, in order of their beginning. */
  losses(): readonly LossRow[];
  /** Rules of a Service, the most common first. */
  rules(service: string): readonly RulesRow[];
  /** The last requests that were told in full, oldest first. */
  requests(): readonly RequestRow[];
  /** Takes a frame in; whether anything has changed. */
  apply(frame: TrafficFrame): boolean;
  forget(): void;
}

const keyOf = ({ name, to }: { readonly name: string; readonly to: string }) => `${name} ${to}`;

/** Counts by second, of clients or Services. */
function createSeconds() {
  const seconds = new Map<string, Map<number, SecondCounts>>();
  return {
    put(key: string, counts: SecondCounts) {
      const known = seconds.get(key) ?? new Map<number, SecondCounts>();
      seconds.set(key, known.set(counts.second, counts));
      for (const old of known.keys()) {
        if (old > counts.second - mostSeconds) break;
        known.delete(old);
      }
    },
    of: (key: string) => [...(seconds.get(key)?.values() ?? [])].sort((a, b) => a.second - b.second),
    forget: () => seconds.clear(),
  };
}

export function createTrafficTable(): TrafficTable {
  const rows = new Map<string, TrafficRow>();
  const ofClients = createSeconds();
  const ofServices = createSeconds();
  const loads = new Map<string, LoadRow>();
  const flows = new Map<string, FlowRow>();
  const losses = new Map<number, LossRow>();
  const rules = new Map<string, readonly RulesRow[]>();
  let requests: readonly RequestRow[] = [];

  const applyWays = (frame: TrafficFrame) => {
    for (const row of frame.flows) flows.set(`${row.from} ${row.to}`, row);
    for (const row of frame.losses) losses.set(row.id, row);
    for (const id of losses.keys()) {
      if (losses.size <= mostLosses) break;
      losses.delete(id);
    }
    for (const service of new Set(frame.rules.map((row) => row.service)))
      rules.set(
        service,
        frame.rules.filter((row) => row.service === service),
      );
  };
  return {
    clients: () => [...rows].map(([key, row]) => ({ row, seconds: ofClients.of(key) })),
    serviceSeconds: (service) => ofServices.of(service),
    load: (kind, key) => loads.get(`${kind} ${key}`),
    loads: () => [...loads.values()],
    flows: () => [...flows.values()],
    losses: () => [...losses.values()],
    rules: (service) => rules.get(service) ?? [],
    requests: () => requests,
    apply: (frame) => {
      for (const row of frame.traffic) rows.set(keyOf(row), row);
      for (const { name, to, ...counts } of frame.trafficSeconds) ofClients.put(keyOf({ name, to }), counts);
      for (const { service, ...counts } of frame.serviceSeconds) ofServices.put(service, counts);
      for (const row of frame.loads) loads.set(`${row.kind} ${row.key}`, row);
      applyWays(frame);
      if (frame.requests.length > 0) requests = [...requests, ...frame.requests].slice(-mostRequests);
      return [frame.traffic, frame.loads, frame.requests, frame.flows, frame.losses, frame.rules].some(
        (list) => list.length > 0,
      );
    },
    forget: () => {
      rows.clear();
      ofClients.forget();
      ofServices.forget();
      loads.clear();
      flows.clear();
      losses.clear();
      rules.clear();
      requests = [];
    },
  };
}
