import type { Frame } from '../../protocol/messages.ts';
import type { RequestRow, RulesRow, ServiceSecond, TrafficSecond } from '../../protocol/traffic.ts';
import type { EventRow, Flag } from '../../protocol/view.ts';
import { thinOut } from './thin-out.ts';

/**
 * How many rows and changes of rows a journal keeps. Beyond it, first the changes of its older half go, then every other
 * of the older pictures: what is long past is seen in fewer steps. A replay gives every moment exactly.
 */
const MOST_ENTRIES = 600_000;
/** Of lists: Events as they were seen, marks, seconds of clients and Services, seconds with writes. The oldest go. */
const MOST = { events: 10_000, flags: 10_000, seconds: 40_000, density: 100_000 };

/** The rule by which a journal is bounded: it never holds more than this. */
export const JOURNAL_LIMITS = {
  rows: MOST_ENTRIES * 1.1,
  events: 2 * MOST.events,
  flags: 2 * MOST.flags,
  seconds: 4 * MOST.seconds,
  density: MOST.density,
};

/** Changes after which the journal keeps a whole picture, so that no moment is far from one; at least this many. */
const PICTURE_AFTER = 2_000;
/** Events and requests that the page shows at most. */
const SHOWN_EVENTS = 2_000;
const SHOWN_REQUESTS = 100;

/** Tables whose changes one goes back to: Pods, workloads, Services. */
const SHOWS = new Set([1, 2, 3]);

type Table = ReadonlyMap<string, object>;
type Change = readonly [table: number, key: string, row: object | null];

/** The tables of a frame: where its rows are, how a row is named, and where the names of those that went are. */
const TABLES = [
  { rows: 'nodes', removed: 'removedNodes', keyOf: (row: { name: string }) => row.name },
  { rows: 'pods', removed: 'removedPods', keyOf: (row: { uid: string }) => row.uid },
  { rows: 'workloads', removed: 'removedWorkloads', keyOf: (row: { key: string }) => row.key },
  {
    rows: 'services',
    removed: 'removedServices',
    keyOf: (row: { namespace: string; name: string }) => `${row.namespace}/${row.name}`,
  },
  { rows: 'traffic', removed: undefined, keyOf: (row: { name: string; to: string }) => `${row.name} ${row.to}` },
  { rows: 'loads', removed: undefined, keyOf: (row: { kind: string; key: string }) => `${row.kind} ${row.key}` },
  { rows: 'flows', removed: undefined, keyOf: (row: { from: string; to: string }) => `${row.from} ${row.to}` },
  { rows: 'losses', removed: undefined, keyOf: (row: { id: number }) => String(row.id) },
  { rows: 'autoscalers', removed: 'removedAutoscalers', keyOf: (row: { key: string }) => row.key },
] as const;
/** Behind them: the rules of Services, which change all together. */
const RULES = TABLES.length;

/** What a frame says as a whole, rather than row by row. */
type Whole = Pick<Frame, 'revision' | 'settled' | 'unixMs' | 'machines' | 'stopped' | 'members' | 'schedulerConfig'>;

/** Counts, and when they became known. */
type Known<T> = T & { readonly knownMs: number };

interface Moment {
  readonly atMs: number;
  readonly changes: readonly Change[];
  readonly whole: Whole;
}

/** A picture of all tables, and what changed from then on until the next one. */
interface Segment {
  readonly fromMs: number;
  readonly tables: readonly Table[];
  readonly whole: Whole;
  moments: Moment[];
}

function changesOf(frame: Frame): Change[] {
  const changes: Change[] = [];
  TABLES.forEach(({ rows, removed, keyOf }, table) => {
    if (removed !== undefined) for (const key of frame[removed]) changes.push([table, key, null]);
    for (const row of frame[rows]) changes.push([table, keyOf(row as never), row]);
  });
  for (const service of new Set(frame.rules.map((row) => row.service)))
    changes.push([RULES, service, frame.rules.filter((row) => row.service === service)]);
  return changes;
}

function apply(tables: readonly Map<string, object>[], changes: readonly Change[]): void {
  for (const [table, key, row] of changes) {
    if (row === null) tables[table]!.delete(key);
    else tables[table]!.set(key, row);
  }
}

/** What the page was shown, moment by moment: lets it show the past at once, while the exact run is computed again. */
export class Journal {
  private segments: Segment[] = [];
  private readonly tables = [...TABLES, RULES].map(() => new Map<string, object>());
  private whole: Whole = { revision: 0, settled: false, machines: [], stopped: [] };
  private events: EventRow[] = [];
  private flags: Flag[] = [];
  private seconds: Known<TrafficSecond>[] = [];
  private serviceSeconds: Known<ServiceSecond>[] = [];
  private requests: RequestRow[] = [];
  private density = new Map<number, number>();
  private sincePicture = 0;
  private entries = 0;
  private lastMs = Number.NEGATIVE_INFINITY;

  /** The latest moment that is known. */
  get endMs(): number {
    return this.lastMs;
  }

  /** How much it holds. */
  get sizes(): Readonly<Record<keyof typeof JOURNAL_LIMITS, number>> {
    return {
      rows: this.entries,
      events: this.events.length,
      flags: this.flags.length,
      seconds: this.seconds.length + this.serviceSeconds.length,
      density: this.density.size,
    };
  }

  /** Takes in a frame that goes beyond what is known. */
  record(frame: Frame): void {
    const changes = changesOf(frame);
    apply(this.tables, changes);
    const { members, schedulerConfig } = frame;
    this.whole = {
      revision: frame.revision,
      settled: frame.settled,
      ...(frame.unixMs === undefined ? {} : { unixMs: frame.unixMs }),
      machines: frame.machines.length > 0 ? frame.machines : this.whole.machines,
      stopped: frame.stopped,
      ...pick('members', members ?? this.whole.members),
      ...pick('schedulerConfig', schedulerConfig ?? this.whole.schedulerConfig),
    };
    this.recordLists(frame);
    this.lastMs = frame.nowMs;
    const size = this.tables.reduce((sum, table) => sum + table.size, 0);
    this.sincePicture += changes.length;
    if (this.segments.length === 0 || this.sincePicture > Math.max(PICTURE_AFTER, size)) {
      this.segments.push({
        fromMs: frame.nowMs,
        tables: this.tables.map((table) => new Map(table)),
        whole: this.whole,
        moments: [],
      });
      this.sincePicture = 0;
      this.entries += size;
    } else if (changes.length > 0) {
      this.segments.at(-1)!.moments.push({ atMs: frame.nowMs, changes, whole: this.whole });
      this.entries += changes.length;
    }
    if (this.entries > MOST_ENTRIES) this.thin();
  }

  /** The frame that shows a past moment: the last one known up to then, else the first. Undefined while there is none. */
  at(ms: number): Frame | undefined {
    const segment = this.segments.findLast(({ fromMs }) => fromMs <= ms) ?? this.segments[0];
    if (!segment) return undefined;
    const tables = segment.tables.map((table) => new Map(table));
    let { whole } = segment;
    for (const moment of segment.moments) {
      if (moment.atMs > ms) break;
      apply(tables, moment.changes);
      whole = moment.whole;
    }
    const rows = Object.fromEntries(TABLES.map((table, index) => [table.rows, [...tables[index]!.values()]]));
    return {
      type: 'frame',
      reset: true,
      nowMs: ms,
      running: false,
      speed: 1,
      eventsPerSecond: 0,
      ...(rows as unknown as Pick<Frame, (typeof TABLES)[number]['rows']>),
      rules: [...tables[RULES]!.values()].flat() as RulesRow[],
      removedNodes: [],
      removedPods: [],
      removedWorkloads: [],
      removedServices: [],
      removedAutoscalers: [],
      events: this.eventsUpTo(ms),
      flags: this.flags,
      density: [...this.density],
      messages: [],
      trafficSeconds: this.seconds.filter(({ knownMs }) => knownMs <= ms),
      serviceSeconds: this.serviceSeconds.filter(({ knownMs }) => knownMs <= ms),
      requests: this.requests.filter(({ sentMs, tookMs }) => sentMs + tookMs <= ms).slice(-SHOWN_REQUESTS),
      hidden: null,
      ...whole,
    };
  }

  /** Events up to a moment, each as it was last seen by then. */
  eventsUpTo(ms: number): readonly EventRow[] {
    const latest = new Map<string, EventRow>();
    for (const event of this.events) {
      if (event.atMs > ms) continue;
      latest.delete(event.uid);
      latest.set(event.uid, event);
    }
    return [...latest.values()].slice(-SHOWN_EVENTS);
  }

  /** Marks and counts of writes after a moment: what is known of the future when one has gone back. */
  after(ms: number): Pick<Frame, 'flags' | 'density'> {
    return {
      flags: this.flags.filter(({ atMs }) => atMs > ms),
      density: [...this.density].filter(([second]) => second > ms / 1000),
    };
  }

  /** The last moment before one at which something of the cluster changed. */
  changeBefore(ms: number): number | undefined {
    for (const { fromMs, moments } of this.segments.toReversed()) {
      if (fromMs >= ms) continue;
      const moment = moments.findLast(({ atMs, changes }) => atMs < ms && changes.some(([table]) => SHOWS.has(table)));
      return moment?.atMs ?? fromMs;
    }
    return undefined;
  }

  /** A journal of its own that knows no more than what was up to a moment. */
  upTo(ms: number): Journal {
    const copy = new Journal();
    for (const { fromMs, tables, whole, moments } of this.segments) {
      if (fromMs > ms) break;
      const kept = moments.filter(({ atMs }) => atMs <= ms);
      copy.segments.push({ fromMs, tables, whole, moments: kept });
      copy.entries += tables.reduce((sum, table) => sum + table.size, 0);
      for (const { changes } of kept) copy.entries += changes.length;
    }
    const last = copy.segments.at(-1);
    if (last) {
      last.tables.forEach((table, index) => {
        for (const [key, row] of table) copy.tables[index]!.set(key, row);
      });
      for (const { changes } of last.moments) apply(copy.tables, changes);
      copy.whole = last.moments.at(-1)?.whole ?? last.whole;
    }
    copy.events = this.events.filter(({ atMs }) => atMs <= ms);
    copy.flags = this.flags.filter(({ atMs }) => atMs <= ms);
    copy.seconds = this.seconds.filter(({ knownMs }) => knownMs <= ms);
    copy.serviceSeconds = this.serviceSeconds.filter(({ knownMs }) => knownMs <= ms);
    copy.requests = this.requests.filter(({ sentMs, tookMs }) => sentMs + tookMs <= ms);
    copy.density = new Map([...this.density].filter(([second]) => second <= ms / 1000));
    copy.lastMs = Math.min(ms, this.lastMs);
    return copy;
  }

  private recordLists(frame: Frame): void {
    for (const event of frame.events) this.events.push(event);
    for (const flag of frame.flags) this.flags.push(flag);
    for (const row of frame.trafficSeconds) this.seconds.push({ ...row, knownMs: frame.nowMs });
    for (const row of frame.serviceSeconds) this.serviceSeconds.push({ ...row, knownMs: frame.nowMs });
    for (const row of frame.requests) this.requests.push(row);
    for (const [second, count] of frame.density) this.density.set(second, (this.density.get(second) ?? 0) + count);
    if (this.requests.length > 50 * SHOWN_REQUESTS) this.requests = this.requests.slice(-25 * SHOWN_REQUESTS);
    this.events = thinOut(this.events, MOST.events, ({ uid }) => uid);
    this.flags = thinOut(this.flags, MOST.flags, ({ atMs, label }) => `${atMs} ${label}`);
    this.seconds = thinOut(this.seconds, MOST.seconds, ({ name, to, second }) => `${name} ${to} ${second}`);
    this.serviceSeconds = thinOut(this.serviceSeconds, MOST.seconds, ({ service, second }) => `${service} ${second}`);
    for (const second of this.density.keys()) {
      if (this.density.size <= MOST.density) break;
      this.density.delete(second);
    }
  }

  private thin(): void {
    const half = this.segments.length >> 1;
    const hasDetail = this.segments.slice(0, half).some(({ moments }) => moments.length > 0);
    if (hasDetail) for (const segment of this.segments.slice(0, half)) segment.moments = [];
    else this.segments = this.segments.filter((_, index) => index > half || index % 2 === 0);
    this.entries = this.segments.reduce(
      (sum, { tables, moments }) =>
        sum +
        tables.reduce((rows, table) => rows + table.size, 0) +
        moments.reduce((changes, moment) => changes + moment.changes.length, 0),
      0,
    );
  }
}

/** A field, where there is a value for it. */
function pick<K extends string, V>(key: K, value: V | undefined): { [key in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [key in K]?: V });
}
