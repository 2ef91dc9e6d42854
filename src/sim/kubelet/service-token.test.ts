import { expect, test } from 'vitest';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { readToken } from '../apiserver/auth/tokens.ts';
import { serviceToken } from './service-token.ts';

const START_MS = Date.UTC(2026, 0, 5, 8);
const pod: Pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'shop', uid: 'u1' },
  spec: { containers: [], serviceAccountName: 'robot' },
  status: { startTime: '2026-01-05T08:00:00Z' },
};
const owner = { pod, node: { name: 'node-1', uid: 'n1' }, accountUid: 'a1' };
const at = (seconds: number, asked = { path: 'token', expirationSeconds: 3607 }) =>
  readToken(serviceToken(owner, asked, START_MS + seconds * 1000));

test('a token says whose it is, and lasts a year where the kubelet asks for the usual time', () => {
  const start = START_MS / 1000;
  const { jti, ...claims } = at(5)!;
  expect(jti).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(claims).toEqual({
    aud: ['https://kubernetes.default.svc.cluster.local'],
    exp: start + 31_536_000,
    iat: start,
    iss: 'https://kubernetes.default.svc.cluster.local',
    'kubernetes.io': {
      namespace: 'shop',
      node: { name: 'node-1', uid: 'n1' },
      pod: { name: 'web', uid: 'u1' },
      serviceaccount: { name: 'robot', uid: 'a1' },
      warnafter: start + 3607,
    },
    nbf: start,
    sub: 'system:serviceaccount:shop:robot',
  });
});

test('another reader gets the time that was asked for', () => {
  const claims = at(0, { path: 'token', expirationSeconds: 7200, audience: 'vault' } as never)!;
  expect([claims.aud, claims.exp - claims.iat]).toEqual([['vault'], 7200]);
});

test.each([
  ['when four fifths of its time are over', 3607, [0, 2884, 2885, 5770], [0, 0, 2885, 5770]],
  ['after a day at most', 604_800, [86_399, 86_400], [0, 86_400]],
])('a token is replaced %s', (_, expirationSeconds, times, issued) => {
  const start = START_MS / 1000;
  expect(times.map((seconds) => at(seconds, { path: 'token', expirationSeconds })!.iat - start)).toEqual(issued);
});
