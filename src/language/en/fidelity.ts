import { words } from '../words.ts';

export const fidelity = words('fidelity', {
  title: 'Fidelity',
  about:
    'What of Kubernetes v1.32 this simulation models, field by field, by what its own code declares. What is simplified or ignored is checked and stored like everything else.',
  search: 'Kind, field or word',
  'show.all': 'All',
  'show.modelled': 'Modelled',
  'show.simplified': 'Simplified',
  'show.ignored': 'Ignored',
  kind: 'Kind',
  what: 'What',
  level: 'Level',
  note: 'Note',
  'level.modelled': 'modelled',
  'level.simplified': 'simplified',
  'level.ignored': 'ignored',
  found: '{n, plural, one {# row} other {# rows}}',
  'at.simplified': '{path} is simplified here{note, select, none {.} other {: {note}.}}',
  'at.ignored': '{path} has no effect here{note, select, none {.} other {: {note}.}}',
});
