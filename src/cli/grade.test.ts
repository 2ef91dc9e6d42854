import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { gradeFile } from './grade.ts';

const folder = mkdtempSync(join(tmpdir(), 'orrery-grade-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const kubectl = (command: string) => ({ atMs: 1000, action: { type: 'kubectl', command } });
const result = (log: readonly unknown[], more: object = {}, exercise = 'first-pod') => ({
  apiVersion: 'orrery/v1',
  kind: 'Result',
  metadata: { exercise },
  spec: {
    hints: 0,
    points: 99,
    situation: { scenario: { file: 'first-pod.yaml', digest: '00' }, log, atMs: 30_000 },
    ...more,
  },
});
const none = { exercise: '', score: 0, of: 0, points: 0, hints: 0, solved: '', goals: '' };

test.each<[name: string, content: unknown, row: object]>([
  [
    'a solution gets its points, whatever the file claims',
    result([kubectl('run hello --image=nginx:1.27')]),
    {
      score: 3,
      of: 3,
      points: 3,
      hints: 0,
      solved: expect.stringMatching(/^\d+(\.\d+)?s$/),
      goals: 'there image runs',
      error: '',
    },
  ],
  [
    'hints cost what the exercise says',
    result([kubectl('run hello --image=nginx:127')], { hints: 2 }),
    { score: 0, points: 1, hints: 2, solved: '', goals: 'there', error: '' },
  ],
  ['what only claims to be solved gets nothing', result([]), { score: 0, points: 0, goals: '', error: '' }],
  ['text that is no JSON', 'kind: Result', { ...none, error: 'is not JSON' }],
  ['JSON that is no result', [1], { ...none, error: 'is no result of an exercise' }],
  [
    'a name that leads elsewhere',
    result([], {}, '../lectures/desired-state'),
    { ...none, error: 'is of no exercise of the course: name its file by --scenario' },
  ],
  [
    'inputs that there are not',
    result([{ atMs: 0, action: { type: 'eval', code: '1' } }]),
    { ...none, error: expect.stringContaining('log') },
  ],
  [
    'a script of the scenario that it does not have',
    result([null]),
    { ...none, error: expect.stringContaining('more inputs') },
  ],
  [
    'a run without end',
    result([], { situation: { scenario: { text: 'x' }, log: [], atMs: 1e12 } }),
    { ...none, error: expect.stringMatching(/longer than a day|atMs/) },
  ],
])('%s', (_name, content, row) => {
  const file = join(folder, 'result.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  expect(gradeFile(file)).toEqual({ ...gradeFile(file), ...row, file });
});
