import type { FieldError } from '../../api/field-error.ts';
import { invalidValue, required } from '../../api/field-errors.ts';
import { goSyntax } from '../../api/go-syntax.ts';
import type { Event, EventSource, ObjectReference } from '../../api/k8s/core-v1.gen.ts';
import { dns1123Subdomain } from '../../api/names.ts';
import { type Found, IMMUTABLE, reject } from '../../api/validation/basics.ts';
import { deepEqual } from '../../base/equal.ts';
import { goQuote } from '../../base/go-quote.ts';
import { validateEvent } from './validation.ts';

const TYPES = ['Normal', 'Warning'];
const MIN_SERIES_COUNT = 2;
const UNSET = 'needs to be unset';

/** Errors of a new event that comes in events.k8s.io. Models ValidateEventCreate for its versions. */
export function validateEventsV1(event: Event): readonly FieldError[] {
  const found: Found = [...validateEvent(event)];
  const { metadata, type = '', source = {} } = event;
  reject(dns1123Subdomain(metadata.name ?? ''), metadata.name ?? '', 'metadata.name', found);
  checkSeries(event, found);
  if (!event.eventTime) found.push(required('eventTime'));
  if (!TYPES.includes(type)) found.push(invalidValue('type', '', `has invalid value: ${type}`));
  if (event.firstTimestamp) found.push(invalidValue('firstTimestamp', '', UNSET));
  if (event.lastTimestamp) found.push(invalidValue('lastTimestamp', '', UNSET));
  if (event.count) found.push(invalidValue('count', '', UNSET));
  if (source.component || source.host) found.push(invalidValue('source', '', UNSET));
  return found;
}

function checkSeries({ series }: Event, found: Found): void {
  if (!series) return;
  if ((series.count ?? 0) < MIN_SERIES_COUNT) found.push(invalidValue('series.count', '', 'should be at least 2'));
  if (!series.lastObservedTime) found.push(required('series.lastObservedTime'));
}

/** Errors of an update through events.k8s.io: only the series may change. Models ValidateEventUpdate. */
export function validateEventsV1Update(next: Event, previous: Event): readonly FieldError[] {
  const found: Found = [...validateEvent(next)];
  if (!deepEqual(next.series, previous.series)) checkSeries(next, found);
  const check = (path: string, field: keyof Event, shown: ReturnType<typeof goSyntax> | string | number): void => {
    if (!deepEqual(next[field] ?? '', previous[field] ?? '')) found.push(invalidValue(path, shown, IMMUTABLE));
  };
  const text = (field: 'reason' | 'message' | 'type' | 'action' | 'reportingInstance'): void =>
    check(field, field, next[field] ?? '');
  check('involvedObject', 'involvedObject', goReference(next.involvedObject));
  text('reason');
  text('message');
  check('source', 'source', goSource(next.source ?? {}));
  check('firstTimestamp', 'firstTimestamp', goTime(next.firstTimestamp));
  check('lastTimestamp', 'lastTimestamp', goTime(next.lastTimestamp));
  check('count', 'count', next.count ?? 0);
  text('reason');
  text('type');
  check('eventTime', 'eventTime', goTime(next.eventTime));
  text('action');
  check('related', 'related', next.related ? goReference(next.related) : goSyntax('null'));
  check('reportingController', 'reportingComponent', next.reportingComponent ?? '');
  text('reportingInstance');
  return found;
}

/** A time as errors show it: its JSON form. */
function goTime(time: string | undefined): ReturnType<typeof goSyntax> | string {
  return time ?? goSyntax('null');
}

function goReference(reference: ObjectReference): ReturnType<typeof goSyntax> {
  const { kind = '', namespace = '', name = '', uid = '', apiVersion = '', resourceVersion = '' } = reference;
  const first = `Kind:${goQuote(kind)}, Namespace:${goQuote(namespace)}, Name:${goQuote(name)}, UID:${goQuote(uid)}`;
  const rest = `ResourceVersion:${goQuote(resourceVersion)}, FieldPath:${goQuote(reference.fieldPath ?? '')}`;
  return goSyntax(`core.ObjectReference{${first}, APIVersion:${goQuote(apiVersion)}, ${rest}}`);
}

function goSource({ component = '', host = '' }: EventSource): ReturnType<typeof goSyntax> {
  return goSyntax(`core.EventSource{Component:${goQuote(component)}, Host:${goQuote(host)}}`);
}
