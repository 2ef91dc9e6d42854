import { type Schema, Validator } from '@cfworker/json-schema';
import scenarioSchema from '../scenario.schema.json' with { type: 'json' };
import type { Action, Scenario, Step } from '../scenario.ts';
import schema from './situation.schema.json' with { type: 'json' };

/** A moment of a run, and all that it takes to come there again: what links, files of results and bug reports hold. */
export interface Situation {
  /** A scenario that ships with the page, by its file and a digest of its text, or the text of another. */
  readonly scenario: { readonly file: string; readonly digest: string } | { readonly text: string };
  /** All inputs in order; null stands for the next one that the scenario itself gives. */
  readonly log: readonly (Step | null)[];
  /** The moment, in virtual milliseconds since the cluster was up. */
  readonly atMs: number;
  readonly view?: SituationView;
}

/** What was looked at. */
export interface SituationView {
  /** The view's id. */
  readonly page?: string;
  readonly selection?: { readonly kind: string; readonly namespace: string; readonly name: string };
}

/** What is wrong with a situation, in words. */
export class SituationError extends Error {}

/** Checks a situation that comes from outside. Throws SituationError that names the field. */
export function readSituation(value: unknown): Situation {
  const validator = new Validator(schema as Schema, '2020-12', true);
  validator.addSchema(scenarioSchema as Schema, 'https://orrery/scenario');
  const { valid, errors } = validator.validate(value);
  const deepest = errors
    .filter(({ keyword }) => keyword !== '$ref')
    .toSorted((a, b) => b.instanceLocation.length - a.instanceLocation.length)[0];
  if (!valid) throw new SituationError(`${deepest?.instanceLocation.slice(2) || 'situation'}: ${deepest?.error}`);
  const situation = value as Situation;
  let lastMs = 0;
  situation.log.forEach((step, index) => {
    if (step !== null && step.atMs < lastMs) throw new SituationError(`log/${index}/atMs: inputs are in order of time`);
    lastMs = step?.atMs ?? lastMs;
  });
  return situation;
}

/** The inputs that a scenario gives by itself, in order. */
function scriptOf({ objects, steps }: Scenario): readonly Step[] {
  const first: readonly Step[] = objects.trim() === '' ? [] : [{ atMs: 0, action: { type: 'apply', yaml: objects } }];
  return [...first, ...steps];
}

/** The log of a situation: what a person gave, and null for what the scenario gives. */
export function situationLog(log: readonly Step[], mine: { has(action: Action): boolean }): Situation['log'] {
  return log.map((step) => (mine.has(step.action) ? step : null));
}

/**
 * All inputs of a situation, and which of them a person gave. Throws SituationError where the log asks for more inputs
 * than the scenario has.
 */
export function inputsOf(
  scenario: Scenario,
  log: Situation['log'],
): { steps: readonly Step[]; mine: readonly Action[] } {
  const script = scriptOf(scenario)[Symbol.iterator]();
  const steps = log.map((step) => {
    if (step !== null) return step;
    const next = script.next();
    if (next.done) throw new SituationError('log: has more inputs of the scenario than the scenario');
    return next.value;
  });
  return { steps, mine: log.flatMap((step) => (step === null ? [] : [step.action])) };
}
