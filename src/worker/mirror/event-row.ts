import type { Event } from '../../api/k8s/core-v1.gen.ts';
import type { EventRow } from '../../protocol/view.ts';

/** The row of an Event object that was written at a virtual time. */
export function eventRow(event: Event, atMs: number): EventRow {
  return {
    uid: event.metadata.uid ?? '',
    atMs,
    type: event.type === 'Warning' ? 'Warning' : 'Normal',
    reason: event.reason ?? '',
    message: event.message ?? '',
    count: event.count ?? event.series?.count ?? 1,
    kind: event.involvedObject.kind ?? '',
    namespace: event.involvedObject.namespace ?? '',
    name: event.involvedObject.name ?? '',
  };
}
