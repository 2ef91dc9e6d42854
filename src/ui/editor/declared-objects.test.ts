import { expect, test } from 'vitest';
import { declaredObjects } from './declared-objects.ts';

const object = (kind: string, name: string, namespace: string, fromLine: number, toLine: number) => ({
  kind,
  namespace,
  name,
  fromLine,
  toLine,
});

test.each([
  ['a single document', 'kind: Pod\nmetadata:\n  name: a\n', [object('Pod', 'a', 'default', 1, 3)]],
  [
    'several documents',
    '# two\nkind: Pod\nmetadata: {name: a, namespace: shop}\n---\nkind: Node\nmetadata:\n  name: n\n',
    [object('Pod', 'a', 'shop', 2, 3), object('Node', 'n', '', 5, 7)],
  ],
  [
    'the items of a List',
    'kind: List\nitems:\n- kind: Pod\n  metadata: {name: a}\n- kind: Service\n  metadata: {name: b}\n',
    [object('Pod', 'a', 'default', 3, 4), object('Service', 'b', 'default', 5, 6)],
  ],
  ['nothing where a name is missing', 'kind: Pod\nmetadata:\n---\nfoo\n---\n- 1\n', []],
])('a file declares %s', (_name, text, expected) => {
  expect(declaredObjects(text)).toEqual(expected);
});
