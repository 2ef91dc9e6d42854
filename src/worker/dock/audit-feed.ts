import type { AuditNews, AuditRow } from '../../protocol/dock.ts';
import type { Message, Trace } from '../../sim/engine/trace.ts';
import { isRequest, requestPath, requestVerb } from '../journey/request-line.ts';
import { componentOf, userOf } from '../journey/who.ts';

/** How far back requests are told first, and how many wait for their answer at most. */
const MOST_BACK = 12_000;
const MOST_OPEN = 4_000;
/** How many are told with one message: beyond it nobody could read them. */
const MOST_A_LOOK = 400;
/** Frames between two looks. */
const EVERY = 8;

/** Tells the page of every request to the API server, with its answer, while somebody looks. */
export class AuditFeed {
  private readonly trace: Trace;
  private readonly originMs: number;
  private on = false;
  private reset = false;
  private frames = 0;
  private next = 1;
  /** Requests without an answer, by what they carry. */
  private readonly open = new Map<unknown, { readonly row: AuditRow; readonly from: string }>();

  /** @param originMs time of the engine at which the page's clock begins */
  constructor(trace: Trace, originMs: number) {
    this.trace = trace;
    this.originMs = originMs;
  }

  show(on: boolean): void {
    this.on = on;
    this.reset = on;
    this.frames = 0;
    this.next = Math.max(1, this.trace.head - MOST_BACK);
    this.open.clear();
  }

  /** The requests and answers since the last call; undefined when there are none. */
  take(): AuditNews | undefined {
    if (!this.on || this.frames++ % EVERY !== 0) return undefined;
    const rows = new Map<number, AuditRow>();
    for (const message of this.trace.since(this.next)) {
      const row = this.read(message);
      if (row) rows.set(row.id, row);
    }
    this.next = this.trace.head;
    const { reset } = this;
    if (!reset && rows.size === 0) return undefined;
    this.reset = false;
    return { reset, rows: [...rows.values()].slice(-MOST_A_LOOK) };
  }

  private read(message: Message): AuditRow | undefined {
    const { kind, subject, from, to, id, sentMs } = message;
    if (kind === 'response') return this.answer(message);
    // What a load balancer passes on is the same request.
    if (kind !== 'request' || !isRequest(subject) || this.open.has(subject)) return undefined;
    const user = userOf(message);
    const isPerson = from === 'operator' && user === 'kubernetes-admin';
    const row: AuditRow = {
      id,
      atMs: sentMs - this.originMs,
      who: isPerson ? 'kubectl' : componentOf(user) || from,
      user,
      verb: requestVerb(subject),
      path: requestPath(subject),
      code: 0,
      tookMs: -1,
      note: to === '' ? 'lost' : '',
    };
    this.open.set(subject, { row, from });
    if (this.open.size > MOST_OPEN) this.open.delete(this.open.keys().next().value);
    return row;
  }

  private answer({ subject, to, code, note, arrivesMs }: Message): AuditRow | undefined {
    const asked = this.open.get(subject);
    if (!asked || asked.from !== to) return undefined;
    this.open.delete(subject);
    const tookMs = arrivesMs === Infinity ? -1 : arrivesMs - this.originMs - asked.row.atMs;
    return { ...asked.row, code, tookMs, note: code >= 400 ? note : '' };
  }
}
