import { expect, test } from 'vitest';
import type { FlowRow, RulesRow } from '../../protocol/traffic.ts';
import { createTrafficTable } from '../store/traffic-table.ts';
import { frameOf, podRow } from '../testing/rows.ts';
import { chanceOf, figureOf } from './figure-model.ts';
import { stationsOf } from './way.ts';

const flow = (from: string, to: string, perSecond: number, lostPerSecond = 0): FlowRow => ({
  ...{ from, to, perSecond, lostPerSecond },
  sent: 100,
  lost: 0,
});
const rules = (endpoints: readonly string[], part: Partial<RulesRow> = {}): RulesRow => ({
  ...{ service: 'default/web', port: 80, mode: 'iptables', way: 'random', isSticky: false, nodes: ['node-1'] },
  endpoints,
  ...part,
});
const pods = ['a', 'b', 'c'].map((name, index) =>
  podRow({ uid: name, name: `web-${name}`, owner: 'web', label: 'web', suffix: name, ip: `10.244.0.${index + 1}` }),
);

function figure(flows: readonly FlowRow[], all: readonly RulesRow[], mostRows = 10) {
  const traffic = createTrafficTable();
  traffic.apply({ ...frameOf({}), flows, rules: all });
  return figureOf({
    traffic,
    services: new Map(),
    findPod: (key) => pods.find(({ name }) => key === `default/${name}`),
    podAt: (ip) => pods.find((each) => each.ip === ip),
    placeAt: () => '',
    mostRows,
  });
}

test.each<[string, RulesRow, readonly string[]]>([
  ['iptables: one rule after the other', rules(['1', '2', '3']), ['p 0.333', 'p 0.500', 'the rest']],
  ['a single endpoint', rules(['1']), ['always']],
  ['nftables: a number picks', rules(['1', '2'], { mode: 'nftables' }), ['0 of 2', '1 of 2']],
  ['ipvs: its scheduler', rules(['1', '2'], { mode: 'ipvs', way: 'lc' }), ['lc', 'lc']],
])('the rules of %s', (_, row, expected) => {
  expect(row.endpoints.map((__, index) => chanceOf(row, index))).toEqual(expected);
});

test('an address of a Pod that is off is the Pod, whose rates are one', () => {
  const { rows, edges } = figure(
    [
      flow('service default/web', 'pod default/web-a', 20),
      flow('service default/web', 'address 10.244.0.1', 3, 3),
      flow('service default/web', 'address 10.9.9.9', 1, 1),
    ],
    [rules(['10.244.0.1:80', '10.244.0.2:80'])],
  );
  expect(rows.map(({ id, perSecond, chance }) => [id, perSecond, chance])).toEqual([
    ['pod default/web-a', 23, 'p 0.500'],
    ['pod default/web-b', 0, 'the rest'],
    ['address 10.9.9.9', 1, ''],
  ]);
  expect(edges[0]).toEqual({ from: 'service default/web', to: 'pod default/web-a', perSecond: 23, lostPerSecond: 3 });
});

test('Pods of one owner share a row when there is no room', () => {
  const flows = pods.map(({ name }) => flow('service default/web', `pod default/${name}`, 10));
  const { rows, standsFor } = figure(flows, [], 2);
  expect(rows.map(({ suffix, perSecond }) => [suffix, perSecond])).toEqual([['× 3', 30]]);
  expect(standsFor.get('pod default/web-b')).toBe(rows[0]!.id);
});

test('the stations of a request are those of its last attempt, and of the Ingress that passed it on', () => {
  const target = (pod: string) => ({ at: 'target', ip: '10.1.1.1', port: 80, pod, outcome: 'ok' }) as const;
  const path = [
    target('default/dead'),
    { at: 'retry', outcome: 'refused', afterMs: 1 },
    { at: 'load-balancer', service: 'ingress/nginx', node: 'node-1', healthyNodes: 1, nodes: 1 },
    target('ingress/nginx-x'),
    { at: 'ingress', ingress: 'shop/main', rule: '*/', service: 'shop/web', endpoint: '10.1.1.2:80' },
    target('shop/web-a'),
  ] as const;
  expect(stationsOf({ client: 'people', path })).toEqual([
    'client people',
    'ingress shop/main',
    'service shop/web',
    'pod shop/web-a',
  ]);
});
