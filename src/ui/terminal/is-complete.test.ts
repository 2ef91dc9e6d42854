import { expect, test } from 'vitest';
import { isComplete } from './is-complete.ts';

const whole = [
  'kubectl get pods -o jsonpath={.items[0].metadata.name}',
  'for i in 1 2; do echo $i; done',
  'cat <<EOF\nx\nEOF',
  'echo \\\\',
  'ls )',
  'cat <<-END > f\n\tx\n\tEND',
];
const unfinished = [
  'echo "a',
  "echo 'a",
  'cat <<EOF\nx',
  'ls |',
  'ls && ',
  'for i in a; do echo',
  'if true; then',
  'f() {',
  'echo $(ls',
  'kubectl get \\',
  'case x in',
];

test('whole commands, and wrong ones, are run', () => {
  expect(whole.filter((text) => !isComplete(text))).toEqual([]);
});

test('commands whose end is missing wait for more', () => {
  expect(unfinished.filter(isComplete)).toEqual([]);
});
