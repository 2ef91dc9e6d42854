import { expect, test } from 'vitest';
import { createApiWorld } from '../../testing/api-world.ts';
import { kubectlSession } from '../testing/api-session.ts';

test.each<[line: string, stdout: string, stderr: string]>([
  ['set users.u.token abc', 'Property "users.u.token" set.\n', ''],
  ['set contexts.a.b.namespace ns', 'Property "contexts.a.b.namespace" set.\n', ''],
  ['set clusters.c.insecure-skip-tls-verify maybe', '', 'error: strconv.ParseBool: parsing "maybe": invalid syntax\n'],
  [
    'set clusters.c.certificate-authority-data abc',
    '',
    'error: error decoding input value: illegal base64 data at input byte 0\n',
  ],
  ['set foo bar', '', 'error: unable to parse foo after [] at api.Config\n'],
  ['unset foo.x', '', 'error: unable to parse foo.x after [] at api.Config\n'],
  ['unset contexts.zz', 'Property "contexts.zz" unset.\n', ''],
])('kubectl config %s', (line, stdout, stderr) => {
  const run = kubectlSession(createApiWorld());
  expect(run(`config ${line}`)).toEqual({ stdout, stderr, exitCode: stderr === '' ? 0 : 1 });
});

test('what is set is there until it is unset, and secrets are not shown', () => {
  const run = kubectlSession(createApiWorld());
  run('config set users.u.token abc');
  run('config set contexts.a.b.namespace ns');
  run('config set current-context a.b');
  const view = (flag = ''): string => run(`config view -o jsonpath={.users[1].user.token} ${flag}`).stdout;
  expect([run('config current-context').stdout, view(), view('--raw')]).toEqual(['a.b\n', 'REDACTED', 'abc']);
  run('config unset users.u.token');
  expect(view('--raw')).toBe('');
});
