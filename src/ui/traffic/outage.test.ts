import { expect, test } from 'vitest';
import type { Hop } from '../../protocol/hop.ts';
import type { RequestRow } from '../../protocol/traffic.ts';
import { outageText } from './outage.ts';

const row = (outcome: RequestRow['outcome'], path: readonly Hop[]): RequestRow => ({
  id: 1,
  client: 'people',
  to: 'http://web/',
  sentMs: 0,
  tookMs: 5,
  outcome,
  pod: '',
  path,
});
const ok = row('ok', []);
const pick = (endpoint: string, endpoints: number): Hop => ({
  at: 'service',
  service: 'default/web',
  node: 'node-2',
  mode: 'iptables',
  endpoint,
  endpoints,
  isSticky: false,
  way: 'random',
  ageMs: 900,
});
const gone: Hop = { at: 'target', ip: '10.244.1.2', port: 80, pod: '', outcome: 'timeout' };

test.each<[string, readonly RequestRow[], string]>([
  ['all is well', [ok], ''],
  [
    'a dead endpoint in the rules',
    [ok, ok, row('timedOut', [pick('10.244.1.2:80', 3), gone])],
    'In the last 10 s about 20 of 60 requests a second time out: node-2’s rules still send one in 3 to 10.244.1.2:80, where nobody answers.',
  ],
  [
    'no endpoint',
    [row('refused', [pick('', 0)])],
    'In the last 10 s about 60 of 60 requests a second are refused: no endpoint of default/web is ready, so connections are refused.',
  ],
  [
    'no names',
    [row('failed', [{ at: 'dns', name: 'web', answer: 'no answer', tried: [] }])],
    'In the last 10 s about 60 of 60 requests a second fail: names cannot be found, because CoreDNS does not answer.',
  ],
  [
    'a node that the load balancer takes for healthy',
    [row('timedOut', [{ at: 'load-balancer', service: 'default/web', node: 'node-1', healthyNodes: 3, nodes: 3 }])],
    'In the last 10 s about 60 of 60 requests a second time out: the load balancer passes them to node-1, from which nothing comes back.',
  ],
  [
    'a policy',
    [row('timedOut', [{ at: 'policy', direction: 'Ingress', policies: ['default/deny'] }])],
    'In the last 10 s about 60 of 60 requests a second time out: dropped by NetworkPolicy default/deny.',
  ],
])('%s', (_, requests, expected) => {
  expect(outageText(requests, 60)).toBe(expected);
});
