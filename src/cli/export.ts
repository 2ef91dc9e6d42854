import { ScenarioError } from '../api/scenario-file.ts';
import { parseDuration } from '../base/duration.ts';
import { runScenario } from '../sim/cluster/scenario-run.ts';
import { type ExportForm, exportRun } from '../sim/export/export-run.ts';
import { parseArguments, UsageError } from './arguments.ts';
import { descriptions } from './descriptions.ts';
import { type Output, processOutput } from './output.ts';
import { readScenario } from './read-scenario.ts';

const FORMS: readonly ExportForm[] = ['yaml', 'script', 'events'];

function formOf(text: string | undefined): ExportForm {
  const form = FORMS.find((each) => each === text);
  if (form === undefined) throw new UsageError('usage: orrery export yaml|script|events FILE [--until 10m]');
  return form;
}

function untilOf(text: string | undefined): number | undefined {
  try {
    return text === undefined ? undefined : parseDuration(text);
  } catch (error) {
    throw new UsageError(`invalid argument ${JSON.stringify(text)} for --until: ${(error as Error).message}`);
  }
}

/** `orrery export`: runs a scenario and prints what people have made, did, or the Events. Returns the exit status. */
export function exportCommand(argv: readonly string[], output: Output = processOutput): number {
  try {
    const args = parseArguments(argv, ['until'], []);
    const form = formOf(args.positional[0]);
    const [, file] = args.positional;
    if (file === undefined || args.positional.length > 2) formOf(undefined);
    const parsed = readScenario(file!);
    const scenario = { ...parsed, untilMs: untilOf(args.flags.get('until')) ?? parsed.untilMs };
    const { run } = runScenario(scenario, { descriptions });
    output.stdout(exportRun(form, { scenario, cluster: run.cluster, log: run.begun }));
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof ScenarioError)) throw error;
    output.stderr(`${error.message}\n`);
    return 2;
  }
}
