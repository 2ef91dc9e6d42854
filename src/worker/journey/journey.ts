import type { WatchEvent } from '../../api/request.ts';
import type { Action } from '../../api/scenario.ts';
import type { JourneyKind, JourneyNews, JourneyRow, JourneyWrite } from '../../protocol/control-plane.ts';
import { describeAction } from '../../sim/cluster/scenario-run.ts';
import type { Message, Trace } from '../../sim/engine/trace.ts';
import { deedText } from '../flags.ts';
import type { WriteLog } from '../write-log.ts';
import { isRequest, requestLine } from './request-line.ts';
import { componentOf, userOf } from './who.ts';

/** How many messages of a journey are told. */
const MOST_ROWS = 1200;
/** A group's Raft messages are told at the beginning only: they are half of all. */
const MOST_BEFORE_RAFT = 250;
/** Of all messages, how many with one frame. */
const MOST_A_FRAME = 120;
/** How far back a look into the trace goes. */
const MOST_BACK = 20_000;

/** What is followed: one message and what it leads to, the newest input, or every message. */
export type JourneyRoot = number | 'newest' | 'all';

/** Follows a message through the cluster: every message that it led to, as soon as it is sent. */
export class JourneyFeed {
  private readonly trace: Trace;
  private readonly log: WriteLog;
  private readonly originMs: number;
  private mode: JourneyRoot | undefined;
  private root = 0;
  private next = 1;
  private logged = 0;
  private told = 0;
  private reset = true;
  /** Messages of the journey, with the request that each belongs to. */
  private readonly members = new Map<number, number>();

  /** @param originMs time of the engine at which the page's clock begins */
  constructor(trace: Trace, log: WriteLog, originMs: number) {
    this.trace = trace;
    this.log = log;
    this.originMs = originMs;
  }

  /** Follows something else; undefined follows nothing. */
  follow(root: JourneyRoot | undefined): void {
    this.mode = root;
    const from = Math.max(1, this.trace.head - MOST_BACK);
    if (root === 'newest') this.begin(this.newestInput(from), from);
    else if (root === 'all') this.begin(0, Math.max(1, this.trace.head - MOST_A_FRAME));
    else if (root !== undefined) this.begin(root, root);
  }

  /** How many messages have been told: rises when the journey goes on. */
  get length(): number {
    return this.told + this.pending().length;
  }

  get isFollowing(): boolean {
    return this.mode !== undefined && this.mode !== 'all' && this.root !== 0;
  }

  /** What is new since the last call; undefined when nothing is. */
  take(): JourneyNews | undefined {
    if (this.mode === undefined) return undefined;
    const rows = this.pending();
    const cut = this.told + rows.length > MOST_ROWS && this.root !== 0;
    const shown = this.root === 0 ? rows.slice(-MOST_A_FRAME) : rows.slice(0, Math.max(0, MOST_ROWS - this.told));
    const writes = this.takeWrites();
    this.waiting = [];
    this.told += shown.length;
    if (shown.length === 0 && writes.length === 0 && !this.reset) return undefined;
    const news: JourneyNews = { root: this.root, ...this.title(), reset: this.reset, rows: shown, writes, cut };
    this.reset = false;
    return news;
  }

  private waiting: JourneyRow[] = [];

  /** Rows that have not been told. */
  private pending(): readonly JourneyRow[] {
    const { trace } = this;
    const from = Math.max(this.next, trace.head - MOST_BACK);
    this.next = trace.head;
    for (const message of trace.since(from)) {
      if (this.mode === 'newest' && isDeed(message)) {
        this.begin(message.id, message.id + 1);
        this.next = trace.head;
      }
      if (message.kind === 'traffic' || !this.belongs(message)) continue;
      const row = this.rowOf(message);
      const isMuch = message.kind === 'raft' && this.told + this.waiting.length > MOST_BEFORE_RAFT;
      if (!isMuch) this.waiting.push(row);
    }
    return this.waiting;
  }

  private begin(root: number, from: number): void {
    this.root = root;
    this.next = root === 0 ? from : root;
    this.logged = root === 0 ? this.log.end : 0;
    this.told = 0;
    this.waiting = [];
    this.reset = true;
    this.members.clear();
  }

  private belongs({ id, cause }: Message): boolean {
    if (this.mode === 'all') return true;
    return this.root !== 0 && (id === this.root || this.members.has(cause));
  }

  private rowOf(message: Message): JourneyRow {
    const { id, cause, from, to, sentMs, arrivesMs, code, note } = message;
    const before = this.trace.get(cause);
    const kind = kindOf(message, before);
    const request = kind === 'request' ? id : kind === 'watch' || kind === 'input' ? 0 : (this.members.get(cause) ?? 0);
    this.members.set(id, request);
    if (this.mode === 'all' && this.members.size > MOST_BACK) this.members.clear();
    const isAnswer = kind === 'response' && code >= 400;
    return {
      id,
      cause,
      kind,
      from,
      to,
      sentMs: sentMs - this.originMs,
      arrivesMs: arrivesMs === Infinity ? -1 : arrivesMs - this.originMs,
      who: whoOf(message, kind),
      text: textOf(message),
      request,
      code,
      note: isAnswer ? note : '',
    };
  }

  private takeWrites(): JourneyWrite[] {
    const found: JourneyWrite[] = [];
    const writes = this.log.from(this.logged);
    this.logged = this.log.end;
    for (const { cause, revision, type, kind, object } of writes) {
      const request = this.members.get(cause);
      if (request === undefined) continue;
      const { namespace = '', name = '' } = object.metadata;
      found.push({ request: request || cause, revision, type, kind: kind.kind, namespace, name });
    }
    return found;
  }

  private newestInput(from: number): number {
    for (let id = this.trace.head - 1; id >= from; id--) {
      const message = this.trace.get(id);
      if (message && isDeed(message)) return id;
    }
    return 0;
  }

  private title(): Pick<JourneyNews, 'title' | 'said'> {
    const message = this.root === 0 ? undefined : this.trace.get(this.root);
    if (!message) return { title: '' };
    const said = message.kind === 'input' ? deedText(message.subject as Action).said : undefined;
    return { title: textOf(message), ...(said && { said }) };
  }
}

/** Whether a message is an input that may lead to requests. */
function isDeed({ kind, subject }: Message): boolean {
  if (kind !== 'input') return false;
  const action = subject as Action;
  if (action.type === 'shell') return /\b(?:kubectl|k)\b/.test(action.line);
  return action.type === 'kubectl' || action.type === 'apply' || action.type === 'fault';
}

function kindOf({ kind, subject }: Message, before: Message | undefined): JourneyKind {
  const isPassedOn = before !== undefined && before.subject === subject && before.kind === kind;
  switch (kind) {
    case 'request':
    case 'response':
      return isPassedOn ? 'forward' : kind;
    case 'etcd':
      return isPassedOn ? 'stored' : 'store';
    case 'watch':
      return subject !== null && typeof subject === 'object' && 'events' in subject ? 'feed' : 'watch';
    case 'raft':
    case 'input':
    case 'probe':
      return kind;
    case 'traffic':
      return 'probe';
  }
}

function whoOf(message: Message, kind: JourneyKind): string {
  const { from, to, note } = message;
  if (kind === 'watch') return note === '' ? to : note === 'kubernetes-admin' ? 'kubectl' : componentOf(note);
  if (kind === 'request' || kind === 'response' || kind === 'forward') {
    const user = userOf(message);
    const machine = message.kind === 'request' ? from : to;
    if (machine === 'operator') return user === 'kubernetes-admin' ? 'kubectl' : componentOf(user) || 'kubectl';
    return user === '' ? machine : componentOf(user);
  }
  return kind === 'input' ? 'operator' : from;
}

/** What a person did, in the words of the terminal where there are some. */
function lineOf(action: Action): string {
  const [line = ''] = describeAction(action).split('\n');
  return action.type === 'kubectl' ? `kubectl ${line}` : line;
}

function textOf({ kind, subject }: Message): string {
  if (kind === 'input') return lineOf(subject as Action);
  if (isRequest(subject)) return requestLine(subject);
  if (subject === null || typeof subject !== 'object') return String(subject ?? '');
  if ('type' in subject && 'object' in subject) {
    const { type, object } = subject as WatchEvent;
    return `${type} ${object.kind ?? ''}/${object.metadata.name ?? ''}`;
  }
  if ('events' in subject) return `revision ${(subject as { revision?: number }).revision ?? ''}`;
  if ('op' in subject) {
    const { op, key, compare } = subject as { op: string; key?: string; compare?: readonly { key: string }[] };
    return `${op} ${key ?? compare?.[0]?.key ?? ''}`.trimEnd();
  }
  if (kind === 'raft') {
    const { type, term, entries } = subject as { type: string; term: number; entries?: number };
    return `${type}${entries ? ` ${entries === 1 ? '1 entry' : `${entries} entries`}` : ''}, term ${term}`;
  }
  return '';
}
