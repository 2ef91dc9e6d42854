import { expect, test } from 'vitest';
import type { TrafficSpec } from './scenario.ts';
import { parseScenario } from './scenario-file.ts';
import { trafficStep } from './traffic-step.ts';

const base = { name: 'shoppers', to: 'http://web.default:80/cart', rps: 50 } as const;

test.each<[string, TrafficSpec]>([
  ['a plain client', base],
  ['one that stops', { ...base, rps: 0 }],
  ['people outside with a ramp', { ...base, from: 'outside', profile: { type: 'ramp', to: 200, overMs: 90_000 } }],
  ['a spike, evenly', { ...base, arrivals: 'constant', profile: { type: 'spike', to: 9, atMs: 60_000, forMs: 500 } }],
  ['a wave', { ...base, profile: { type: 'wave', to: 300, periodMs: 3_600_000 } }],
  ['users who think, from a Pod', { ...base, rps: 1, users: 20, thinkMs: 1500, pod: 'shop/client-x7' }],
  ['one with other addresses', { ...base, backups: ['http://vm-2/'], switchAfterMs: 60_000 }],
  ['patience and retries', { ...base, timeoutMs: 750, retries: 2 }],
])('the step of %s says all of it: read again it is the same client', (_, spec) => {
  const text = `apiVersion: orrery/v1
kind: Scenario
metadata: {name: steps}
spec:
  steps:
  ${trafficStep(spec, 61_500)}
`;
  expect(parseScenario(text, 'steps').steps).toEqual([{ atMs: 61_500, action: { type: 'traffic', ...spec } }]);
});
