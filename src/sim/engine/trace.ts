import type { Engine } from './engine.ts';

/** What a traced message is: a request or its reply, a watch event, a heartbeat, traffic between Pods, an input. */
export type MessageKind = 'request' | 'response' | 'watch' | 'etcd' | 'raft' | 'probe' | 'traffic' | 'input';

/** One message on the simulated network. Times are virtual milliseconds. */
export interface Message {
  readonly id: number;
  readonly kind: MessageKind;
  readonly from: string;
  readonly to: string;
  readonly sentMs: number;
  /** Infinity for a message that was lost. */
  readonly arrivesMs: number;
  /** Id of the message or input that led to this one; 0 for a component's own timer. */
  readonly cause: number;
  /** What it carries: a request, an event. Shared, never changed. */
  readonly subject: unknown;
  /** Of an answer of a server: its code; 0 if it has none. */
  readonly code: number;
  /** Of a watch event: the user who watches. Of an answer that is a refusal: why. */
  readonly note: string;
}

/**
 * The message trace: the last `limit` messages, each with its cause.
 * Everything that the control-plane and traffic views draw is here; nothing else is. It keeps columns rather than
 * records: every message is written, few are read.
 */
export class Trace {
  private readonly kinds: MessageKind[];
  private readonly senders: string[];
  private readonly receivers: string[];
  private readonly subjects: unknown[];
  private readonly sentMs: Float64Array;
  private readonly arrivesMs: Float64Array;
  private readonly causes: Float64Array;
  private readonly codes: Uint16Array;
  private readonly notes: string[];
  private nextId = 1;
  private readonly engine: Engine;
  private readonly limit: number;

  /** @param limit how many messages are kept; the oldest go first. */
  constructor(engine: Engine, limit = 50_000) {
    this.engine = engine;
    this.limit = limit;
    this.kinds = new Array(limit);
    this.senders = new Array(limit);
    this.receivers = new Array(limit);
    this.subjects = new Array(limit);
    this.sentMs = new Float64Array(limit);
    this.arrivesMs = new Float64Array(limit);
    this.causes = new Float64Array(limit);
    this.codes = new Uint16Array(limit);
    this.notes = new Array(limit).fill('');
  }

  /** Id that the next message will get; ids rise by one. */
  get head(): number {
    return this.nextId;
  }

  /** Notes a message that is sent now, or was sent when `sentMs` says, and returns its id. */
  record(
    kind: MessageKind,
    from: string,
    to: string,
    arrivesMs: number,
    subject: unknown,
    sentMs = this.engine.nowMs,
  ): number {
    const id = this.nextId++;
    const at = id % this.limit;
    this.kinds[at] = kind;
    this.senders[at] = from;
    this.receivers[at] = to;
    this.subjects[at] = subject;
    this.sentMs[at] = sentMs;
    this.arrivesMs[at] = arrivesMs;
    this.causes[at] = this.engine.cause;
    this.codes[at] = 0;
    this.notes[at] = '';
    return id;
  }

  /** Adds to the newest message what its sender knows of it beyond the subject (see `Message`). */
  annotate(note: string, code = 0): void {
    const at = (this.nextId - 1) % this.limit;
    this.notes[at] = note;
    this.codes[at] = code;
  }

  /** A message by id, while it is kept. */
  get(id: number): Message | undefined {
    if (!(id >= 1 && id < this.nextId && id >= this.nextId - this.limit)) return undefined;
    const at = id % this.limit;
    return {
      id,
      kind: this.kinds[at]!,
      from: this.senders[at]!,
      to: this.receivers[at]!,
      sentMs: this.sentMs[at]!,
      arrivesMs: this.arrivesMs[at]!,
      cause: this.causes[at]!,
      subject: this.subjects[at],
      code: this.codes[at]!,
      note: this.notes[at]!,
    };
  }

  /** The messages with ids from `fromId` on, in order. */
  *since(fromId: number): Generator<Message> {
    for (let id = Math.max(fromId, this.nextId - this.limit, 1); id < this.nextId; id++) yield this.get(id)!;
  }
}
