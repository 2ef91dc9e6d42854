import { expect, test } from 'vitest';
import { createApiWorld } from '../testing/api-world.ts';
import { kubectlSession } from './testing/api-session.ts';

const cm = (name: string, value: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: {a: "${value}"}\n`;

test('a folder is applied file by file, other files are left alone', () => {
  const run = kubectlSession(createApiWorld());
  const files = {
    'dir/b.yaml': cm('b', '1'),
    'dir/a.yml': cm('a', '1'),
    'dir/x.txt': '-',
    'dir/sub/c.yaml': cm('c', '1'),
  };
  expect(run('apply -f dir', '', files).stdout).toBe('configmap/a created\nconfigmap/b created\n');
  expect(run('apply -R -f dir/', '', files).stdout).toBe(
    'configmap/a unchanged\nconfigmap/b unchanged\nconfigmap/c created\n',
  );
});

test('apply takes away what the last manifest had, and leaves what others have set', () => {
  const run = kubectlSession(createApiWorld());
  run('apply -f -', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: "1", b: "2"}\n');
  run(`patch cm c --type=merge -p '{"data":{"other":"3"}}'`);
  expect(run('apply -f -', cm('c', '5')).stdout).toBe('configmap/c configured\n');
  expect(run('get cm c -o jsonpath={.data}').stdout).toBe('{"a":"5","other":"3"}');
});

test('several errors of one command stand under each other, without the word error', () => {
  const run = kubectlSession(createApiWorld());
  const result = run('delete pod a b');
  expect(result).toEqual({
    stdout: '',
    stderr: 'Error from server (NotFound): pods "a" not found\nError from server (NotFound): pods "b" not found\n',
    exitCode: 1,
  });
});

test('a watch that times out has printed what there is', () => {
  const run = kubectlSession(createApiWorld());
  run('create -f -', 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: x}]}\n');
  const { stdout, exitCode } = run('get pods -w --request-timeout=2s');
  expect({ stdout: stdout.replace(/\d+s\n/, 'Ns\n'), exitCode }).toEqual({
    stdout: 'NAME   READY   STATUS    RESTARTS   AGE\np      0/1     Pending   0          Ns\n',
    exitCode: 0,
  });
});

test('a command of the real kubectl that is not simulated says so', () => {
  const run = kubectlSession(createApiWorld());
  expect(run('proxy --www=x').stderr).toBe('error: this simulation has no "kubectl proxy --www" yet\n');
});

test('lists of more than 500 objects come in chunks and are printed whole', () => {
  const run = kubectlSession(createApiWorld());
  const names = Array.from({ length: 501 }, (_, i) => `c${String(i).padStart(3, '0')}`);
  run('create -f -', names.map((name) => cm(name, '1')).join('---\n'));
  const lines = (command: string): number => run(command).stdout.split('\n').length - 1;
  expect([lines('get cm --no-headers'), lines('get cm -o name')]).toEqual([501, 501]);
});
