import { expect, test } from 'vitest';
import type { Secret } from '../../api/k8s/core-v1.gen.ts';
import { encodeBase64 } from '../../api/validation/base64.ts';
import { keyringOf } from './keyring.ts';

const secret = (type: string, value: unknown): Secret => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 's' },
  type: `kubernetes.io/${type}`,
  data: { [`.${type}`]: encodeBase64(JSON.stringify(value)) },
});
const jane = { username: 'jane', password: 'pw' };
const auths = (place: string) => secret('dockerconfigjson', { auths: { [place]: jane } });

test.each([
  ['a registry by its name', [auths('registry.example.com')], 'registry.example.com/team/app', ['jane:pw']],
  ['another registry', [auths('registry.example.com')], 'other.example.com/team/app', []],
  [
    'the beginning of a path',
    [auths('https://registry.example.com/team')],
    'registry.example.com/team/app',
    ['jane:pw'],
  ],
  ['another path', [auths('registry.example.com/ops')], 'registry.example.com/team/app', []],
  ['a star in a host', [auths('*.example.com')], 'registry.example.com/team/app', ['jane:pw']],
  ['a star for one part only', [auths('*.com')], 'registry.example.com/team/app', []],
  ['another port', [auths('registry.example.com:5000')], 'registry.example.com/team/app', []],
  [
    'Docker Hub by the address of its first version',
    [auths('https://index.docker.io/v1/')],
    'docker.io/jane/notes',
    ['jane:pw'],
  ],
  ['Docker Hub for no other registry', [auths('https://index.docker.io/v1/')], 'quay.io/jane/notes', []],
  [
    'the older type, and a login in one text',
    [secret('dockercfg', { 'quay.io': { auth: encodeBase64('joe:a:b') } })],
    'quay.io/joe/app',
    ['joe:a:b'],
  ],
  [
    'all that fit, the longest first',
    [auths('quay.io'), secret('dockercfg', { 'quay.io/joe': { username: 'joe', password: 'x' } })],
    'quay.io/joe/app',
    ['joe:x', 'jane:pw'],
  ],
  ['a Secret of another type', [{ ...auths('quay.io'), type: 'Opaque' }], 'quay.io/joe/app', []],
])('a keyring finds the logins for %s', (_, secrets, repository, wanted) => {
  expect(
    keyringOf(secrets)
      .lookUp(repository)
      .map(({ user, password }) => `${user}:${password}`),
  ).toEqual(wanted);
});
