import { expect, test } from 'vitest';
import type { StepOutput } from '../sim/cluster/scenario-run.ts';
import { missingLines, type Outcomes, outputsOf, printedBy } from './testing/outcome.ts';

const tables = import.meta.glob<{ readonly outcomes: Outcomes }>('./testing/outcomes/*.ts', { eager: true });
const scenarios = Object.values(tables).flatMap(({ outcomes }) => Object.entries(outcomes));

for (const [name, outcome] of scenarios) {
  let played: readonly StepOutput[] | undefined;
  const play = (): readonly StepOutput[] => {
    played ??= outputsOf(name);
    return played;
  };

  test(`${name}: every step is carried out, and only those commands fail that are to`, () => {
    const toFail = Object.values(outcome).flatMap((shown) =>
      shown.filter(([, lines]) => lines.some((line) => line.startsWith('[exit '))).map(([command]) => command),
    );
    const failed = play()
      .filter(({ exitCode }) => exitCode !== 0)
      .map(({ command }) => command);
    expect(failed.filter((command) => !toFail.some((one) => command.startsWith(one.replace(/ #\d+$/, ''))))).toEqual(
      [],
    );
  });

  test.each(Object.entries(outcome))(`${name}: %s`, (_, shown) => {
    for (const [command, lines] of shown) {
      const printed = printedBy(play(), command);
      expect({ command, missing: missingLines(printed, lines), printed }).toEqual({ command, missing: [], printed });
    }
  });
}
