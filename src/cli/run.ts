import type { Scenario } from '../api/scenario.ts';
import { ScenarioError } from '../api/scenario-file.ts';
import { formatDuration, parseDuration } from '../base/duration.ts';
import { outputOf, runScenario, type StepOutput } from '../sim/cluster/scenario-run.ts';
import { playExercise } from '../sim/lesson/play-lesson.ts';
import { numberFlag, parseArguments, UsageError } from './arguments.ts';
import { descriptions } from './descriptions.ts';
import { goalLines } from './goal-lines.ts';
import { type Output, processOutput } from './output.ts';
import { readScenario } from './read-scenario.ts';
import { summaryOf, summaryTable } from './traffic-summary.ts';

const MAX_SEED = 4_294_967_295;

/** `orrery run`: plays a scenario headlessly and prints what its kubectl steps printed. Returns the exit status. */
export function runCommand(argv: readonly string[], output: Output = processOutput): number {
  let scenario: Scenario;
  let asked: ReadonlyMap<string, string>;
  try {
    const args = parseArguments(argv, ['until', 'seed'], ['json', 'traffic', 'solution']);
    const [file] = args.positional;
    if (file === undefined || args.positional.length > 1)
      throw new UsageError('usage: orrery run FILE [--until 10m] [--seed N] [--json] [--traffic] [--solution]');
    const seed = args.flags.has('seed') ? numberFlag(args, 'seed', 0, { min: 0, max: MAX_SEED }) : undefined;
    const untilMs = untilFlag(args.flags.get('until'));
    const parsed = readScenario(file);
    scenario = { ...parsed, seed: seed ?? parsed.seed, untilMs: untilMs ?? parsed.untilMs };
    asked = args.flags;
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof ScenarioError)) throw error;
    output.stderr(`${error.message}\n`);
    return 2;
  }
  if (asked.has('solution')) return runSolution(scenario, output);
  const { run, outputs, problems } = runScenario(scenario, { descriptions });
  const kubectl = outputs.filter(isCommand);
  const clients = asked.has('traffic') ? run.cluster.traffic.clients.map(summaryOf) : undefined;
  if (asked.has('json')) {
    const steps = kubectl.map(asJson);
    output.stdout(`${JSON.stringify(clients ? { steps, traffic: clients } : steps, null, 2)}\n`);
  } else output.stdout(kubectl.map(asText).join('') + (clients ? summaryTable(clients) : ''));
  for (const problem of problems) output.stderr(`${problem}\n`);
  return problems.length > 0 ? 3 : 0;
}

/** Plays the model solution of an exercise and prints how its goals stand. Status 3 when they are not all met. */
function runSolution(scenario: Scenario, output: Output): number {
  const exercise = scenario.lesson?.exercise;
  if (!exercise) {
    output.stderr(`${scenario.name} is no exercise: it has no goals\n`);
    return 2;
  }
  const { run, goals } = playExercise(scenario, exercise.solution, { descriptions });
  const kubectl = run.begun.map(outputOf).filter(isCommand);
  output.stdout(kubectl.map(asText).join('') + goalLines(exercise, goals, scenario.lesson?.texts['en']));
  return goals.solvedMs === null ? 3 : 0;
}

function untilFlag(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  try {
    const untilMs = parseDuration(text);
    if (untilMs >= 0) return untilMs;
  } catch (error) {
    throw new UsageError(`invalid argument ${JSON.stringify(text)} for --until: ${(error as Error).message}`);
  }
  throw new UsageError(`invalid argument ${JSON.stringify(text)} for --until: must not be negative`);
}

/** Kubectl and lines of the terminal print something; other steps do. */
const isCommand = ({ type }: StepOutput): boolean => type === 'kubectl' || type === 'shell';

/** The line as it would be typed. */
const lineOf = ({ type, command }: StepOutput): string => (type === 'kubectl' ? `kubectl ${command}` : command);

function asJson(step: StepOutput): object {
  const { atMs, stdout, stderr, exitCode } = step;
  return { at: atMs / 1000, command: lineOf(step), stdout, stderr, exitCode };
}

function asText(step: StepOutput): string {
  const { atMs, stdout, stderr, exitCode } = step;
  const parts = [`--- ${formatDuration(atMs)} $ ${lineOf(step)}\n`, stdout, stderr];
  if (exitCode !== 0) parts.push(`[exit ${exitCode}]\n`);
  return parts.map((part) => (part === '' || part.endsWith('\n') ? part : `${part}\n`)).join('');
}
