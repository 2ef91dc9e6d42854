import { describe, expect, test } from 'vitest';
import { parseDocuments } from '../api/yaml/parse-documents.ts';
import { applyErrors } from './apply-errors.ts';

const TEXT = `kind: Service
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: -1
  containers: []
  template:
    spec:
      containers:
      - name: c
        image: ""
`;

describe('errors of an applied document find their lines', () => {
  const cases: readonly [name: string, stderr: string, errors: { line: number; message: string }[]][] = [
    ['nothing went wrong', '', []],
    [
      'one invalid field',
      'The Deployment "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0\n',
      [{ line: 8, message: 'spec.replicas: Invalid value: -1: must be greater than or equal to 0' }],
    ],
    [
      'a list of invalid fields',
      'The Deployment "web" is invalid: \n* spec.selector: Required value\n* spec.template.spec.containers[0].image: Required value\n',
      [
        { line: 7, message: 'spec.selector: Required value' },
        { line: 14, message: 'spec.template.spec.containers[0].image: Required value' },
      ],
    ],
    [
      'an unknown field',
      'Error from server (BadRequest): error when creating "STDIN": Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.containers"\n',
      [{ line: 9, message: 'unknown field "spec.containers"' }],
    ],
    [
      'an error without a field',
      'Error from server (NotFound): error when creating "STDIN": namespaces "x" not found\n',
      [{ line: 3, message: 'Error from server (NotFound): error when creating "STDIN": namespaces "x" not found' }],
    ],
    [
      'a server that does not answer',
      'The connection to the server 192.168.10.2:6443 was refused - did you specify the right host or port?\n',
      [
        {
          line: 0,
          message:
            'The connection to the server 192.168.10.2:6443 was refused - did you specify the right host or port?',
        },
      ],
    ],
  ];
  for (const [name, stderr, errors] of cases) {
    test(name, () => expect(applyErrors(stderr, parseDocuments(TEXT)[1]!)).toEqual(errors));
  }

  test('a syntax error is where the parser stopped', () => {
    const document = parseDocuments('kind: Pod\nmetadata:\n\tname: x\n')[0]!;
    expect(applyErrors('error: error parsing STDIN: …', document).map(({ line }) => line)).toEqual([3]);
  });
});

test('errors of a List find the lines of its items', () => {
  const text = `apiVersion: v1
kind: List
items:
- kind: ConfigMap
  metadata: {name: one}
  daat: {}
- kind: Pod
  metadata:
    name: two
  spec:
    containers:
    - name: a
- kind: Pod
  metadata: {name: three}
  spec: {}
`;
  const stderr = `Error from server (BadRequest): error when creating "STDIN": ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: unknown field "daat"
The Pod "two" is invalid: spec.containers[0].image: Required value
The Pod "three" is invalid: spec.containers: Required value
`;
  expect(applyErrors(stderr, parseDocuments(text)[0]!)).toEqual([
    { line: 6, message: 'unknown field "daat"' },
    { line: 12, message: 'spec.containers[0].image: Required value' },
    { line: 15, message: 'spec.containers: Required value' },
  ]);
});
