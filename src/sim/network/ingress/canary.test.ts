import { expect, test } from 'vitest';
import { createRandom } from '../../../base/random.ts';
import { canaryOf, takes } from './canary.ts';

const P = 'nginx.ingress.kubernetes.io/canary';

/** Whether requests with headers go to a canary with annotations beside the first; none of them by weight. */
function goes(annotations: Record<string, string>, headers: Record<string, string>): boolean {
  const canary = canaryOf({ [P]: 'true', ...annotations })!;
  return takes(canary, { header: (name) => headers[name] }, createRandom(1));
}

const BY_HEADER = { [`${P}-by-header`]: 'X-Canary' };
const ALL = { [`${P}-weight`]: '100' };

test.each<[string, Record<string, string>, Record<string, string>, boolean]>([
  ['the header says always', BY_HEADER, { 'x-canary': 'always' }, true],
  ['the header says never, whatever the weight', { ...BY_HEADER, ...ALL }, { 'x-canary': 'never' }, false],
  ['the header says something else: the weight decides', { ...BY_HEADER, ...ALL }, { 'x-canary': 'maybe' }, true],
  ['the header is not there', BY_HEADER, {}, false],
  ['a value of its own', { ...BY_HEADER, [`${P}-by-header-value`]: 'beta' }, { 'x-canary': 'beta' }, true],
  ['always is no such value', { ...BY_HEADER, [`${P}-by-header-value`]: 'beta' }, { 'x-canary': 'always' }, false],
  ['a pattern', { ...BY_HEADER, [`${P}-by-header-pattern`]: '^b' }, { 'x-canary': 'beta' }, true],
  ['a pattern that cannot be read', { ...BY_HEADER, [`${P}-by-header-pattern`]: '(' }, { 'x-canary': '(' }, false],
  ['a cookie', { [`${P}-by-cookie`]: 'beta' }, { cookie: 'a=1; beta=always' }, true],
  ['a cookie says never', { [`${P}-by-cookie`]: 'beta', ...ALL }, { cookie: 'beta=never' }, false],
  [
    'the header goes before the cookie',
    { ...BY_HEADER, [`${P}-by-cookie`]: 'beta' },
    { 'x-canary': 'never', cookie: 'beta=always' },
    false,
  ],
])('%s', (_name, annotations, headers, expected) => {
  expect(goes(annotations, headers)).toBe(expected);
});

test('shares may be of another total than a hundred', () => {
  expect(canaryOf({ [P]: 'true', [`${P}-weight`]: '5', [`${P}-weight-total`]: '1000' })?.weight).toBe(0.5);
  expect(canaryOf({ [`${P}-weight`]: '5' })).toBe(undefined);
});
