import { expect, test } from 'vitest';
import { createRandom } from '../../../base/random.ts';
import { createBalancer, type PickFor } from './balance.ts';
import { parseProxyConfig } from './proxy-config.ts';
import type { PortRules, Target } from './rules.ts';

const target = (n: number): Target => ({
  ip: `10.244.0.${n}`,
  port: 8125,
  address: `10.244.0.${n}:8125`,
  ready: true,
  serving: true,
  terminating: false,
  onThisNode: false,
});

function rulesFor(targets: readonly Target[], serving = targets): PortRules {
  return {
    service: 'default/statsd',
    port: { port: 8125, protocol: 'UDP' },
    internal: targets,
    external: [],
    shortCut: targets,
    keepsSource: false,
    hasAny: targets.length > 0,
    admits: () => true,
    affinityMs: 0,
    serving: new Set(serving.map(({ address }) => address)),
  };
}

const ALL = [1, 2, 3, 4, 5, 6, 7, 8].map(target);

/** How many endpoints so many datagrams come to, some time apart. */
function spread(client: PickFor, everyMs: number): number {
  const balancer = createBalancer(parseProxyConfig(undefined), createRandom(1));
  const picked = Array.from({ length: 20 }, (_, i) => balancer.pick(rulesFor(ALL), ALL, client, i * everyMs));
  return new Set(picked.map((one) => one.target.address)).size;
}

test.each<[string, PickFor, number, boolean]>([
  ['connections of one client go anywhere', { ip: '10.244.1.1' }, 1000, false],
  ['datagrams from one port go one way', { ip: '10.244.1.1', udpPort: 40_000 }, 1000, true],
  ['while there is less than two minutes between them', { ip: '10.244.1.1', udpPort: 40_000 }, 119_000, true],
  ['after two minutes the kernel has forgotten it', { ip: '10.244.1.1', udpPort: 40_000 }, 120_000, false],
])('%s', (_name, client, everyMs, isOne) => {
  expect(spread(client, everyMs) === 1).toBe(isOne);
});

test('the way of datagrams leads to an endpoint that ends, and elsewhere once it does not serve any more', () => {
  const balancer = createBalancer(parseProxyConfig(undefined), createRandom(1));
  const client = { ip: '10.244.1.1', udpPort: 40_000 };
  const first = balancer.pick(rulesFor(ALL), ALL, client, 0).target;
  const left = ALL.filter((one) => one !== first);
  const terminating = balancer.pick(rulesFor(left, ALL), left, client, 1000);
  expect([terminating.target, terminating.isTracked]).toEqual([first, true]);
  const after = balancer.pick(rulesFor(left), left, client, 2000);
  expect([left.includes(after.target), after.isTracked]).toEqual([true, undefined]);
});
