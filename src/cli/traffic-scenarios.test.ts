import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Lease } from '../api/k8s/coordination-v1.gen.ts';
import type { Node } from '../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../api/object.ts';
import { parseScenario } from '../api/scenario-file.ts';
import type { Cluster } from '../sim/cluster/cluster.ts';
import { runScenario } from '../sim/cluster/scenario-run.ts';
import type { TrafficClient } from '../sim/traffic/client.ts';
import type { Traffic } from '../sim/traffic/traffic.ts';

interface Played {
  readonly traffic: Traffic;
  /** When the cluster was up, in seconds of the engine. */
  readonly upSecond: number;
  readonly cluster: Cluster;
  /** What the kubectl step at a time printed. */
  printed(seconds: number): string;
}

/** A scenario that has run to its end. */
function play(name: string): Played {
  const text = readFileSync(new URL(`../scenarios/${name}.yaml`, import.meta.url), 'utf8');
  const { run, outputs } = runScenario(parseScenario(text, name));
  const { cluster } = run;
  const printed = (seconds: number): string => outputs.find(({ atMs }) => Math.floor(atMs / 1000) === seconds)!.stdout;
  return { traffic: cluster.traffic, upSecond: cluster.upAtMs / 1000, cluster, printed };
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
  // It is Ready again with the next turn of its probe.
  expect(Math.min(...seconds(lost))).toBe(30);
  expect(Math.max(...seconds(lost))).toBe(67);
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

test('even-load: ten Pods get a tenth of the requests each, within what chance allows', () => {
  const { traffic } = play('even-load');
  const { sent, ok } = traffic.clients[0]!.stats.total;
  // What was sent in the last moments is still under way.
  expect(sent - ok).toBeLessThan(30);
  const shares = [...traffic.pods].map(([, stats]) => stats.total.sent);
  expect(shares).toHaveLength(10);
  expect(shares.reduce((all, one) => all + one, 0)).toBe(sent);
  // Pearson's test: with 9 degrees of freedom chance goes beyond 27.9 once in a thousand times.
  const expected = sent / 10;
  const chiSquare = shares.reduce((all, one) => all + (one - expected) ** 2 / expected, 0);
  expect(chiSquare).toBeLessThan(27.9);
  // They are spread by chance, not in turn: some difference there must be.
  expect(chiSquare).toBeGreaterThan(1.1);
});

test('node-crash: a third of 200 requests a second is lost until the rules have forgotten the dead Pod, and why', () => {
  const { traffic, upSecond, cluster } = play('node-crash');
  const { apiServer, engine } = cluster;
  const objects = apiServer.snapshot().map(({ object }) => object);
  const find = <T extends KubeObject>(kind: string, name: string): T =>
    objects.find((one) => one.kind === kind && one.metadata.name === name) as T;
  const since = (time: string | undefined): number => (Date.parse(time!) - engine.epochMs) / 1000 - upSecond;
  const ready = find<Node>('Node', 'node-2').status!.conditions!.find(({ type }) => type === 'Ready')!;
  const lastSign = since(find<Lease>('Lease', 'node-2').spec!.renewTime);
  const noticed = since(ready.lastTransitionTime);
  expect([ready.status, ready.reason]).toEqual(['Unknown', 'NodeStatusUnknown']);
  // Heartbeats come every 10 s. The controller looks every 5 s and waits for 50 s from when it saw the last one.
  expect(lastSign).toBeGreaterThan(49);
  expect(lastSign).toBeLessThanOrEqual(60);
  expect(noticed - lastSign).toBeGreaterThanOrEqual(49);
  expect(noticed - lastSign).toBeLessThanOrEqual(56);

  const lost = failures(traffic.clients[0]!, upSecond);
  const last = Math.max(...seconds(lost));
  // What was under way when the power went is lost too.
  expect(Math.min(...seconds(lost))).toBeGreaterThanOrEqual(59);
  // EndpointSlice controller, then kube-proxies: a sync a second at most, and their own lag.
  expect(last).toBeGreaterThanOrEqual(noticed);
  expect(last).toBeLessThanOrEqual(noticed + 3);
  // One Pod in three is dead: what is sent to it is lost, by the binomial distribution; 4 standard deviations.
  const whole = lost.filter(([second]) => second > 60 && second < last);
  const sent = whole.reduce(
    (all, [second]) => all + traffic.clients[0]!.stats.bySecond.get(second + upSecond)!.counts.sent,
    0,
  );
  expect(whole).toHaveLength(last - 61);
  expect(Math.abs(sum(whole) - sent / 3)).toBeLessThan(4 * Math.sqrt(sent * (1 / 3) * (2 / 3)));
  const { total } = traffic.clients[0]!.stats;
  // They are not refused: nobody is there to say no.
  expect(total.refused + total.reset + total.failed).toBe(0);
  expect(total.timedOut).toBe(sum(lost));
});

test('traffic-spike: the autoscaler doubles until there are enough Pods, and waits five minutes before it takes them away', () => {
  const { traffic, upSecond, printed } = play('traffic-spike');
  const { stats } = traffic.clients[0]!;
  const lost = failures(traffic.clients[0]!, upSecond);
  // The spike begins at 180 s; from some time on the Pods that were added carry it.
  expect(Math.min(...seconds(lost))).toBeGreaterThanOrEqual(180);
  expect(Math.max(...seconds(lost))).toBeLessThan(285);
  const sizes = printed(871)
    .trim()
    .split('\n')
    .map((line) => Number(/New size: (\d+)/.exec(line)![1]));
  expect(sizes[0]).toBe(4);
  // 200 requests of 10 ms of CPU each are 2 CPUs; at 60 % of 250m a Pod that makes 14, within an eighth.
  const most = Math.max(...sizes);
  expect(most).toBe(16);
  expect(printed(470)).toContain(` ${most} `);
  expect(sizes.at(-1)).toBe(2);
  const p95 = (second: number): number => stats.bySecond.get(second + upSecond)!.p95Ms!;
  expect(p95(460)).toBeLessThan(200);
  // Before there are more Pods requests wait in the queues of two, until clients give them up after 5 s.
  expect(stats.latency.quantile(0.99)).toBeGreaterThan(1000);
  expect(stats.total.timedOut).toBe(sum(lost));
});

test('tic-tac-toe: nobody comes in before the load balancer has an address; then nothing is lost', () => {
  const { traffic, printed, upSecond } = play('tic-tac-toe');
  expect(printed(10)).toMatch(/^web +LoadBalancer +10\.96\.\d+\.\d+ +<pending> +80:3\d{4}\/TCP +5s$/m);
  expect(printed(60)).toMatch(/^web +LoadBalancer +10\.96\.\d+\.\d+ +203\.0\.113\.10 +80:3\d{4}\/TCP +55s$/m);
  const [early, players] = traffic.clients;
  const lost = seconds(failures(early!, upSecond));
  // The cloud takes half a minute from 5 s on; health checks come with it.
  expect([Math.min(...lost), Math.max(...lost)]).toEqual([20, expect.closeTo(35, -1)]);
  expect(players!.stats.total.ok).toBe(players!.stats.total.sent);
  expect(players!.stats.total.sent).toBeGreaterThan(2400);
  expect(printed(140)).not.toContain('web');
});

test('session-affinity: a client stays with its Pod until it has been quiet for 30 s', () => {
  const { printed } = play('session-affinity');
  const pods = (seconds: number): Set<string> => new Set(printed(seconds).trim().split('\n'));
  expect(pods(30).size).toBeGreaterThan(3);
  const [kept, ...more] = pods(40);
  expect(more).toEqual([]);
  expect([...pods(85)]).toEqual([kept]);
  expect(pods(120).size).toBeGreaterThan(1);
});

test('guestbook: people who come by its load balancer while it is left alone lose nothing, spread over its frontends', () => {
  const text = readFileSync(new URL('../scenarios/guestbook.yaml', import.meta.url), 'utf8');
  const scenario = parseScenario(text, 'guestbook');
  const people = { type: 'traffic', name: 'people', to: 'http://203.0.113.10/', from: 'outside' } as const;
  const traffic = [
    { atMs: 50_000, action: { ...people, rps: 100 } },
    { atMs: 70_000, action: { ...people, rps: 0 } },
  ];
  const steps = [...scenario.steps, ...traffic].sort((a, b) => a.atMs - b.atMs);
  const { cluster } = runScenario({ ...scenario, steps }).run;
  const { total } = cluster.traffic.clients[0]!.stats;
  expect(total.sent).toBeGreaterThan(1800);
  expect(total.ok).toBe(total.sent);
  // Two frontends are left, with half of the requests each: within 4 standard deviations.
  const shares = [...cluster.traffic.pods].map(([, stats]) => stats.total.ok);
  expect(shares).toHaveLength(2);
  expect(Math.abs(shares[0]! - total.ok / 2)).toBeLessThan(2 * Math.sqrt(total.ok));
});

test('updates-without-care: each part of a careful update saves requests of its own kind', () => {
  const { traffic, printed } = play('updates-without-care');
  expect(printed(90).match(/ 3\/3 /g)).toHaveLength(4);
  const lost = traffic.clients.map(({ spec, stats }) => {
    const { sent, ok, ...counts } = stats.total;
    const kinds = Object.entries(counts).filter(([, count]) => count > 0);
    expect(sent).toBe(ok + kinds.reduce((sum, [, count]) => sum + count, 0));
    return [spec.name, Object.fromEntries(kinds)];
  });
  expect(lost).toEqual([
    ['to-careful', {}],
    // Without a probe a Pod gets requests before its program listens.
    ['to-no-probe', { refused: 38 }],
    // Without a sleep it still gets some when its program accepts no more.
    ['to-no-sleep', { refused: 23 }],
    // With too little time what it works on is cut off.
    ['to-no-grace', { reset: 39 }],
  ]);
});

test('default-deny: everybody is cut off until a second policy lets friends in again', () => {
  const text = readFileSync(new URL('../scenarios/default-deny.yaml', import.meta.url), 'utf8');
  const scenario = parseScenario(text, 'default-deny');
  const traffic = ['friend', 'stranger'].flatMap((name) =>
    [10, 0].map((rps) => ({
      atMs: rps > 0 ? 20_000 : 55_000,
      action: { type: 'traffic', name, to: 'http://web.default/', pod: `default/${name}`, rps } as const,
    })),
  );
  const steps = [...scenario.steps, ...traffic].sort((a, b) => a.atMs - b.atMs);
  const { run } = runScenario({ ...scenario, steps });
  const upSecond = run.cluster.upAtMs / 1000;
  const lost = run.cluster.traffic.clients.map((client) => failures(client, upSecond));
  const [friend, stranger] = lost;
  expect(seconds(friend!)).toEqual(Array.from({ length: 15 }, (_, i) => 25 + i));
  expect(seconds(stranger!)).toEqual(Array.from({ length: 30 }, (_, i) => 25 + i));
  const causes = [...run.cluster.traffic.losses.spells].map(({ client, cause }) => [client, cause]);
  const at = (direction: string, policies: string[]) => ({ at: 'policy', direction, policies });
  for (const [client, cause] of causes) {
    expect(cause).toMatchObject(at('Ingress', client === 'friend' ? ['default/deny'] : expect.anything()));
  }
  expect(causes.at(-1)).toMatchObject(['stranger', at('Ingress', ['default/deny', 'default/friends'])]);
});

test('datagrams: what one socket sends goes to one Pod until that is gone; a port for them takes no connections', () => {
  const { traffic, upSecond } = play('datagrams');
  const [one, another, byTcp] = traffic.clients;
  for (const { spec, stats } of [one!, another!]) {
    const pods = [...traffic.flows.all].filter(
      ({ from, to }) => from === 'service default/statsd' && to.startsWith('pod '),
    );
    // Before the update a Pod for each socket, two of one kind at most, and as many after it.
    expect(pods.length).toBeLessThanOrEqual(4);
    const lost = failures({ spec, stats } as TrafficClient, upSecond);
    // In the update until kube-proxy deletes the way to the Pod that is gone, and from 70 s on, without any Pod.
    const [during, after] = [lost.filter(([second]) => second < 70), lost.filter(([second]) => second >= 70)];
    expect(Math.min(...seconds(during))).toBeGreaterThanOrEqual(40);
    expect(Math.max(...seconds(during))).toBeLessThan(50);
    expect(sum(during)).toBeLessThan(150);
    expect(seconds(after.filter(([second]) => second > 71 && second < 90))).toHaveLength(18);
    expect(stats.total.reset).toBe(0);
    expect(stats.total.refused).toBeGreaterThan(800);
  }
  expect(byTcp!.stats.total.ok).toBe(0);
  expect(byTcp!.stats.total.refused).toBe(0);
});
