import { expect, test } from 'vitest';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import { deepEqual } from '../../base/equal.ts';
import { createRandom } from '../../base/random.ts';
import { type NaiveResult, naiveDecision } from '../testing/naive-scheduler/naive-scheduler.ts';
import { type RandomCluster, randomCluster } from '../testing/naive-scheduler/random-cluster.ts';
import { replay, schedulerFixture } from '../testing/scheduler-fixture.ts';
import type { Outcome } from './decide.ts';
import { kindNamed } from './kinds.ts';

const CLUSTERS = 2_000;

test(`finds the same nodes, reasons and totals as a naive implementation in ${CLUSTERS} random clusters`, () => {
  let scored = 0;
  for (let seed = 1; seed <= CLUSTERS; seed++) {
    const cluster = randomCluster(createRandom(seed));
    const { objects, pod, guests } = asStored(cluster);
    const outcome = schedulerFixture(objects).decide(pod, guests);
    check(seed, asNaive(outcome), naively(cluster));
    if (outcome.scores) scored++;
  }
  // The clusters are not so full or so strict that scoring goes untested.
  expect(scored).toBeGreaterThan(CLUSTERS / 3);
});

test('finds the same after Pods and nodes have come, gone and changed as from scratch', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const random = createRandom(seed);
    const before = asStored(randomCluster(random));
    const cluster = randomCluster(random);
    const { objects, pod, guests } = asStored(cluster);
    const fixture = schedulerFixture(objects);
    const { cache } = schedulerFixture(before.objects);
    // The counts that the decision asks for are there before everything changes.
    fixture.decideOn(cache, pod);
    replay(cache, before.objects, objects);
    check(seed, asNaive(fixture.decideOn(cache, pod, guests)), naively(cluster));
  }
});

/** Two thousand comparisons by the test runner's own means take longer than all that is compared. */
function check(seed: number, found: NaiveResult, expected: NaiveResult): void {
  if (!deepEqual(found, expected)) expect({ seed, ...found }).toEqual({ seed, ...expected });
}

const naively = ({ objects, pod, guests }: RandomCluster): NaiveResult => naiveDecision(objects, pod, guests);

/** The cluster with its Pods as the API server stores them: it writes their own labels into terms that name the keys. */
function asStored({ objects, pod, guests }: RandomCluster): RandomCluster {
  const { prepareForCreate } = kindNamed<Pod>('Pod');
  const context = { nowMs: 0, uid: () => '' };
  const stored = (created: Pod): Pod => {
    const { spec } = prepareForCreate!(created, context);
    return { ...created, spec: spec! };
  };
  const asPod = (object: KubeObject): object is Pod => object.kind === 'Pod';
  return {
    objects: objects.map((object) => (asPod(object) ? stored(object) : object)),
    pod: stored(pod),
    guests: guests.map(stored),
  };
}

function asNaive({ feasible, scores, statuses }: Outcome): NaiveResult {
  return {
    feasible: feasible.map(({ name }) => name).sort(),
    rejected: Object.fromEntries([...statuses.rejections].map(([node, { status }]) => [node, status.reasons])),
    totals: scores ? Object.fromEntries(feasible.map(({ name }, i) => [name, scores.totals[i]!])) : {},
  };
}
