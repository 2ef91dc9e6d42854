import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseScenario } from '../api/scenario-file.ts';
import { runScenario } from '../sim/cluster/scenario-run.ts';
import type { TrafficClient } from '../sim/traffic/client.ts';
import type { Traffic } from '../sim/traffic/traffic.ts';

/** The traffic of a scenario that has run to its end, and when the cluster was up, in seconds of the engine. */
function play(name: string): { readonly traffic: Traffic; readonly upSecond: number } {
  const text = readFileSync(new URL(`../scenarios/${name}.yaml`, import.meta.url), 'utf8');
  const { cluster } = runScenario(parseScenario(text, name)).run;
  return { traffic: cluster.traffic, upSecond: cluster.upAtMs / 1000 };
}

/** Requests that failed, by the second of the scenario in which they were sent. */
function failures({ stats }: TrafficClient, upSecond: number): [number, number][] {
  return [...stats.bySecond].flatMap(([second, { counts }]): [number, number][] => {
    const failed = counts.refused + counts.reset + counts.timedOut + counts.failed;
    return failed > 0 ? [[second - upSecond, failed]] : [];
  });
}

const seconds = (list: readonly (readonly [number, number])[]): number[] => list.map(([second]) => second);
const sum = (list: readonly (readonly [number, number])[]): number =>
  list.reduce((total, [, count]) => total + count, 0);

test('rolling-update: the app that waits before it stops loses no request, the other does', () => {
  const { traffic, upSecond } = play('rolling-update');
  const [careful, hasty] = traffic.clients;
  expect(failures(careful!, upSecond)).toEqual([]);
  const lost = failures(hasty!, upSecond);
  expect(sum(lost)).toBeGreaterThan(3);
  expect(sum(lost)).toBeLessThan(300);
  expect(Math.min(...seconds(lost))).toBeGreaterThanOrEqual(30);
  expect(Math.max(...seconds(lost))).toBeLessThan(60);
});

test('load-balancer: requests are lost from the crash until health checks and the node lifecycle have noticed', () => {
  const { traffic, upSecond } = play('load-balancer');
  const lost = failures(traffic.clients[0]!, upSecond);
  expect(Math.min(...seconds(lost))).toBe(80);
  // The endpoints of the dead node leave the rules when it is NotReady, some 40 to 50 s after its last sign of life.
  expect(Math.max(...seconds(lost))).toBeGreaterThan(110);
  expect(Math.max(...seconds(lost))).toBeLessThan(140);
  const early = lost.filter(([second]) => second < 100);
  const late = lost.filter(([second]) => second >= 106 && second < 116);
  // First whatever is sent to the dead node or on to its Pods, then only the latter.
  expect(sum(early) / early.length).toBeGreaterThan(1.3 * (sum(late) / Math.max(1, late.length)));
});

test('name-service-outage: every request fails while CoreDNS is stopped, none before or after', () => {
  const { traffic, upSecond } = play('name-service-outage');
  const { total } = traffic.clients[0]!.stats;
  const lost = failures(traffic.clients[0]!, upSecond);
  expect(total.failed).toBe(sum(lost));
  expect([Math.min(...seconds(lost)), Math.max(...seconds(lost))]).toEqual([30, expect.closeTo(60, -1)]);
  expect(total.failed).toBeGreaterThan(1400);
  expect(total.refused + total.timedOut).toBe(0);
});

test('canary: a tenth of the requests goes to the new version', () => {
  const { traffic } = play('canary');
  const { ok, sent } = traffic.clients[0]!.stats.total;
  expect(sent - ok).toBeLessThan(5);
  const share = traffic.services.get('default/shop-new')!.total.ok / ok;
  expect(share).toBeGreaterThan(0.08);
  expect(share).toBeLessThan(0.12);
});
