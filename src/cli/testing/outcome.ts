import { readFileSync } from 'node:fs';
import { parseScenario } from '../../api/scenario-file.ts';
import { runScenario, type StepOutput } from '../../sim/cluster/scenario-run.ts';

/**
 * What a command of a scenario shows: the first with this beginning, or the nth when it ends in `#n`, and lines that it
 * prints, maybe among others and in another order, for names have random ends. Blanks count as one, `*` stands for
 * anything, `[exit 1]` is the last line of a command that fails; a line that begins with `!` must not be there.
 */
export type Shown = readonly [command: string, lines: readonly string[]];

/** What a scenario shows: a sentence for what the documentation promises, and the commands by which one sees it. */
export type Outcome = Readonly<Record<string, readonly Shown[]>>;

/** By name of the scenario. */
export type Outcomes = Readonly<Record<string, Outcome>>;

/** Runs a scenario that ships. Throws when a step could not be carried out. */
export function outputsOf(name: string): readonly StepOutput[] {
  const text = readFileSync(new URL(`../../scenarios/${name}.yaml`, import.meta.url), 'utf8');
  const { problems, outputs } = runScenario(parseScenario(text, name));
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return outputs;
}

/** What a command printed, line by line, with blanks joined. Throws where there is no such command. */
export function printedBy(outputs: readonly StepOutput[], wanted: string): readonly string[] {
  const [, start = wanted, nth = '1'] = /^(.*) #(\d+)$/.exec(wanted) ?? [];
  const found = outputs.filter(({ command }) => command.startsWith(start))[Number(nth) - 1];
  if (!found) throw new Error(`no command ${wanted}`);
  const { stdout, stderr, exitCode } = found;
  const lines = `${stdout}${stderr}`.split('\n').map((line) => line.replace(/\s+/g, ' ').trim());
  return [...lines, ...(exitCode === 0 ? [] : [`[exit ${exitCode}]`])];
}

/** The lines of `wanted` that `printed` does not have, each as often as it is wanted, or has although it is not to. */
export function missingLines(printed: readonly string[], wanted: readonly string[]): readonly string[] {
  const left = [...printed];
  // Those that say most first: another that says less must not take their lines.
  const exact = (line: string): number => line.replaceAll('*', '').length;
  const order = [...wanted].sort((a, b) => exact(b) - exact(a));
  return order.filter((line) => {
    if (line.startsWith('!')) return printed.some((one) => matches(one, line.slice(1)));
    const found = left.findIndex((one) => matches(one, line));
    if (found >= 0) left.splice(found, 1);
    return found < 0;
  });
}

function matches(line: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(line);
}
