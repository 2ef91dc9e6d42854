import { expect, test } from 'vitest';
import type { Action, Scenario } from '../api/scenario.ts';
import { parseScenario } from '../api/scenario-file.ts';
import { inputsOf, type Situation, situationLog } from '../api/situation/situation.ts';
import { createRandom } from '../base/random.ts';
import { type ScenarioRun, startScenario } from '../sim/cluster/scenario-run.ts';
import { randomInput } from '../sim/testing/cluster-fuzz/inputs.ts';
import { decodeSituation, encodeSituation } from '../ui/share/codec.ts';

/** 500 take minutes: ORRERY_RUNS=500 npx vitest run src/cli/situation.test.ts */
const RUNS = Number(process.env['ORRERY_RUNS'] ?? 25);

const scenarioOf = (seed: number): Scenario =>
  parseScenario(
    `
apiVersion: orrery/v1
kind: Scenario
metadata: {name: shared}
spec:
  title: Shared
  seed: ${seed}
  cluster: {nodes: ${1 + (seed % 2)}}
${seed % 3 === 0 ? '  objects: "{apiVersion: v1, kind: ConfigMap, metadata: {name: first}}"\n' : ''}
  steps:
  - {at: 2s, kubectl: "create deployment web --image=nginx:1.27"}
  - {at: 15s, kubectl: "scale deployment web --replicas=2"}
`,
    'shared',
  );

/** All objects and where virtual time is. */
function stateOf({ cluster }: ScenarioRun): string {
  const { engine, apiServer } = cluster;
  return JSON.stringify([engine.nowMs, apiServer.snapshot().map(({ kind, object }) => [kind.kind, object])]);
}

function come(run: ScenarioRun, toMs: number): void {
  const { engine, up } = run.cluster;
  while (!up.settled && engine.step());
  engine.runUntil(run.cluster.upAtMs + toMs);
}

/** A run with random inputs at random times, left at a random time. */
function randomRun(seed: number): { run: ScenarioRun; situation: Situation } {
  const random = createRandom(seed);
  const scenario = scenarioOf(seed);
  const run = startScenario(scenario);
  const mine = new Set<Action>();
  come(run, random.int(4000));
  const nodes = Array.from({ length: 1 + (seed % 2) }, (_, i) => `node-${i + 1}`);
  for (let turn = 0; turn < 1 + random.int(4); turn++) {
    const action = randomInput(random, nodes, ['control-plane-1'], turn);
    mine.add(action);
    run.act(action);
    come(run, run.cluster.engine.nowMs - run.cluster.upAtMs + random.next() * 8000);
  }
  const begun = new Set(run.begun.map(({ action }) => action));
  const planned = scenario.steps.filter(({ action }) => !begun.has(action));
  const log = situationLog([...run.begun.map(({ atMs, action }) => ({ atMs, action })), ...planned], mine);
  return {
    run,
    situation: { scenario: { text: 'shared' }, log, atMs: run.cluster.engine.nowMs - run.cluster.upAtMs },
  };
}

test(`${RUNS} random runs come to the same state from their links`, async () => {
  let longest = 0;
  for (let seed = 1; seed <= RUNS; seed++) {
    const { run, situation } = randomRun(seed);
    const link = await encodeSituation(situation);
    longest = Math.max(longest, link.length);
    const read = await decodeSituation(link);
    expect(read).toEqual(situation);
    const scenario = scenarioOf(seed);
    const again = startScenario({ ...scenario, objects: '', steps: inputsOf(scenario, read.log).steps });
    come(again, read.atMs);
    expect(stateOf(again) === stateOf(run), `seed ${seed}`).toBe(true);
  }
  expect(longest).toBeGreaterThan(0);
}, 600_000);
