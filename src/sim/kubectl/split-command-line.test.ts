import { expect, test } from 'vitest';
import { splitCommandLine } from './split-command-line.ts';

test.each<[string, string, string[]]>([
  ['words are split at blanks', 'get  pods\t-o wide ', ['get', 'pods', '-o', 'wide']],
  ['a flag keeps its value', 'scale deployment web --replicas=5', ['scale', 'deployment', 'web', '--replicas=5']],
  [
    'single quotes keep everything',
    `get po -o jsonpath='{.a["b"]} \\n'`,
    ['get', 'po', '-o', 'jsonpath={.a["b"]} \\n'],
  ],
  [
    'double quotes let quotes be escaped',
    'annotate pod x note="say \\"hi\\" \\n"',
    ['annotate', 'pod', 'x', 'note=say "hi" \\n'],
  ],
  ['a backslash takes the next character', 'get pods -l app\\ x', ['get', 'pods', '-l', 'app x']],
  ['empty quotes are a word', "label pod x ''", ['label', 'pod', 'x', '']],
  ['a backslash at the end of a line joins lines', 'get \\\npods', ['get', 'pods']],
])('%s', (_, text, words) => {
  expect(splitCommandLine(text)).toEqual(words);
});
