import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseScenario } from '../api/scenario-file.ts';
import { runScenario } from '../sim/cluster/scenario-run.ts';
import { lostOf } from '../sim/traffic/outcome.ts';

const text = readFileSync(new URL('../scenarios/three-ways.yaml', import.meta.url), 'utf8');
const { run, problems, outputs } = runScenario(parseScenario(text, 'three-ways'));
const { traffic, machines, upAtMs } = run.cluster;

/** What became of a way's requests: how many were lost, and how many seconds were without any answer, or with few. */
function suffered(name: string): { lost: number; outage: number; degraded: number } {
  const { stats } = traffic.clients.find(({ spec }) => spec.name === name)!;
  return { lost: lostOf(stats.total), outage: stats.outageSeconds, degraded: stats.degradedSeconds };
}

test('everything in it can be carried out', () => {
  expect(problems).toEqual([]);
  const pods = outputs.find(({ command }) => command === 'get pods')!.stdout;
  // The kubelet has started the container that was killed again.
  expect(
    pods
      .match(/ 1\/1 +Running +\d/g)!
      .map((one) => one.at(-1))
      .sort(),
  ).toEqual(['0', '0', '0', '1']);
});

test('one machine: people wait for support twice, ten minutes each, and for the machine to boot', () => {
  const { lost, outage, degraded } = suffered('one-machine');
  // Two times 10 min, 2 s until the container serves, 15 s until the machine is up.
  expect(outage).toBeGreaterThanOrEqual(1217);
  expect(outage).toBeLessThanOrEqual(1220);
  expect(degraded).toBeLessThanOrEqual(2);
  expect(Math.abs(lost - 50 * outage)).toBeLessThan(5 * Math.sqrt(50 * outage));
});

test('three machines: people wait until somebody has switched to the next one, a minute each', () => {
  const { lost, outage, degraded } = suffered('three-machines');
  expect(outage).toBeGreaterThanOrEqual(118);
  expect(outage).toBeLessThanOrEqual(122);
  expect(degraded).toBeLessThanOrEqual(4);
  expect(Math.abs(lost - 50 * outage)).toBeLessThan(300);
  expect(traffic.clients.map(({ to }) => to)).toEqual([
    'http://vm:9001/',
    'http://vm-3:9000/',
    'http://203.0.113.10:9000/',
  ]);
});

test('a cluster: nobody is called; some requests are lost until health checks have noticed the dead node', () => {
  const { lost, outage, degraded } = suffered('two-nodes');
  expect(outage).toBe(0);
  // A check every 8 s, three failures in a row.
  expect(degraded).toBeGreaterThanOrEqual(16);
  expect(degraded).toBeLessThanOrEqual(30);
  expect(lost).toBeLessThan(25 * 30);
});

test('in the end support has repaired the machines', () => {
  const states = machines
    .rows(upAtMs)
    .flatMap(({ name, state, repairMs, containers }) =>
      containers.map((one) => `${name}/${one.name}: ${state} ${one.state} ${repairMs}`),
    );
  expect(states).toEqual([
    'vm/frontend: on running -1',
    'vm/api-1: on running -1',
    'vm/api-2: on running -1',
    'vm-1/frontend: on running -1',
    'vm-1/api: on running -1',
    'vm-2/api: on running -1',
    'vm-3/api: on running -1',
  ]);
});
