import type { Event } from '../../api/k8s/core-v1.gen.ts';

const COLUMNS = ['lastSeen', 'firstSeen', 'count', 'type', 'reason', 'namespace', 'kind', 'name', 'source', 'message'];

/** A field as RFC 4180 has it. A leading sign that a spreadsheet would take for a formula is kept from that. */
function cell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+@\t\r-]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function row(event: Event): string {
  const { involvedObject: of, series } = event;
  const first = event.firstTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp ?? '';
  const last = series?.lastObservedTime ?? event.lastTimestamp ?? first;
  const source = event.source?.component || event.reportingComponent || '';
  const count = series?.count ?? event.count ?? 1;
  const named = [event.type ?? '', event.reason ?? '', of?.namespace ?? '', of?.kind ?? '', of?.name ?? ''];
  return [last, first, count, ...named, source, event.message ?? ''].map(cell).join(',');
}

/** Events as comma-separated values (RFC 4180), oldest first. */
export function eventsCsv(events: readonly Event[]): string {
  const rows = events.map(row).sort();
  return `${[COLUMNS.join(','), ...rows].join('\r\n')}\r\n`;
}
