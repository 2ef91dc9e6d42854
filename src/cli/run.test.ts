import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from './run.ts';

const SCENARIO = `apiVersion: orrery/v1
kind: Scenario
metadata: {name: small}
spec:
  seed: 3
  cluster: {nodes: 1}
  steps:
    - {at: 1s, kubectl: create configmap one}
    - {at: 2s, kubectl: get configmaps --no-headers}
    - {at: 90s, kubectl: get configmap two}
`;

let folder = '';
const path = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'orrery-run-'));
  const files: Readonly<Record<string, string | Buffer>> = {
    'small.yaml': SCENARIO,
    'empty.yaml': '',
    'comment.yaml': '# nothing\n',
    'binary.yaml': Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0xff, 0xfe, 0x00, 0x01]),
    'nul.yaml': Buffer.from([0, 1, 2, 3]),
    'list.yaml': '- a\n- b\n',
    'unknown.yaml': SCENARIO.replace('  seed: 3', '  sede: 3'),
    'wrong.yaml': SCENARIO.replace('nodes: 1', 'nodes: many'),
    'broken.yaml': 'apiVersion: orrery/v1\nkind: [Scenario\n',
    'impossible.yaml': SCENARIO.replace('kubectl: create configmap one', 'fault: node-crash, target: nobody'),
    'scenario.json': JSON.stringify({
      apiVersion: 'orrery/v1',
      kind: 'Scenario',
      metadata: { name: 'json' },
      spec: { cluster: { nodes: 1 }, steps: [{ at: '1s', kubectl: 'create configmap one' }] },
    }),
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(path(name), content);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(words: string): { stdout: string; stderr: string; exitCode: number } {
  const output = { stdout: '', stderr: '' };
  const argv = words.split(' ').map((word) => (word.includes('.') && !word.includes('=') ? path(word) : word));
  const exitCode = runCommand(argv, {
    stdout: (text) => {
      output.stdout += text;
    },
    stderr: (text) => {
      output.stderr += text;
    },
  });
  return { stdout: output.stdout, stderr: output.stderr.replaceAll(`${folder}/`, ''), exitCode };
}

const STEPS = '--- 1s $ kubectl create configmap one\nconfigmap/one created\n';
const LIST = /--- 2s \$ kubectl get configmaps --no-headers\n(kube-root-ca\.crt.*\n)?one +0 +1s\n/;

test('each kubectl step is printed with its time, its output and its exit code if that is not 0', () => {
  const { stdout, stderr, exitCode } = run('small.yaml');
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  expect(stdout.startsWith(STEPS)).toBe(true);
  expect(stdout).toMatch(LIST);
  expect(stdout).toMatch(
    /--- 1m30s \$ kubectl get configmap two\nError from server \(NotFound\): configmaps "two" not found\n\[exit 1\]\n$/,
  );
});

test('--json prints one array, times in seconds', () => {
  const { stdout, exitCode } = run('small.yaml --json');
  const steps = JSON.parse(stdout) as unknown[];
  expect({ exitCode, first: steps[0], last: steps[2], count: steps.length }).toEqual({
    exitCode: 0,
    count: 3,
    first: {
      at: 1,
      command: 'kubectl create configmap one',
      stdout: 'configmap/one created\n',
      stderr: '',
      exitCode: 0,
    },
    last: {
      at: 90,
      command: 'kubectl get configmap two',
      stdout: '',
      stderr: 'Error from server (NotFound): configmaps "two" not found\n',
      exitCode: 1,
    },
  });
});

test('--until ends the run earlier: later steps are not carried out', () => {
  expect(run('small.yaml --until 1500ms')).toEqual({ stdout: STEPS, stderr: '', exitCode: 0 });
  expect(run('small.yaml --until=1s')).toEqual({ stdout: STEPS, stderr: '', exitCode: 0 });
});

test('the same seed gives the same bytes, in the file or as a flag; a JSON file will do', () => {
  expect(run('small.yaml --seed 3')).toEqual(run('small.yaml'));
  expect(run('scenario.json')).toEqual({ stdout: STEPS, stderr: '', exitCode: 0 });
});

test('a step that cannot be carried out ends the run with 3, and is named', () => {
  const { stderr, exitCode } = run('impossible.yaml');
  expect({ stderr, exitCode }).toEqual({
    stderr:
      'the step at 1s could not be carried out: node-crash nobody\nerror: there is no node nobody; there are: node-1, control-plane-1\n',
    exitCode: 3,
  });
});

describe('what is no scenario ends the run with 2', () => {
  test.each<[string, string | RegExp]>([
    ['missing.yaml', 'missing.yaml: no such file\n'],
    ['.', /: is a directory\n$/],
    ['empty.yaml', /^empty\.yaml\b.*\n$/],
    ['comment.yaml', /^comment\.yaml\b.*\n$/],
    ['binary.yaml', 'binary.yaml: is not a text file in UTF-8\n'],
    ['nul.yaml', /^nul\.yaml\b.*\n$/],
    ['list.yaml', /^list\.yaml\b.*\n$/],
    ['unknown.yaml', /^unknown\.yaml:5: .*sede/],
    ['wrong.yaml', /^wrong\.yaml:6: .*nodes/],
    ['broken.yaml', /^broken\.yaml:\d+: /],
    ['small.yaml small.yaml', 'usage: orrery run FILE [--until 10m] [--seed N] [--json] [--traffic] [--solution]\n'],
    ['--json', 'usage: orrery run FILE [--until 10m] [--seed N] [--json] [--traffic] [--solution]\n'],
    ['small.yaml --bogus', 'unknown flag: --bogus\n'],
    ['small.yaml -x', 'unknown flag: -x\n'],
    ['small.yaml --json=no', 'flag takes no value: --json\n'],
    ['small.yaml --until', 'flag needs an argument: --until\n'],
    ['small.yaml --until soon', 'invalid argument "soon" for --until: time: invalid duration "soon"\n'],
    ['small.yaml --until=-5s', 'invalid argument "-5s" for --until: must not be negative\n'],
    ['small.yaml --seed x', 'invalid argument "x" for --seed: must be a whole number from 0 to 4294967295\n'],
    ['small.yaml --seed=1.5', 'invalid argument "1.5" for --seed: must be a whole number from 0 to 4294967295\n'],
  ])('run %s', (words, stderr) => {
    expect(run(words)).toEqual({
      stdout: '',
      stderr: typeof stderr === 'string' ? stderr : expect.stringMatching(stderr),
      exitCode: 2,
    });
  });
});

test('the program takes standard input for -, and does not mind when its reader goes', () => {
  const orrery = new URL('./tasks/orrery.mjs', import.meta.url).pathname;
  const piped = spawnSync(process.execPath, [orrery, 'run', '-', '--until', '1s'], {
    input: SCENARIO,
    encoding: 'utf8',
  });
  expect({ stdout: piped.stdout, stderr: piped.stderr, status: piped.status }).toEqual({
    stdout: STEPS,
    stderr: '',
    status: 0,
  });
  const long = SCENARIO.replace(/ {4}- [\s\S]*/, '    - {at: 1s, kubectl: get nodes -o yaml}\n'.repeat(40));
  const head = spawnSync('sh', ['-c', `"${process.execPath}" "${orrery}" run - | head -n 1`], {
    input: long,
    encoding: 'utf8',
  });
  expect({ stdout: head.stdout, stderr: head.stderr }).toEqual({
    stdout: '--- 1s $ kubectl get nodes -o yaml\n',
    stderr: '',
  });
});
