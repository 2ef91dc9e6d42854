import type { Event as CoreEvent, EventSource } from '../../api/k8s/core-v1.gen.ts';
import type { Event } from '../../api/k8s/events-v1.gen.ts';
import type { OtherVersion } from '../../api/kind.ts';
import { validateEventsV1, validateEventsV1Update } from './events-v1-validation.ts';

const NO_SOURCE: EventSource = {};

/** A value under a field's name; nothing without a value. */
function given<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };
}

/** The core event as events.k8s.io shows it: other names, the old fields marked as deprecated. */
function fromStored(event: CoreEvent): Event {
  const { apiVersion: _core, involvedObject, source, message, firstTimestamp, lastTimestamp, count, ...rest } = event;
  const { reportingComponent, eventTime, ...kept } = rest;
  return {
    apiVersion: 'events.k8s.io/v1',
    ...(kept as Pick<Event, 'kind' | 'metadata'>),
    ...given('note', message),
    ...given('reportingController', reportingComponent),
    ...given('deprecatedFirstTimestamp', firstTimestamp),
    ...given('deprecatedLastTimestamp', lastTimestamp),
    ...given('deprecatedCount', count),
    ...({ ...given('eventTime', eventTime) } as Pick<Event, 'eventTime'>),
    regarding: involvedObject,
    deprecatedSource: source ?? NO_SOURCE,
  };
}

function toStored(event: Event): CoreEvent {
  const { apiVersion: _other, regarding, deprecatedSource, note, deprecatedFirstTimestamp, ...rest } = event;
  const { deprecatedLastTimestamp, deprecatedCount, reportingController, ...kept } = rest;
  return {
    apiVersion: 'v1',
    ...kept,
    ...given('message', note),
    ...given('reportingComponent', reportingController),
    ...given('firstTimestamp', deprecatedFirstTimestamp),
    ...given('lastTimestamp', deprecatedLastTimestamp),
    ...given('count', deprecatedCount),
    involvedObject: regarding ?? {},
    source: deprecatedSource ?? NO_SOURCE,
  };
}

const OBJECT_FIELDS = ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'];

/** Events in their newer group. Models pkg/apis/events/v1. */
export const eventsV1: OtherVersion<CoreEvent, Event> = {
  group: 'events.k8s.io',
  version: 'v1',
  schema: 'io.k8s.api.events.v1.Event',
  fromStored,
  toStored,
  fieldLabels: {
    reason: 'reason',
    reportingController: 'reportingComponent',
    type: 'type',
    ...Object.fromEntries(OBJECT_FIELDS.map((field) => [`regarding.${field}`, `involvedObject.${field}`])),
  },
  validate: validateEventsV1,
  validateUpdate: validateEventsV1Update,
};
