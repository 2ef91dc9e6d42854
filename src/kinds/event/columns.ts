import type { Event } from '../../api/k8s/core-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { nameColumn, timeSince } from '../../api/printing.ts';

const firstSeen = (event: Event, nowMs: number): string => timeSince(event.firstTimestamp || event.eventTime, nowMs);

function lastSeen(event: Event, nowMs: number): string {
  if (event.series) return timeSince(event.series.lastObservedTime, nowMs);
  return event.lastTimestamp ? timeSince(event.lastTimestamp, nowMs) : firstSeen(event, nowMs);
}

function target({ involvedObject: { kind = '', name } }: Event): string {
  return name ? `${kind.toLowerCase()}/${name}` : kind.toLowerCase();
}

function source(event: Event): string {
  const component = event.source?.component || (event.reportingComponent ?? '');
  const instance = event.source?.host || event.reportingInstance;
  return instance ? `${component}, ${instance}` : component;
}

/** Models printEvent. */
export const eventColumns: readonly Column<Event>[] = [
  { name: 'Last Seen', type: 'string', cell: lastSeen },
  { name: 'Type', type: 'string', cell: (event) => event.type ?? '' },
  { name: 'Reason', type: 'string', cell: (event) => event.reason ?? '' },
  { name: 'Object', type: 'string', cell: target },
  { name: 'Subobject', type: 'string', priority: 1, cell: (event) => event.involvedObject.fieldPath ?? '' },
  { name: 'Source', type: 'string', priority: 1, cell: source },
  { name: 'Message', type: 'string', cell: (event) => (event.message ?? '').trim() },
  { name: 'First Seen', type: 'string', priority: 1, cell: firstSeen },
  {
    name: 'Count',
    type: 'string',
    priority: 1,
    cell: (event) => (event.series ? (event.series.count ?? 0) : event.count || 1),
  },
  { ...nameColumn, priority: 1 },
];
