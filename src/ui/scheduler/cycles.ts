import type { HiddenRow } from '../../protocol/messages.ts';
import type { EventRow } from '../../protocol/view.ts';

/** A decision as the list of cycles shows it, read from the Event that the scheduler wrote about it. */
export interface Cycle {
  readonly key: string;
  readonly namespace: string;
  readonly pod: string;
  readonly atMs: number;
  /** '' when no node fits. */
  readonly node: string;
  /** How many attempts the Event stands for. */
  readonly count: number;
  /** Whether the outcome is hidden until it has been guessed. */
  readonly hidden: boolean;
}

/** Attempts to schedule, newest first. */
export function cyclesOf(events: Iterable<EventRow>, hidden: readonly HiddenRow[]): readonly Cycle[] {
  const cycles: Cycle[] = hidden.map(({ namespace, name, atMs }) => {
    return { key: `hidden ${namespace}/${name}`, namespace, pod: name, atMs, node: '', count: 1, hidden: true };
  });
  for (const event of events) {
    const isBound = event.reason === 'Scheduled';
    if (event.kind !== 'Pod' || (!isBound && event.reason !== 'FailedScheduling')) continue;
    cycles.push({
      key: event.uid,
      namespace: event.namespace,
      pod: event.name,
      atMs: event.atMs,
      node: isBound ? (/ to (\S+)$/.exec(event.message)?.[1] ?? '') : '',
      count: event.count,
      hidden: false,
    });
  }
  return cycles.reverse().sort((a, b) => b.atMs - a.atMs);
}
