import type { measure as english } from '../en/measure.ts';
import type { Translation } from '../words.ts';

const measure: Translation<typeof english> = {
  use: 'Verbrauch',
  useAndRequests: 'Verbrauch und Anfragen',
  cpu: 'CPU',
  memory: 'Speicher',
  requests: 'Anfragen',
  'bound.limit': 'Limit {most}',
  'bound.request': 'Request {most}',
  'bound.allocatable': 'verfügbar {most}',
  cpuLabel: 'CPU der letzten zehn Minuten, jetzt {now}',
  memoryLabel: 'Speicher der letzten zehn Minuten, jetzt {now}',
  perSecond: '{rate} pro s',
  perSecondLost: '{rate} pro s, {lost} verloren',
};

export default measure;
