import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseScenario } from '../api/scenario-file.ts';
import { runScenario } from '../sim/cluster/scenario-run.ts';

const text = readFileSync(new URL('../scenarios/autoscaling.yaml', import.meta.url), 'utf8');
const { outputs } = runScenario(parseScenario(text, 'autoscaling'));
const printed = (seconds: number): string => outputs.find(({ atMs }) => atMs === seconds * 1000)!.stdout;

/** What `get hpa` says: use in percent of the request, and replicas. */
function seen(seconds: number): { percent: number; replicas: number } {
  const [, percent, replicas] = /cpu: (\d+|<unknown>)%?\/50% +1 +10 +(\d+)/.exec(printed(seconds))!;
  return { percent: Number(percent), replicas: Number(replicas) };
}

test('an autoscaler knows nothing before its first look, and nothing to do without load', () => {
  expect(printed(31)).toMatch(/cpu: <unknown>\/50%/);
  expect(seen(120)).toEqual({ percent: 0, replicas: 1 });
});

test('load beyond the target makes it add Pods until they share it', () => {
  const early = seen(138);
  // The first look sees a part of the load: the nodes were asked while it began.
  expect(early.percent).toBe(66);
  const { percent, replicas } = seen(210);
  expect(replicas).toBeGreaterThanOrEqual(5);
  expect(percent).toBeGreaterThan(40);
  expect(percent).toBeLessThanOrEqual(55);
  expect(seen(480).replicas).toBe(replicas);
  expect(printed(211)).toContain(`${replicas}/${replicas} `);
  const usage = [...printed(481).matchAll(/ (\d+)m /g)].map(([, milli]) => Number(milli));
  expect(usage).toHaveLength(replicas);
});

test('its description says what it goes by', () => {
  const description = printed(482);
  expect(description).toMatch(/^ {2}resource cpu on pods {2}\(as a percentage of request\): +\d+% \(\d+m\) \/ 50%$/m);
  expect(description).toMatch(
    /^ {2}ScalingActive +True +ValidMetricFound +the HPA was able to successfully calculate a replica count from cpu resource utilization \(percentage of request\)$/m,
  );
});

test('without load it keeps the Pods for five minutes, and then takes them all but one', () => {
  const { replicas } = seen(480);
  expect(seen(600)).toEqual({ percent: 0, replicas });
  expect(printed(601)).toBe('ScaleDownStabilized');
  expect(seen(900)).toEqual({ percent: 0, replicas: 1 });
  expect(printed(901)).toMatch(/^php-apache +1\/1 /m);
  const sizes = printed(902)
    .trim()
    .split('\n')
    .map((line) => line.trim());
  expect(sizes.at(-1)).toBe('New size: 1; reason: All metrics below target');
  expect(sizes[0]).toBe('New size: 2; reason: cpu resource utilization (percentage of request) above target');
});
