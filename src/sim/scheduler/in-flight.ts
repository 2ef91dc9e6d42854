import type { ClusterEvent } from './cluster-event.ts';

/** Pods that are being scheduled or bound, and what has happened in the cluster meanwhile. */
export interface InFlight {
  start(uid: string): void;
  has(uid: string): boolean;
  /** Notes an event for all Pods in flight. */
  note(event: ClusterEvent): void;
  /** The events since a Pod took off. */
  events(uid: string): Iterable<ClusterEvent>;
  end(uid: string): void;
}

/** How many events may be kept that no Pod in flight needs. */
const SLACK = 1_000;

/** Makes an empty one. */
export function createInFlight(): InFlight {
  // Pods in the order in which they took off, each with the number of the first event after that.
  const starts = new Map<string, number>();
  let events: ClusterEvent[] = [];
  let dropped = 0;

  const trim = (): void => {
    const oldest: number | undefined = starts.values().next().value;
    if (oldest === undefined) {
      dropped += events.length;
      events = [];
    } else if (oldest - dropped > SLACK) {
      events = events.slice(oldest - dropped);
      dropped = oldest;
    }
  };

  return {
    start: (uid) => starts.set(uid, dropped + events.length),
    has: (uid) => starts.has(uid),
    note(event) {
      if (starts.size > 0) events.push(event);
    },
    *events(uid) {
      const start = starts.get(uid);
      if (start === undefined) return;
      for (let i = start - dropped; i < events.length; i++) yield events[i]!;
    },
    end(uid) {
      starts.delete(uid);
      trim();
    },
  };
}
