import { expect, test } from 'vitest';
import type { TrafficSpec } from '../../api/scenario.ts';
import { formOf, newForm, specOf } from './client-model.ts';

const base: TrafficSpec = { name: 'shoppers', to: 'http://web.default:80/', rps: 50 };

test.each<[string, TrafficSpec]>([
  ['a steady client', base],
  ['people outside, evenly', { ...base, from: 'outside', arrivals: 'constant' }],
  ['a Pod with a ramp', { ...base, pod: 'shop/box', profile: { type: 'ramp', to: 200, overMs: 60_000 } }],
  ['a spike', { ...base, profile: { type: 'spike', to: 500, atMs: 60_000, forMs: 30_000 } }],
  ['a wave', { ...base, profile: { type: 'wave', to: 90, periodMs: 600_000 } }],
  ['users who think', { ...base, rps: 1, users: 20, thinkMs: 1500 }],
  ['an impatient one with retries', { ...base, timeoutMs: 500, retries: 2 }],
])('the form of %s gives the same client again', (_, spec) => {
  expect(specOf(formOf(spec))).toEqual({ spec });
});

test('what is wrong is said field by field', () => {
  const form = { ...newForm('Shop per', 'web'), place: 'pod', pod: 'box', rps: 'many', timeout: '5', retries: '1.5' };
  expect(specOf(form as Parameters<typeof specOf>[0])).toEqual({
    wrong: {
      name: 'must be lower case letters, digits and -',
      to: 'must be a URL such as http://web.default:80/',
      pod: 'must be namespace/name of a Pod',
      rps: 'must be a number',
      timeout: 'must be a duration such as 90s or 1m30s',
      retries: 'must be a whole number',
    },
  });
});
