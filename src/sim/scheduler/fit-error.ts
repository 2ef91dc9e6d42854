import type { NodeToStatus } from './framework.ts';

/** What a Pod without any node gets to hear when there are no nodes at all. */
export const NO_NODES_MESSAGE = 'no nodes available to schedule pods';

/** Longest message of an Event. */
const EVENT_MESSAGE_LIMIT = 1024;

/**
 * `0/3 nodes are available: 3 Insufficient cpu.`: how many nodes gave which reason, sorted as text.
 * Models framework.FitError.Error.
 */
export function fitErrorMessage(
  nodeCount: number,
  statuses: NodeToStatus,
  texts: { readonly preFilter?: string; readonly postFilter?: string },
): string {
  let message = `0/${nodeCount} nodes are available:`;
  if (texts.preFilter) message += ` ${texts.preFilter}.`;
  else {
    const reasons = reasonCounts(nodeCount, statuses);
    if (reasons.length > 0) message += ` ${reasons.join(', ')}.`;
  }
  return texts.postFilter ? `${message} ${texts.postFilter}` : message;
}

/** Shortens a message to what an Event holds. */
export function truncateMessage(message: string): string {
  return message.length <= EVENT_MESSAGE_LIMIT ? message : `${message.slice(0, EVENT_MESSAGE_LIMIT - 4)} ...`;
}

function reasonCounts(nodeCount: number, statuses: NodeToStatus): string[] {
  const counts = new Map<string, number>();
  const add = (reasons: readonly string[], times: number): void => {
    for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + times);
  };
  for (const { status } of statuses.rejections.values()) add(status.reasons, 1);
  const absent = nodeCount - statuses.rejections.size;
  if (absent > 0) add(statuses.absent.reasons, absent);
  return [...counts].map(([reason, count]) => `${count} ${reason}`).sort();
}
