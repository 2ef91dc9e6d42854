import { factsOf, type Step, type Timeline } from './timeline.ts';

/** An object in two runs; undefined in the one that does not have it. */
export type Pair = readonly [recorded: Timeline | undefined, played: Timeline | undefined];

/** Objects with a name of their own by name; of those with random names, those that lived most alike. */
export function pairUp(
  recorded: ReadonlyMap<string, Timeline>,
  played: ReadonlyMap<string, Timeline>,
  withNodes: boolean,
): Pair[] {
  const pairs: Pair[] = [];
  const free = new Map(played);
  const waiting: Timeline[] = [];
  for (const [key, timeline] of recorded) {
    if (isOneOfMany(timeline)) waiting.push(timeline);
    else {
      pairs.push([timeline, free.get(key)]);
      free.delete(key);
    }
  }
  for (const timeline of waiting) {
    const group = groupOf(timeline);
    const candidates = [...free.values()].filter((other) => groupOf(other) === group);
    const best = candidates
      .map((other) => ({ other, cost: distance(timeline, other, withNodes) }))
      .reduce<{ other?: Timeline; cost: number }>((a, b) => (b.cost < a.cost ? b : a), { cost: Infinity });
    pairs.push([timeline, best.other]);
    if (best.other) free.delete(`${best.other.kind}/${best.other.name}`);
  }
  return [...pairs, ...[...free.values()].map((timeline): Pair => [undefined, timeline])];
}

function groupOf({ kind, name }: Timeline): string {
  return `${kind}/${name.replace(/<\d+>$/, '')}`;
}

/** How differently two Pods lived: other steps count more than other times. */
function distance(a: Timeline, b: Timeline, withNodes: boolean): number {
  const [mine, theirs] = [factsOf(a, withNodes), factsOf(b, withNodes)];
  let cost = 0;
  for (const name of new Set([...mine.keys(), ...theirs.keys()])) {
    const [left, right] = [mine.get(name) ?? [], theirs.get(name) ?? []];
    if (stepsText(left) !== stepsText(right)) cost += 1e9;
    else for (const [i, step] of left.entries()) cost += Math.abs(step.tMs - right[i]!.tMs);
  }
  return cost;
}

/** Whether it is one of several Pods that an owner has made, with a random name. */
export function isOneOfMany({ kind, name }: Timeline): boolean {
  return kind === 'Pod' && name.endsWith('>');
}

/** The values of a fact in order. */
export function stepsText(steps: readonly Step[]): string {
  return steps.map(({ text }) => text).join(' → ');
}
