import type { WatchEvent } from '../api/request.ts';
import type { MessageRow } from '../protocol/view.ts';
import type { ResourceRequest } from '../sim/apiserver/request.ts';
import type { Message, Trace } from '../sim/engine/trace.ts';

/** How many messages one frame shows at most: beyond it the picture would only flicker. */
const MAX_MESSAGES_A_FRAME = 200;

/** The messages sent since a trace position, as rows; `head` is the position to go on from. */
export function messageRows(trace: Trace, fromId: number, originMs: number): { rows: MessageRow[]; head: number } {
  const { head } = trace;
  const rows: MessageRow[] = [];
  for (const message of trace.since(Math.max(fromId, head - MAX_MESSAGES_A_FRAME)))
    rows.push(messageRow(message, originMs));
  return { rows, head };
}

function messageRow(message: Message, originMs: number): MessageRow {
  return {
    id: message.id,
    kind: message.kind,
    from: message.from,
    to: message.to,
    sentMs: message.sentMs - originMs,
    arrivesMs: message.arrivesMs === Infinity ? -1 : message.arrivesMs - originMs,
    cause: message.cause,
    text: textOf(message.subject),
  };
}

/** What a message says in a few words. */
function textOf(subject: unknown): string {
  if (typeof subject === 'string') return subject;
  if (subject === null || typeof subject !== 'object') return '';
  if ('verb' in subject) {
    // Requests to API servers behind the aggregator have no kind; the question whether they serve has no resource.
    const request = subject as Pick<ResourceRequest, 'verb' | 'name' | 'body' | 'subresource'> & {
      readonly kind?: ResourceRequest['kind'];
      readonly plural?: string;
    };
    const name = request.name ?? (request.body as { metadata?: { name?: string } } | undefined)?.metadata?.name ?? '';
    const resource = request.kind?.plural ?? request.plural ?? '';
    return [request.verb, `${resource}${name ? `/${name}` : ''}`, request.subresource ?? '']
      .filter((word) => word !== '')
      .join(' ');
  }
  if ('method' in subject) {
    const { method, path } = subject as { method: string; path: string };
    return `${method} ${path}`;
  }
  if ('type' in subject && 'object' in subject) {
    const event = subject as WatchEvent;
    return `${event.type} ${event.object.kind} ${event.object.metadata.name ?? ''}`;
  }
  if ('op' in subject) {
    const { op, key = '' } = subject as { op: string; key?: string };
    return `${op} ${key}`.trimEnd();
  }
  if ('revision' in subject) return `revision ${(subject as { revision: number }).revision}`;
  return '';
}
