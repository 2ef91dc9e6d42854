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
}

/**
 * The message trace: the last `limit` messages, each with its cause.
 * Everything that the control-plane and traffic views draw is here; nothing else is.
 */
export class Trace {
  private readonly ring: (Message | undefined)[];
  private nextId = 1;
  private readonly engine: Engine;
  private readonly limit: number;

  /** @param limit how many messages are kept; the oldest go first. */
  constructor(engine: Engine, limit = 50_000) {
    this.engine = engine;
    this.limit = limit;
    this.ring = new Array(limit);
  }

  /** Id that the next message will get; ids rise by one. */
  get head(): number {
    return this.nextId;
  }

  /** Notes a message that is sent now and returns its id. */
  record(kind: MessageKind, from: string, to: string, arrivesMs: number, subject: unknown): number {
    const id = this.nextId++;
    this.ring[id % this.limit] = {
      id,
      kind,
      from,
      to,
      sentMs: this.engine.nowMs,
      arrivesMs,
      cause: this.engine.cause,
      subject,
    };
    return id;
  }

  /** A message by id, while it is kept. */
  get(id: number): Message | undefined {
    const message = this.ring[id % this.limit];
    return message?.id === id ? message : undefined;
  }

  /** The messages with ids from `fromId` on, in order. */
  *since(fromId: number): Generator<Message> {
    for (let id = Math.max(fromId, this.nextId - this.limit, 1); id < this.nextId; id++) {
      const message = this.get(id);
      if (message) yield message;
    }
  }
}
