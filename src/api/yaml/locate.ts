import { EVENT_ID, type Event, getScalarValue } from 'js-yaml';

/** The offsets of the places of a document: where the field at a path stands, or its nearest ancestor. */
export function offsetOf(events: readonly Event[], source: string, path: readonly (string | number)[]): number {
  let at = 1;
  let offset = startOf(events[at]);
  for (const step of path) {
    const event = events[at];
    const found =
      event?.type === EVENT_ID.MAPPING
        ? entryAt(events, source, at, String(step))
        : event?.type === EVENT_ID.SEQUENCE
          ? itemAt(events, at, Number(step))
          : undefined;
    if (!found) break;
    offset = found.offset;
    at = found.value;
  }
  return offset;
}

interface Found {
  readonly offset: number;
  /** The event of the value. */
  readonly value: number;
}

/** The last entry of a map with a key, as it is the one that counts. */
function entryAt(events: readonly Event[], source: string, mapping: number, key: string): Found | undefined {
  let found: Found | undefined;
  let at = mapping + 1;
  while (events[at] && events[at]!.type !== EVENT_ID.POP) {
    const event = events[at]!;
    const value = skip(events, at);
    if (event.type === EVENT_ID.SCALAR && getScalarValue(source, event) === key)
      found = { offset: startOf(event), value };
    at = skip(events, value);
  }
  return found;
}

function itemAt(events: readonly Event[], sequence: number, index: number): Found | undefined {
  let at = sequence + 1;
  for (let i = 0; events[at] && events[at]!.type !== EVENT_ID.POP; i++) {
    if (i === index) return { offset: startOf(events[at]), value: at };
    at = skip(events, at);
  }
  return undefined;
}

/** The index after the node at an index. */
function skip(events: readonly Event[], at: number): number {
  let depth = 0;
  let next = at;
  do {
    const { type } = events[next++]!;
    if (type === EVENT_ID.POP) depth--;
    else if (type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE) depth++;
  } while (depth > 0 && next < events.length);
  return next;
}

function startOf(event: Event | undefined): number {
  if (!event || event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.POP) return 0;
  if (event.type === EVENT_ID.ALIAS) return event.anchorStart;
  if (event.type !== EVENT_ID.SCALAR) return event.start;
  return Math.max(event.valueStart, event.anchorStart, event.tagStart, 0);
}
