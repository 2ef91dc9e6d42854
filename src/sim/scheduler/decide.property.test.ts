import { expect, test } from 'vitest';
import { createRandom } from '../../base/random.ts';
import { type NaiveResult, naiveDecision } from '../testing/naive-scheduler.ts';
import { randomCluster } from '../testing/random-cluster.ts';
import { replay, schedulerFixture } from '../testing/scheduler-fixture.ts';
import type { Outcome } from './decide.ts';

const CLUSTERS = 2_000;

test(`finds the same nodes, reasons and totals as a naive implementation in ${CLUSTERS} random clusters`, () => {
  let scored = 0;
  for (let seed = 1; seed <= CLUSTERS; seed++) {
    const { objects, pod } = randomCluster(createRandom(seed));
    const outcome = schedulerFixture(objects).decide(pod);
    expect({ seed, ...asNaive(outcome) }).toEqual({ seed, ...naiveDecision(objects, pod) });
    if (outcome.scores) scored++;
  }
  // The clusters are not so full or so strict that scoring goes untested.
  expect(scored).toBeGreaterThan(CLUSTERS / 2);
});

test('finds the same after Pods and nodes have come, gone and changed as from scratch', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const random = createRandom(seed);
    const before = randomCluster(random);
    const { objects, pod } = randomCluster(random);
    const fixture = schedulerFixture(objects);
    const { cache } = schedulerFixture(before.objects);
    // The counts that the decision asks for are there before everything changes.
    fixture.decideOn(cache, pod);
    replay(cache, before.objects, objects);
    expect({ seed, ...asNaive(fixture.decideOn(cache, pod)) }).toEqual({ seed, ...naiveDecision(objects, pod) });
  }
});

function asNaive({ feasible, scores, statuses }: Outcome): NaiveResult {
  return {
    feasible: feasible.map(({ name }) => name).sort(),
    rejected: Object.fromEntries([...statuses.rejections].map(([node, { status }]) => [node, status.reasons])),
    totals: scores ? Object.fromEntries(feasible.map(({ name }, i) => [name, scores.totals[i]!])) : {},
  };
}
