import type { Scope } from '../engine/scope.ts';
import type { Host, Network } from './network.ts';

/** First wait before a lost segment is sent again (TCP's minimum retransmission time-out). */
const RETRANSMIT_MS = 200;
/** A cut connection is given up after this: HTTP/2 health check of client-go, 30 s idle plus 15 s for the ping. */
export const BROKEN_AFTER_MS = 45_000;

/** The receiving end of a stream: where its items go and who is told when it ends. */
export interface StreamReceiver<T> {
  readonly host: Host;
  readonly scope: Scope;
  onItem(item: T): void;
  /** The stream has ended: closed by the sender, reset, or given up. Not called after `stop`. */
  onEnd(): void;
}

/**
 * A long-lived one-way connection that keeps the order of its items, such as a watch. Items sent during a partition
 * arrive after it, if it heals before the connection is given up.
 */
export class Stream<T> {
  private readonly queue: { item: T; subject: unknown }[] = [];
  private lastArrivalMs = 0;
  private retrying = false;
  private ended = false;
  private readonly endListeners: (() => void)[] = [];
  private readonly network: Network;
  private readonly sender: { host: Host; scope: Scope };
  private readonly receiver: StreamReceiver<T>;
  private readonly reader: string;

  /** @param reader user who reads it, for the message trace */
  constructor(network: Network, sender: { host: Host; scope: Scope }, receiver: StreamReceiver<T>, reader = '') {
    this.network = network;
    this.sender = sender;
    this.receiver = receiver;
    this.reader = reader;
    this.onEnded(sender.scope.onKill(() => this.breakOff(sender.host)));
    this.onEnded(receiver.scope.onKill(() => this.breakOff(receiver.host)));
  }

  /** Whether items can still be sent. */
  get open(): boolean {
    return !this.ended;
  }

  /** Calls back at the sender when the stream has ended, whoever ended it. */
  onEnded(listener: () => void): void {
    this.endListeners.push(listener);
  }

  /** Sends an item; `subject` is what the message trace shows. */
  send(item: T, subject: unknown): void {
    if (this.ended) return;
    if (this.queue.length === 0 && this.trySend(item, subject)) return;
    this.queue.push({ item, subject });
    if (!this.retrying) this.retry(RETRANSMIT_MS, this.network.engine.nowMs);
  }

  /** The sender closes the stream: what was sent before still arrives, then `onEnd`. */
  close(): void {
    if (this.ended) return;
    this.finish();
    const { engine } = this.network;
    engine.at(Math.max(this.lastArrivalMs, engine.nowMs), () => this.receiver.onEnd(), undefined, this.receiver.scope);
  }

  /** The receiver ends the stream and hears no more of it. */
  stop(): void {
    this.finish();
  }

  /** Gives the connection up now, as both ends do when its peer has been out of reach for too long. */
  giveUp(): void {
    if (this.ended) return;
    this.finish();
    this.network.engine.after(0, () => this.receiver.onEnd(), undefined, this.receiver.scope);
  }

  private trySend(item: T, subject: unknown): boolean {
    const deliver = (arrived: T): void => {
      if (!this.ended || this.network.engine.nowMs <= this.lastArrivalMs) this.receiver.onItem(arrived);
    };
    const arrivesMs = this.network.send(
      'watch',
      this.sender.host,
      this.receiver.host,
      subject,
      deliver,
      item,
      this.receiver.scope,
      this.lastArrivalMs,
    );
    if (this.reader !== '') this.network.trace.annotate(this.reader);
    if (arrivesMs === undefined) return false;
    this.lastArrivalMs = arrivesMs;
    return true;
  }

  private retry(delayMs: number, sinceMs: number): void {
    this.retrying = true;
    const { engine } = this.network;
    const again = (): void => {
      this.retrying = false;
      if (this.ended) return;
      while (this.queue.length > 0 && this.trySend(this.queue[0]!.item, this.queue[0]!.subject)) this.queue.shift();
      if (this.queue.length === 0) return;
      if (engine.nowMs - sinceMs >= BROKEN_AFTER_MS) this.giveUp();
      else this.retry(Math.min(delayMs * 2, 5_000), sinceMs);
    };
    engine.after(delayMs, again, undefined, this.sender.scope);
  }

  private breakOff(dead: Host): void {
    if (this.ended) return;
    this.finish();
    // A process that ends closes its connections; a machine that loses power says nothing.
    const delayMs = dead.scope.alive ? 1 : BROKEN_AFTER_MS;
    this.network.engine.after(delayMs, () => this.receiver.onEnd(), undefined, this.receiver.scope);
  }

  private finish(): void {
    if (this.ended) return;
    this.ended = true;
    this.queue.length = 0;
    for (const listener of this.endListeners) listener();
  }
}
