import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { refusalOf } from '../api/lesson/allowed.ts';
import { allPoints, hintCost } from '../api/lesson/points.ts';
import type { Scenario } from '../api/scenario.ts';
import { parseScenario, ScenarioError } from '../api/scenario-file.ts';
import { inputsOf, readSituation, type Situation, SituationError } from '../api/situation/situation.ts';
import { replayExercise } from '../sim/lesson/play-lesson.ts';
import { numberFlag, parseArguments, UsageError } from './arguments.ts';
import { type Output, processOutput } from './output.ts';
import { readScenario, readText } from './read-scenario.ts';

/** What a file of a result may be at most: more is no work of a student. */
const MOST_BYTES = 5_000_000;
const MOST_INPUTS = 5_000;
const MOST_MS = 24 * 3_600_000;
const MEMORY_MB = 1_024;

const texts = import.meta.glob<string>('../scenarios/exercises/*.yaml', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** A line of the table. */
interface Row {
  readonly file: string;
  readonly exercise: string;
  readonly score: number;
  readonly of: number;
  readonly points: number;
  readonly hints: number;
  readonly solved: string;
  readonly goals: string;
  readonly error: string;
}

const COLUMNS = ['file', 'exercise', 'score', 'of', 'points', 'hints', 'solved', 'goals', 'error'] as const;

/** Why a file gets no points. */
class Ungraded extends Error {}

/**
 * `orrery grade FILE…`: runs the inputs of results again and prints a table (CSV) of what they reach. What the files
 * claim does not count, but for the hints taken. Each file is run in a process of its own, with limits of time and
 * memory: one that is hostile costs its own row. Returns the exit status: 0, or 2 for wrong usage.
 */
export function gradeCommand(argv: readonly string[], output: Output = processOutput): number {
  try {
    const args = parseArguments(argv, ['scenario', 'timeout'], ['one']);
    const timeoutS = numberFlag(args, 'timeout', 60, { min: 1, max: 3_600 });
    if (args.positional.length === 0)
      throw new UsageError('usage: orrery grade FILE… [--scenario FILE] [--timeout 60]');
    const scenarioFile = args.flags.get('scenario');
    if (args.flags.has('one')) {
      output.stdout(lineOf(gradeFile(args.positional[0]!, scenarioFile)));
      return 0;
    }
    output.stdout(`${COLUMNS.join(',')}\n`);
    for (const file of args.positional) output.stdout(gradeApart(file, scenarioFile, timeoutS * 1_000));
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof ScenarioError)) throw error;
    output.stderr(`${error.message}\n`);
    return 2;
  }
}

/** The line of a file, made by another process, which is ended when it takes too long or too much. */
function gradeApart(file: string, scenarioFile: string | undefined, timeoutMs: number): string {
  const more = scenarioFile === undefined ? [] : [`--scenario=${scenarioFile}`];
  const { stdout, status, error } = spawnSync(
    process.execPath,
    [`--max-old-space-size=${MEMORY_MB}`, process.argv[1]!, 'grade', '--one', ...more, '--', file],
    { encoding: 'utf8', timeout: timeoutMs, killSignal: 'SIGKILL', stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const isLine = status === 0 && /^[^\n]*\n$/.test(stdout);
  if (isLine) return stdout;
  const isLate = (error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT';
  return lineOf({ ...NONE, file, error: isLate ? `took longer than ${timeoutMs / 1000} s` : 'could not be run' });
}

const NONE: Row = {
  file: '',
  exercise: '',
  score: 0,
  of: 0,
  points: 0,
  hints: 0,
  solved: '',
  goals: '',
  error: '',
};

/** The row of a file. Whatever is wrong with it stands in the row. */
export function gradeFile(file: string, scenarioFile?: string): Row {
  try {
    const bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (bytes > MOST_BYTES) throw new Ungraded('is too large');
    const given = scenarioFile === undefined ? undefined : readScenario(scenarioFile);
    return { ...gradeResult(readText(file), given), file };
  } catch (error) {
    const isKnown = error instanceof Ungraded || error instanceof UsageError || error instanceof SituationError;
    return { ...NONE, file, error: isKnown ? error.message : `could not be run: ${(error as Error).message}` };
  }
}

interface RawResult {
  readonly kind?: unknown;
  readonly metadata?: { readonly exercise?: unknown } | null;
  readonly spec?: { readonly hints?: unknown; readonly situation?: unknown } | null;
}

function gradeResult(text: string, given: Scenario | undefined): Row {
  let raw: RawResult | null;
  try {
    raw = JSON.parse(text) as RawResult | null;
  } catch {
    throw new Ungraded('is not JSON');
  }
  if (raw?.kind !== 'Result') throw new Ungraded('is no result of an exercise');
  const situation = readSituation(raw.spec?.situation);
  const scenario = given ?? shipped(String(raw.metadata?.exercise ?? ''));
  const exercise = scenario.lesson?.exercise;
  if (!exercise) throw new Ungraded(`${scenario.name} is no exercise`);
  const inputs = inputsWithin(scenario, situation);
  const { news, points } = replayExercise({ ...scenario, objects: '', steps: inputs }, situation.atMs);
  const claimed = Number(raw.spec?.hints);
  const hints = Number.isInteger(claimed) ? Math.min(exercise.hints.length, Math.max(0, claimed)) : 0;
  const met = news.goals.filter(({ state }) => state === 'met').map(({ id }) => id);
  return {
    ...NONE,
    exercise: scenario.name,
    score: Math.max(0, points - hintCost(exercise, hints)),
    of: allPoints(exercise),
    points,
    hints,
    solved: news.solvedMs === null ? '' : `${news.solvedMs / 1000}s`,
    goals: met.join(' '),
  };
}

/** The inputs of a result, if they are what a person may give. */
function inputsWithin(scenario: Scenario, situation: Situation): Scenario['steps'] {
  if (situation.log.length > MOST_INPUTS) throw new Ungraded(`has more than ${MOST_INPUTS} inputs`);
  if (!(situation.atMs >= 0 && situation.atMs <= MOST_MS)) throw new Ungraded('is longer than a day');
  const { steps, mine } = inputsOf(scenario, situation.log);
  const allow = scenario.lesson?.exercise?.allow ?? {};
  for (const action of mine) {
    const refusal = refusalOf(allow, action);
    if (refusal !== undefined) throw new Ungraded(refusal.trim());
  }
  return steps;
}

/** An exercise of the course by its name. */
function shipped(name: string): Scenario {
  const text = texts[`../scenarios/exercises/${name}.yaml`];
  if (text === undefined || !/^[a-z0-9-]+$/.test(name))
    throw new Ungraded('is of no exercise of the course: name its file by --scenario');
  return parseScenario(text, `${name}.yaml`);
}

function lineOf(row: Row): string {
  return `${COLUMNS.map((column) => cell(String(row[column]))).join(',')}\n`;
}

/** A cell as RFC 4180 wants it; one that a spreadsheet would take for a formula gets an apostrophe before it. */
function cell(text: string): string {
  const plain = text.replace(/\s+/g, ' ').replace(/^(?=[=+@-])/, "'");
  return /[",]/.test(plain) ? `"${plain.replace(/"/g, '""')}"` : plain;
}
