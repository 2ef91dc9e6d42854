import type { LossCause } from '../../protocol/loss.ts';
import type { TrafficOutcome } from './outcome.ts';
import { RecentCount } from './recent.ts';

/** Without a loss of the same kind for so long, the next one begins another spell. */
const PAUSE_MS = 15_000;
/** How many spells are kept. */
const KEEP = 500;

/** Requests of a client that were lost in the same way, one soon after the other. */
export interface Spell {
  /** In order of their beginning, from 1. */
  readonly id: number;
  readonly client: string;
  readonly outcome: Exclude<TrafficOutcome, 'ok'>;
  readonly cause: LossCause;
  readonly count: RecentCount;
  /** When the first and the last of them were sent. */
  firstMs: number;
  lastMs: number;
}

/** Keeps account of every request that was lost: whose, how and why. */
export class Losses {
  private readonly current = new Map<string, Spell>();
  private readonly kept = new Map<number, Spell>();
  private begun = 0;

  /** The last spells, in order of their beginning. */
  get spells(): Iterable<Spell> {
    return this.kept.values();
  }

  /** Notes a loss. @param nowMs when it became known */
  add(client: string, outcome: Spell['outcome'], cause: LossCause, sentMs: number, nowMs: number): void {
    const key = `${client} ${outcome} ${keyOf(cause)}`;
    let spell = this.current.get(key);
    if (!spell || sentMs - spell.lastMs > PAUSE_MS) {
      spell = { id: ++this.begun, client, outcome, cause, count: new RecentCount(), firstMs: sentMs, lastMs: sentMs };
      this.current.set(key, spell);
      this.kept.set(spell.id, spell);
      this.kept.delete(spell.id - KEEP);
    }
    spell.count.add(nowMs);
    spell.firstMs = Math.min(spell.firstMs, sentMs);
    spell.lastMs = Math.max(spell.lastMs, sentMs);
  }
}

/** Tells causes apart. */
function keyOf(cause: LossCause): string {
  switch (cause.at) {
    case 'client':
      return cause.at;
    case 'dns':
      return `dns ${cause.name} ${cause.answer}`;
    case 'balancer':
      return `balancer ${cause.service} ${cause.node}`;
    case 'ingress':
      return `ingress ${cause.ingress} ${cause.service} ${cause.status}`;
    case 'service':
      return `service ${cause.service} ${cause.node} ${cause.refused} ${cause.isBarred}`;
    case 'policy':
      return `policy ${cause.direction} ${cause.policies.join()} ${cause.pod} ${cause.ip}`;
    case 'target':
      return `target ${cause.service} ${cause.node} ${cause.endpoints} ${cause.ip}:${cause.port} ${cause.refused}`;
    case 'server':
      return `server ${cause.ip} ${cause.what}`;
  }
}
