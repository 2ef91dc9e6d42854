import { expect, test } from 'vitest';
import type { Action } from '../../api/scenario.ts';
import { actionTitle, slideAt, slidesOf } from './slides.ts';

const manifest = `apiVersion: apps/v1
kind: Deployment
metadata:
  labels: {app: web}
  name: web
---
apiVersion: v1
kind: Service
metadata: {name: web}
---
kind: Service
metadata: {name: other}
`;

const titles: readonly (readonly [name: string, action: Action, title: string])[] = [
  [
    'a command as it is typed',
    { type: 'kubectl', command: 'scale deployment web --replicas 5' },
    'kubectl scale deployment web --replicas 5',
  ],
  ['a manifest by its first object', { type: 'apply', yaml: manifest }, 'Apply Deployment web and 2 more'],
  ['a manifest on one line', { type: 'apply', yaml: 'kind: Pod\nmetadata: {name: a}\n' }, 'Apply Pod a'],
  ['a manifest without a kind', { type: 'apply', yaml: 'spec: {}' }, 'Apply a manifest'],
  ['a fault in words', { type: 'fault', fault: 'node-crash', target: 'node-2' }, 'node-2 loses its power'],
  [
    'requests by their rate',
    { type: 'traffic', name: 'a', to: 'http://web', rps: 20 },
    '20 requests a second go to http://web',
  ],
  ['requests that end', { type: 'traffic', name: 'a', to: 'http://web', rps: 0 }, 'The requests of a end'],
  [
    'a closed loop by its users',
    { type: 'traffic', name: 'a', to: 'http://web', rps: 1, users: 5 },
    '5 users send requests to http://web',
  ],
  ['a repair', { type: 'support', restart: 'vm-1/api' }, 'Somebody restarts vm-1/api'],
  ['nothing of what completes a line', { type: 'complete', line: 'kub', cursor: 3 }, ''],
];
for (const [name, action, title] of titles) test(name, () => expect(actionTitle(action)).toBe(title));

test('steps of one moment are one picture, and the title comes first', () => {
  const step = (atMs: number, command: string) => ({ atMs, action: { type: 'kubectl', command } as const });
  const slides = slidesOf('Losing a node', [step(0, 'apply'), step(10_000, 'drain'), step(10_000, 'get pods')]);
  expect(slides).toEqual([
    { title: 'Losing a node', atMs: 0 },
    { title: 'kubectl apply', atMs: 0 },
    { title: 'kubectl drain', atMs: 10_000 },
  ]);
  expect([-5, 0, 1, 10_000, 10_001].map((nowMs) => slideAt(slides, nowMs))).toEqual([0, 0, 1, 1, 2]);
});
