import type { Deed } from '../../api/lesson/lesson.ts';
import type { Scenario } from '../../api/scenario.ts';
import type { CaptionNews, GoalNews } from '../../protocol/lesson.ts';
import type { ActionResult } from '../cluster/cluster.ts';
import { type ScenarioRun, type Surroundings, startScenario } from '../cluster/scenario-run.ts';
import { Captions } from './captions.ts';
import { Goals } from './goals.ts';
import { playDeeds } from './play-deeds.ts';
import { LessonWatch } from './watch.ts';

/** Starts a scenario and runs it until its cluster is up. */
function boot(scenario: Scenario, surroundings: Surroundings): { run: ScenarioRun; watch: LessonWatch } {
  const run = startScenario(scenario, surroundings);
  const { cluster } = run;
  while (!cluster.up.settled && cluster.engine.step());
  if (!cluster.up.settled) throw new Error('the cluster did not come up');
  return { run, watch: new LessonWatch(cluster) };
}

/** How an exercise went. */
export interface Played {
  readonly run: ScenarioRun;
  readonly goals: GoalNews;
  readonly points: number;
  /** What each deed printed. */
  readonly results: readonly ActionResult[];
  readonly isDone: boolean;
}

/** Does the deeds in an exercise and runs on until all goals are met, or its time is over. */
export function playExercise(scenario: Scenario, deeds: readonly Deed[], surroundings: Surroundings = {}): Played {
  const exercise = scenario.lesson?.exercise;
  if (!exercise) throw new Error(`${scenario.name} is no exercise`);
  const { run, watch } = boot(scenario, surroundings);
  const { engine, upAtMs } = run.cluster;
  const goals = new Goals(exercise.goals, watch);
  const done = engine.spawn(playDeeds(watch, deeds, run.act));
  const endMs = upAtMs + exercise.limitMs;
  while (!(done.settled && goals.news.solvedMs !== null) && engine.nextTimeMs <= endMs && engine.step());
  const results = done.settled ? done.value : [];
  return { run, goals: goals.news, points: goals.points, results, isDone: done.settled };
}

/** Runs a scenario with inputs that are known up to a moment, and tells how the goals stand then. */
export function replayExercise(scenario: Scenario, toMs: number): { readonly news: GoalNews; readonly points: number } {
  const { run, watch } = boot(scenario, {});
  const goals = new Goals(scenario.lesson?.exercise?.goals ?? [], watch);
  const { engine, upAtMs } = run.cluster;
  engine.runUntil(upAtMs + toMs);
  return { news: goals.news, points: goals.points };
}

/** A lecture gives up when the model does not get to the next caption within so much virtual time. */
const PATIENCE_MS = 1_800_000;

/** Plays a lecture: each caption is shown, and its deeds are done, as soon as its gate opens. Returns the captions shown. */
export function playLecture(
  scenario: Scenario,
  surroundings: Surroundings = {},
): { readonly shown: readonly CaptionNews[]; readonly results: readonly ActionResult[]; readonly run: ScenarioRun } {
  const { run, watch } = boot(scenario, surroundings);
  const { engine } = run.cluster;
  const list = scenario.lesson?.captions ?? [];
  const captions = new Captions(list, watch, () => undefined);
  const shown: CaptionNews[] = [];
  const results: ActionResult[] = [];
  for (;;) {
    const { index, openMs } = captions.news;
    if (index === list.length - 1) return { shown, results, run };
    if (openMs === null) {
      const since = Math.max(0, captions.news.shownMs);
      if (watch.nowMs - since > PATIENCE_MS || !engine.step()) return { shown, results, run };
      continue;
    }
    captions.show(index + 1);
    shown.push(captions.news);
    const done = engine.spawn(playDeeds(watch, list[index + 1]!.deeds, run.act));
    while (!done.settled && engine.step());
    results.push(...done.value);
  }
}
