import type { Event } from '../../api/k8s/core-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { pathSegment } from '../../api/names.ts';
import { eventColumns } from './columns.ts';
import { eventsV1 } from './events-v1.ts';
import { validateEvent } from './validation.ts';

/** Models pkg/registry/core/event. */
export const EventKind: Kind<Event> = {
  group: '',
  version: 'v1',
  kind: 'Event',
  plural: 'events',
  singular: 'event',
  shortNames: ['ev'],
  namespaced: true,
  schema: 'io.k8s.api.core.v1.Event',
  otherVersions: [eventsV1],
  validateName: pathSegment,
  allowCreateOnUpdate: true,
  validate: validateEvent,
  validateUpdate: validateEvent,
  selectableFields: {
    'involvedObject.kind': (event) => event.involvedObject.kind ?? '',
    'involvedObject.namespace': (event) => event.involvedObject.namespace ?? '',
    'involvedObject.name': (event) => event.involvedObject.name ?? '',
    'involvedObject.uid': (event) => event.involvedObject.uid ?? '',
    'involvedObject.apiVersion': (event) => event.involvedObject.apiVersion ?? '',
    'involvedObject.resourceVersion': (event) => event.involvedObject.resourceVersion ?? '',
    'involvedObject.fieldPath': (event) => event.involvedObject.fieldPath ?? '',
    reason: (event) => event.reason ?? '',
    reportingComponent: (event) => event.reportingComponent ?? '',
    source: (event) => event.source?.component || (event.reportingComponent ?? ''),
    type: (event) => event.type ?? '',
  },
  columns: eventColumns,
  fidelity: [
    { what: 'one hour of life', level: 'modelled' },
    {
      what: 'events.k8s.io/v1',
      level: 'modelled',
      note: 'converted from and to core v1, with its stricter validation',
    },
  ],
};

export default EventKind;
