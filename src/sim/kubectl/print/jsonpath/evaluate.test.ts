import { expect, test } from 'vitest';
import { runTemplate } from './evaluate.ts';

const data = {
  kind: 'List',
  items: [
    { metadata: { name: 'a', labels: { 'app.kubernetes.io/name': 'x' } }, spec: { replicas: 1, ports: [80, 443] } },
    {
      metadata: { name: 'b' },
      spec: { replicas: 3, paused: true },
      status: { conditions: [{ type: 'Ready', status: 'True' }] },
    },
  ],
};

test.each<[string, string]>([
  ['{.kind}', 'List'],
  ['kind is {.kind}!', 'kind is List!'],
  ['{.items[0].metadata.name}', 'a'],
  ['{.items[-1].metadata.name}', 'b'],
  ['{.items[*].metadata.name}', 'a b'],
  ['{.items[0:1].metadata.name}', 'a'],
  ['{.items[*].metadata.nothing}', ''],
  ['{.items[0].metadata.labels.app\\.kubernetes\\.io/name}', 'x'],
  ["{.items[0].metadata.labels['app\\.kubernetes\\.io/name']}", 'x'],
  ["{.items[*]['metadata.name','spec.replicas']}", 'a b 1 3'],
  [
    '{}',
    '{"items":[{"metadata":{"labels":{"app.kubernetes.io/name":"x"},"name":"a"},"spec":{"ports":[80,443],"replicas":1}},{"metadata":{"name":"b"},"spec":{"paused":true,"replicas":3},"status":{"conditions":[{"status":"True","type":"Ready"}]}}],"kind":"List"}',
  ],
  [
    "{.items[0]['metadata','spec']}",
    '{"labels":{"app.kubernetes.io/name":"x"},"name":"a"} {"ports":[80,443],"replicas":1}',
  ],
  ['{.items[0].spec.ports}', '[80,443]'],
  ['{..name}', 'a b'],
  ['{.items[?(@.spec.replicas>1)].metadata.name}', 'b'],
  ['{.items[?(@.metadata.name=="a")].spec.replicas}', '1'],
  ['{.items[?(@.spec.paused)].metadata.name}', 'b'],
  ['{.items[*].status.conditions[?(@.type=="Ready")].status}', 'True'],
  ['{range .items[*]}{.metadata.name}{"\\t"}{.spec.replicas}{"\\n"}{end}', 'a\t1\nb\t3\n'],
  ['{range .items[*]}{.metadata.name}x', 'axbx'],
  ['{$.kind}', 'List'],
])('%s', (template, text) => {
  expect(runTemplate(template, data)).toBe(text);
});

test.each<[string, string]>([
  ['{.items[5].metadata}', 'array index out of bounds: index 5, length 2'],
  ['{.items[0}', 'unterminated array'],
  ['{.items["a"]}', 'invalid array index "a"'],
  ['{foo}', 'unrecognized identifier foo'],
  ['{.kind', 'unclosed action'],
  ['{end}', 'not in range, nothing to end'],
])('%s is an error', (template, message) => {
  expect(() => runTemplate(template, data)).toThrow(new Error(message));
});
