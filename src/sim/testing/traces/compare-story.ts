import { compareEvents } from './compare-events.ts';
import { compareObjects } from './compare-objects.ts';
import { compareOutput } from './compare-output.ts';
import { isOneOfMany, type Pair, pairUp, stepsText } from './pair-objects.ts';
import { type RecordedStory, timelinesOf } from './recorded-story.ts';
import { factsOf, type Step, type Timeline } from './timeline.ts';

/** Where two runs may differ. */
export interface Tolerances {
  /** Difference of times, in milliseconds. */
  readonly timeMs: number;
  /** Difference for what waits for a period of the node controllers. */
  readonly nodeTimeMs: number;
  /** Whether it matters on which node a Pod runs. */
  readonly withNodes: boolean;
}

/** What is not as recorded: where, when, and both sides. */
export interface Difference {
  readonly object: string;
  readonly what: string;
  readonly tMs: number;
  readonly recorded: string;
  readonly played: string;
}

/** Compares a played story with the recorded one: decisions, settled states, first and last objects, events, output. */
export function compareStory(recorded: RecordedStory, played: RecordedStory, tolerances: Tolerances): Difference[] {
  // How the nodes were before is not recorded.
  const initial = [...recorded.initialObjects, ...played.initialObjects];
  const theirTimelines = timelinesOf(played.changes, played.initialObjects);
  const pairs = pairUp(timelinesOf(recorded.changes, initial), theirTimelines, tolerances.withNodes);
  // Where nobody watched the nodes, what happens to them is not recorded.
  const nodesAreSeen = recorded.changes.some(({ kind }) => kind === 'Node');
  const endMs = Math.max(...recorded.changes.map(({ tMs }) => tMs));
  const differences: Difference[] = [];
  for (const [mine, theirs] of pairs) {
    const object = `${(mine ?? theirs)!.kind}/${(mine ?? theirs)!.name}`;
    if (!mine && theirs!.kind === 'Node' && !nodesAreSeen) continue;
    const first = (mine ?? theirs)!.versions[0]!.tMs;
    const found = (part?: Timeline): string => (part ? 'exists' : 'does not exist');
    if (!mine || !theirs) {
      differences.push({ object, what: 'object', tMs: first, recorded: found(mine), played: found(theirs) });
      continue;
    }
    differences.push(...compareFacts(mine, theirs, tolerances), ...compareObjects(mine, theirs, endMs, tolerances));
  }
  differences.push(...comparePodTimes(pairs, tolerances));
  differences.push(
    ...compareEvents(recorded.events, played.events, tolerances),
    ...compareOutput(recorded, played, tolerances),
  );
  return differences.sort((a, b) => a.tMs - b.tMs);
}

function compareFacts(mine: Timeline, theirs: Timeline, tolerances: Tolerances): Difference[] {
  const { withNodes, timeMs, nodeTimeMs } = tolerances;
  const [recorded, played] = [factsOf(mine, withNodes), factsOf(theirs, withNodes)];
  const object = `${mine.kind}/${mine.name}`;
  const allowedMs = mine.kind === 'Node' ? nodeTimeMs : timeMs;
  const differences: Difference[] = [];
  for (const what of new Set([...recorded.keys(), ...played.keys()])) {
    const [left, right] = [recorded.get(what) ?? [], played.get(what) ?? []];
    if (stepsText(left) !== stepsText(right)) {
      const from = left.findIndex((step, i) => step.text !== right[i]?.text);
      const tMs = (left[from] ?? right[left.length] ?? left.at(-1))!.tMs;
      differences.push({ object, what, tMs, recorded: stepsText(left), played: stepsText(right) });
      continue;
    }
    const late = left.findIndex((step, i) => Math.abs(step.tMs - right[i]!.tMs) > allowedMs);
    if (late < 0 || isOneOfMany(mine)) continue;
    const [a, b] = [left[late]!, right[late]!];
    differences.push({ object, what: `time of ${what} = ${a.text}`, tMs: a.tMs, recorded: at(a), played: at(b) });
  }
  return differences;
}

/** The times of what happens to Pods that one owner made: which of them comes first is left to chance. */
function comparePodTimes(pairs: readonly Pair[], { withNodes, timeMs }: Tolerances): Difference[] {
  const collect = (timelines: readonly (Timeline | undefined)[]): Map<string, Step[]> => {
    const found = new Map<string, Step[]>();
    for (const timeline of timelines) {
      if (!timeline || !isOneOfMany(timeline)) continue;
      for (const [what, steps] of factsOf(timeline, withNodes)) {
        for (const step of steps) {
          const key = `Pod/${timeline.name.replace(/\d+>$/, '>')} time of ${what} = ${step.text}`;
          found.set(
            key,
            [...(found.get(key) ?? []), step].sort((a, b) => a.tMs - b.tMs),
          );
        }
      }
    }
    return found;
  };
  const [recorded, played] = [collect(pairs.map(([mine]) => mine)), collect(pairs.map(([, theirs]) => theirs))];
  return [...recorded].flatMap(([key, left]) => {
    const right = played.get(key) ?? [];
    // Other numbers are other steps, which are told Pod by Pod.
    const late = left.findIndex((step, i) => right[i] && Math.abs(step.tMs - right[i].tMs) > timeMs);
    if (late < 0 || left.length !== right.length) return [];
    const [object = '', ...what] = key.split(' ');
    const [mine, theirs] = [left.map(at).join(' '), right.map(at).join(' ')];
    return [{ object, what: what.join(' '), tMs: left[late]!.tMs, recorded: mine, played: theirs }];
  });
}

function at({ tMs }: Step): string {
  return `${(tMs / 1000).toFixed(3)}s`;
}
