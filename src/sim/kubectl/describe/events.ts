import type { Event } from '../../../api/k8s/core-v1.gen.ts';
import { timeSince } from '../../../api/printing.ts';
import type { Process } from '../../../api/process.ts';
import { ApiError } from '../../../api/status.ts';
import { parseTime } from '../../../base/time.ts';
import { EVENTS } from '../client/known.ts';
import type { AnyObject } from '../client/resource.ts';
import { goSort } from '../print/go-sort.ts';
import type { DescribeContext } from './context.ts';
import { line } from './text.ts';

/** The events about an object; several UIDs for nodes, whose kubelets name themselves instead. */
function* eventsOf(context: DescribeContext, object: AnyObject, uids?: readonly string[]): Process<Event[]> {
  const { name = '', namespace = '', uid = '' } = object.metadata ?? {};
  const events: Event[] = [];
  for (const each of uids ?? [uid]) {
    const terms = [
      `involvedObject.kind=${context.resource.kind}`,
      `involvedObject.name=${name}`,
      `involvedObject.namespace=${namespace}`,
      `involvedObject.uid=${each}`,
    ];
    try {
      const list = yield* context.api.list({ resource: EVENTS, namespace }, { fieldSelector: terms.join(',') });
      events.push(...(list.items as unknown as Event[]));
    } catch (error) {
      // Without the right to read events the rest is still worth showing.
      if (!(error instanceof ApiError)) throw error;
    }
  }
  return events;
}

/** The Events section of an object. */
export function* eventsSection(context: DescribeContext, object: AnyObject, uids?: readonly string[]): Process<string> {
  if (!context.showEvents) return '';
  return eventsText(yield* eventsOf(context, object, uids), context.nowMs);
}

/** The table of events, the latest last. Models DescribeEvents. */
function eventsText(events: readonly Event[], nowMs: number): string {
  if (events.length === 0) return 'Events:\t<none>\n';
  const lastMs = (event: Event): number => (event.lastTimestamp ? parseTime(event.lastTimestamp) : 0);
  const rows = goSort(events, (a, b) => lastMs(a) < lastMs(b)).map((event) => {
    const source = event.source?.component || event.reportingComponent || '';
    const cells = [event.type, event.reason, intervalOf(event, nowMs), source, (event.message ?? '').trim()];
    return line(1, cells.map((cell) => cell ?? '').join('\t'));
  });
  return [
    'Events:\n',
    line(1, 'Type\tReason\tAge\tFrom\tMessage'),
    line(1, '----\t------\t----\t----\t-------'),
    ...rows,
  ].join('');
}

/** How long ago an event was, and how often it has been. Models getInterval. */
export function intervalOf(event: Event, nowMs: number): string {
  const first = timeSince(event.eventTime ?? event.firstTimestamp, nowMs);
  if (event.series) {
    return `${timeSince(event.series.lastObservedTime, nowMs)} (x${event.series.count ?? 0} over ${first})`;
  }
  if ((event.count ?? 0) > 1) return `${timeSince(event.lastTimestamp, nowMs)} (x${event.count} over ${first})`;
  return first;
}
