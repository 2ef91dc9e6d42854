import type { KubeObject } from '../../../../api/object.ts';
import { differencesOf } from '../compare.ts';
import type { Case } from '../reader.ts';
import type { Difference } from '../result.ts';
import { align } from './align.ts';
import { createScriptWorld, type ScriptWorld } from './script-world.ts';
import { playStep, type Step } from './steps.ts';

export type State = Readonly<Record<string, unknown>>;

/** What a state of a case says, read from a world. */
export type Observer = (world: ScriptWorld) => State;

/** Keys of expected states that are no part of the state. */
const NOT_COMPARED = new Set(['after', 'note', 'toleranceSeconds', 'secondsAfterFailure']);

/**
 * Plays a case's script and compares the states after its steps, as far as the case speaks of them. `normalise` may
 * bring both sides into a form in which order and chance do not matter.
 */
export function compareScript(
  { given, when, then }: Case,
  observe: Observer,
  normalise: (state: State, expected: State) => State = (state) => state,
): { readonly world: ScriptWorld; readonly differences: readonly Difference[] } {
  const world = createScriptWorld((given['objects'] ?? []) as readonly KubeObject[]);
  const seen = [{ state: observe(world), seconds: 0 }];
  let beforeMs = world.engine.nowMs;
  for (const step of (when['script'] ?? []) as readonly Step[]) {
    // A wait is measured from what it follows.
    const settledSeconds = (world.engine.nowMs - beforeMs) / 1000;
    beforeMs = world.engine.nowMs;
    const seconds = playStep(world, step) + settledSeconds;
    seen.push({ state: observe(world), seconds });
  }
  const states = (then['states'] ?? []) as readonly State[];
  const compare = (i: number, j: number): Difference[] => {
    const expected = states[i]!;
    const { state, seconds } = seen[j]!;
    return [
      ...differencesOf(
        normalise(comparedPart(expected, expected), expected),
        normalise(comparedPart(state, expected), expected),
        `states[${i}]`,
      ),
      ...compareSeconds(expected, seconds, `states[${i}]`),
    ];
  };
  const memo = new Map<string, Difference[]>();
  const compared = (i: number, j: number): Difference[] => {
    const key = `${i} ${j}`;
    if (!memo.has(key)) memo.set(key, compare(i, j));
    return memo.get(key)!;
  };
  const chosen = align(states.length, seen.length, (i, j) => compared(i, j).length);
  return { world, differences: chosen.flatMap((j, i) => compared(i, j)) };
}

function comparedPart(state: State, expected: State): State {
  return Object.fromEntries(Object.keys(expected).flatMap((key) => (NOT_COMPARED.has(key) ? [] : [[key, state[key]]])));
}

function compareSeconds(
  { secondsAfterFailure, toleranceSeconds = 1 }: State,
  seconds: number,
  path: string,
): Difference[] {
  if (secondsAfterFailure === undefined) return [];
  const wanted = secondsAfterFailure as number;
  if (Math.abs(seconds - wanted) <= (toleranceSeconds as number) + 1) return [];
  return [{ path: `${path}.secondsAfterFailure`, expected: wanted, actual: seconds }];
}
