import { readFileSync } from 'node:fs';
import { parseScenario, ScenarioError } from '../api/scenario-file.ts';
import { formatDuration, parseDuration } from '../base/duration.ts';
import { runScenario, type StepOutput } from '../sim/cluster/scenario-run.ts';
import { numberFlag, parseArguments, UsageError } from './arguments.ts';

/** `orrery run`: plays a scenario headlessly and prints what its kubectl steps printed. Returns the exit status. */
export async function runCommand(argv: readonly string[]): Promise<number> {
  try {
    const args = parseArguments(argv, ['until', 'seed'], ['json']);
    const file = args.positional[0];
    if (file === undefined || args.positional.length > 1)
      throw new UsageError('usage: orrery run FILE [--until 10m] [--seed N] [--json]');
    const parsed = parseScenario(readFileSync(file === '-' ? 0 : file, 'utf8'), file === '-' ? 'standard input' : file);
    const until = args.flags.get('until');
    const scenario = {
      ...parsed,
      seed: numberFlag(args, 'seed', parsed.seed, 0, 4294967295),
      untilMs: until === undefined ? parsed.untilMs : untilFlag(until),
    };
    const { outputs, problems } = runScenario(scenario);
    const kubectl = outputs.filter((output) => output.type === 'kubectl');
    process.stdout.write(
      args.flags.has('json') ? `${JSON.stringify(kubectl.map(asJson), null, 2)}\n` : kubectl.map(asText).join(''),
    );
    for (const problem of problems) process.stderr.write(`${problem}\n`);
    return problems.length > 0 ? 3 : 0;
  } catch (error) {
    const isInput =
      error instanceof UsageError || error instanceof ScenarioError || (error instanceof Error && 'syscall' in error);
    if (!isInput) throw error;
    process.stderr.write(`${(error as Error).message}\n`);
    return 2;
  }
}

function untilFlag(text: string): number {
  try {
    return parseDuration(text);
  } catch (error) {
    throw new UsageError(`invalid argument ${JSON.stringify(text)} for --until: ${(error as Error).message}`);
  }
}

function asJson({ atMs, command, stdout, stderr, exitCode }: StepOutput): object {
  return { at: atMs / 1000, command: `kubectl ${command}`, stdout, stderr, exitCode };
}

function asText({ atMs, command, stdout, stderr, exitCode }: StepOutput): string {
  const parts = [`--- ${formatDuration(atMs)} $ kubectl ${command}\n`, stdout, stderr];
  if (exitCode !== 0) parts.push(`[exit ${exitCode}]\n`);
  return parts.map((part) => (part === '' || part.endsWith('\n') ? part : `${part}\n`)).join('');
}
