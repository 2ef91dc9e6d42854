import type { Event } from '../../../api/k8s/core-v1.gen.ts';
import type { AnyObject } from '../client/resource.ts';

const REFERENCE = ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'];
const METADATA = [
  'name',
  'generateName',
  'namespace',
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'deletionTimestamp',
  'labels',
  'annotations',
];
const FIELDS = [
  'reason',
  'message',
  'source',
  'firstTimestamp',
  'lastTimestamp',
  'count',
  'type',
  'eventTime',
  'series',
  'action',
  'related',
  'reportingComponent',
  'reportingInstance',
];

/** An event with its fields as Go's struct has them: in order, and those without omitempty always there. */
export function eventForm(event: Event): AnyObject {
  const { managedFields: _, ...metadata } = event.metadata;
  const whole = {
    ...{ source: {}, firstTimestamp: null, lastTimestamp: null, eventTime: null, reportingComponent: '' },
    ...{ reportingInstance: '' },
    ...event,
  };
  return {
    kind: 'Event',
    apiVersion: 'v1',
    metadata: inOrder({ creationTimestamp: null, ...metadata }, METADATA),
    involvedObject: inOrder(event.involvedObject, REFERENCE),
    ...inOrder(whole, FIELDS),
    ...(event.source ? { source: inOrder(event.source, ['component', 'host']) } : {}),
  };
}

function inOrder(object: object, fields: readonly string[]): Record<string, unknown> {
  const record = object as Record<string, unknown>;
  return Object.fromEntries(fields.flatMap((field) => (field in record ? [[field, record[field]]] : [])));
}
