import { words } from '../words.ts';

/** Small charts of what an object uses and serves. */
export const measure = words('measure', {
  use: 'Use',
  useAndRequests: 'Use and requests',
  cpu: 'CPU',
  memory: 'Memory',
  requests: 'Requests',
  'bound.limit': 'limit {most}',
  'bound.request': 'request {most}',
  'bound.allocatable': 'allocatable {most}',
  cpuLabel: 'CPU over the last ten minutes, now {now}',
  memoryLabel: 'Memory over the last ten minutes, now {now}',
  perSecond: '{rate} per s',
  perSecondLost: '{rate} per s, {lost} lost',
});
