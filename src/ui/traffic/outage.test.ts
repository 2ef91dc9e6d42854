import { expect, test } from 'vitest';
import type { LossCause } from '../../protocol/loss.ts';
import type { LossRow, SecondCounts } from '../../protocol/traffic.ts';
import type { Flag } from '../../protocol/view.ts';
import { lastOutage, type OutageSource, outageText } from './outage.ts';

const loss = (cause: LossCause, part: Partial<LossRow> = {}): LossRow => ({
  id: 1,
  client: 'shoppers',
  outcome: 'timedOut',
  cause,
  count: 213,
  firstMs: 60_000,
  lastMs: 108_000,
  perSecond: 0,
  ...part,
});
const second = (at: number, sent: number): SecondCounts => ({
  second: at,
  sent,
  ...{ ok: sent, error: 0, refused: 0, reset: 0, timedOut: 0, failed: 0, lost: 0 },
  ...{ p50Ms: null, p95Ms: null, p99Ms: null },
});
const target = (node: string, part: Partial<Extract<LossCause, { at: 'target' }>> = {}): LossCause => {
  const known = { ip: '10.244.2.3', port: 80, pod: 'default/web-x7c2d', refused: false };
  return { at: 'target', service: 'default/web', node, endpoints: 3, ...known, ...part };
};
const crash: Flag = { atMs: 60_000, label: 'node-crash node-2', kind: 'fault' };
const notReady: Flag = { atMs: 107_000, label: 'node-2 NotReady', kind: 'change' };
const base: OutageSource = {
  nowMs: 200_000,
  losses: [],
  clients: [],
  flags: [],
  nodes: new Map([['node-2', { machine: 'on' }]]),
  findPod: (key) => (key === 'default/web-x7c2d' ? { name: 'web-x7c2d', node: 'node-2' } : undefined),
  podAt: () => undefined,
  placeAt: (ip) => (ip === '192.168.200.11' ? 'vm-1' : ''),
  picksEvenly: () => true,
};
const dns = { at: 'dns', name: 'web', answer: 'no answer' } as const;

test.each<[string, Partial<OutageSource>, string]>([
  ['nothing was lost', {}, ''],
  [
    'a dead node, after it was noticed',
    { losses: [loss(target('node-1')), loss(target('node-3'), { count: 7 })], flags: [crash, notReady] },
    '220 requests from shoppers timed out between 1:00 and 1:48: node-2 lost its power at 1:00, and kube-proxy’s rules on node-1 and node-3 sent 1 in 3 requests to web-x7c2d, which did not answer; the node controller marked node-2 NotReady at 1:47.',
  ],
  [
    'the same while it lasts, before anybody has noticed, of all that were sent',
    {
      losses: [loss(target('node-1'), { perSecond: 5 })],
      flags: [crash],
      clients: [{ row: { name: 'shoppers' }, seconds: [second(60, 600), second(61, 40), second(300, 9)] }],
    },
    '213 of 640 requests from shoppers timed out since 1:00: node-2 lost its power at 1:00, and kube-proxy’s rules on node-1 sent 1 in 3 requests to web-x7c2d, which did not answer.',
  ],
  [
    'an address of which nothing is known any more: no story is made up',
    { losses: [loss(target('node-1', { pod: '', refused: true }), { outcome: 'refused', count: 1 })] },
    '1 request from shoppers was refused between 1:00 and 1:48: kube-proxy’s rules on node-1 sent 1 in 3 requests to 10.244.2.3, which refused.',
  ],
  [
    'several dead endpoints: no share is claimed',
    {
      losses: [
        loss(target('node-1')),
        loss(target('node-1', { ip: '10.244.1.9', pod: 'default/web-old', endpoints: 4 })),
      ],
    },
    '426 requests from shoppers timed out between 1:00 and 1:48: kube-proxy’s rules on node-1 sent requests to web-x7c2d and web-old, which did not answer.',
  ],
  [
    'affinity: no share is claimed',
    { losses: [loss(target('node-1'))], picksEvenly: () => false },
    '213 requests from shoppers timed out between 1:00 and 1:48: kube-proxy’s rules on node-1 sent requests to web-x7c2d, which did not answer.',
  ],
  [
    'a machine beside the cluster',
    {
      losses: [
        loss(target('', { ip: '192.168.200.11', pod: '', service: '', endpoints: 0, refused: true }), {
          outcome: 'refused',
        }),
      ],
    },
    '213 requests from shoppers were refused between 1:00 and 1:48: they went to vm-1, which refused.',
  ],
  [
    'CoreDNS away, for two clients',
    { losses: [loss(dns, { outcome: 'failed' }), loss(dns, { outcome: 'failed', client: 'crawlers', count: 9 })] },
    '213 requests from shoppers found no address for the name between 1:00 and 1:48: CoreDNS did not answer for web. 9 requests from crawlers found no address for the name between 1:00 and 1:48: CoreDNS did not answer for web.',
  ],
  [
    'CoreDNS that somebody had stopped',
    {
      losses: [loss(dns, { outcome: 'failed' })],
      flags: [{ atMs: 59_000, label: 'component-stop coredns', kind: 'fault' }],
    },
    '213 requests from shoppers found no address for the name between 1:00 and 1:48: CoreDNS, stopped at 0:59, did not answer for web.',
  ],
  [
    'a name that nobody outside knows',
    {
      losses: [
        loss({ at: 'dns', name: 'shop.example.com', answer: 'NXDOMAIN', isOutside: true }, { outcome: 'failed' }),
      ],
    },
    '213 requests from shoppers found no address for the name between 1:00 and 1:48: outside the cluster nobody knows shop.example.com: no Ingress has an address for it.',
  ],
  [
    'clients whose addresses are barred',
    { losses: [loss({ at: 'service', service: 'default/web', node: 'node-1', refused: false, isBarred: true })] },
    '213 requests from shoppers timed out between 1:00 and 1:48: their addresses are in none of the loadBalancerSourceRanges of default/web.',
  ],
  [
    'two causes, and one that is too rare to name',
    {
      losses: [
        loss({ at: 'service', service: 'default/web', node: 'node-1', refused: true }, { outcome: 'refused' }),
        loss(
          { at: 'policy', direction: 'Ingress', policies: ['default/deny'], pod: 'default/web-x', ip: '' },
          { count: 40 },
        ),
        loss({ at: 'client' }, { count: 1 }),
      ],
    },
    '213 requests from shoppers were refused and 41 timed out between 1:00 and 1:48: no endpoint of default/web was ready, so kube-proxy’s rules refuse connections; and NetworkPolicy default/deny drops them (Ingress).',
  ],
])('the sentence on %s', (_, part, expected) => {
  expect(outageText({ ...base, ...part })).toBe(expected);
});

test('the last outage is what hangs together with the latest loss in time', () => {
  const early = loss(dns, { id: 1, firstMs: 0, lastMs: 20_000 });
  const first = loss(dns, { id: 2, firstMs: 60_000, lastMs: 70_000 });
  const next = loss(dns, { id: 3, firstMs: 80_000, lastMs: 90_000 });
  expect(lastOutage([early, first, next])).toEqual([next, first]);
});
