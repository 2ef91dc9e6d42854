import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ComparisonError, parseComparison } from '../api/comparison.ts';
import { parseScenario } from '../api/scenario-file.ts';
import type { OutcomeRow } from '../protocol/outcome.ts';
import { startScenario } from '../sim/cluster/scenario-run.ts';
import { OutcomeWatch } from '../sim/outcome/outcome-watch.ts';

const folder = new URL('../scenarios/beside/', import.meta.url);

interface Facts {
  readonly sent?: number;
  readonly lost?: number;
  readonly outageSeconds?: number;
  readonly evicted?: number;
  readonly pending?: number;
  /** Seconds. */
  readonly fewer?: number;
  readonly none?: number;
  readonly cpu?: number;
  readonly finished?: number | null;
  readonly nodesUsed?: number;
}

/** What each side comes to; times are rounded to seconds. */
const OUTCOMES: Readonly<Record<string, readonly [Facts, Facts]>> = {
  'rolling-or-recreate.yaml': [
    { sent: 4179, lost: 0, outageSeconds: 0, fewer: 13, none: 0, cpu: 146, finished: 43 },
    { sent: 4226, lost: 514, outageSeconds: 7, fewer: 13, none: 12, cpu: 133, finished: 43 },
  ],
  'spread-or-pack.yaml': [
    { pending: 2, cpu: 308, finished: null, nodesUsed: 4 },
    { pending: 0, cpu: 488, finished: 33, nodesUsed: 4 },
  ],
  'with-or-without-budget.yaml': [
    { lost: 0, outageSeconds: 0, evicted: 4, fewer: 69, none: 0, finished: 128, nodesUsed: 2 },
    { lost: 757, outageSeconds: 14, evicted: 4, fewer: 18, none: 18, finished: 69, nodesUsed: 2 },
  ],
};

function outcomeOf(text: string): OutcomeRow {
  const scenario = parseScenario(text, 'side');
  const { cluster } = startScenario(scenario);
  while (!cluster.up.settled && cluster.engine.step());
  const watch = new OutcomeWatch(cluster);
  cluster.engine.runUntil(cluster.upAtMs + scenario.untilMs);
  return watch.row();
}

const seconds = (ms: number): number => Math.round(ms / 1000);

function factsOf({
  requests,
  evicted,
  pending,
  fewerMs,
  noneMs,
  cpuSeconds,
  finishedMs,
  nodesUsed,
}: OutcomeRow): Facts {
  const { sent = 0, lost = 0, outageSeconds = 0 } = requests ?? {};
  const times = { fewer: seconds(fewerMs), none: seconds(noneMs), cpu: Math.round(cpuSeconds) };
  const finished = finishedMs === null ? null : seconds(finishedMs);
  return { sent, lost, outageSeconds, evicted, pending, ...times, finished, nodesUsed };
}

const sidesOf = (file: string) => parseComparison(readFileSync(new URL(file, folder), 'utf8')).sides;

test('every comparison that ships is held', () => {
  expect(readdirSync(folder)).toEqual(Object.keys(OUTCOMES));
});

test.each(Object.entries(OUTCOMES))('%s: the two sides come to different ends', (file, expected) => {
  const [one, other] = sidesOf(file).map(({ scenario }) => factsOf(outcomeOf(scenario)));
  expect(one).toMatchObject(expected[0]);
  expect(other).toMatchObject(expected[1]);
});

test('objects that say the same are the same in two runs, and what differs is named', () => {
  const [rolling, recreate] = sidesOf('rolling-or-recreate.yaml').map(({ scenario }) => outcomeOf(scenario).objects!);
  const before = new Map(rolling!.map((digest) => [digest.key, digest]));
  const differing = recreate!.filter(({ key, spec }) => before.get(key)?.spec !== spec).map(({ key }) => key);
  // Of the ReplicaSets: how many Pods there may be during an update is noted on them.
  expect(differing).toEqual([
    'Deployment/default/shop',
    'ReplicaSet/default/shop-6c875895d4',
    'ReplicaSet/default/shop-d7784f4fc',
  ]);
});

test('a file with one side is no comparison', () => {
  const text = 'metadata: {name: x}\nspec: {sides: [{name: a}]}';
  expect(() => parseComparison(text)).toThrow(new ComparisonError('spec.sides: two sides are compared'));
});
