import { expect, test } from 'vitest';
import { noteLines } from './note-lines.ts';

const FILE = `apiVersion: v1
kind: Service
metadata: {name: web}
---
apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  hostUsers: false
  containers:
  - name: c
    securityContext:
      capabilities: {drop: [ALL]}
`;

const ignored = (path: string, why: string) => `${path} has no effect here: ${why}.`;

test.each([
  [
    'each field that is ignored has its line',
    FILE,
    [
      [
        13,
        ignored(
          'spec.containers[0].securityContext.capabilities',
          'checked by Pod security and stored; programs run alike without it',
        ),
      ],
      [9, ignored('spec.hostUsers', 'off in v1.32 by default')],
    ],
  ],
  ['a file that cannot be read has none', 'kind: [', []],
  ['an empty file has none', '', []],
] as const)('%s', (_name, text, expected) => {
  expect(noteLines(text).map(({ line, text: said }) => [line, said])).toEqual(expected);
});
