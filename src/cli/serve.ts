import type { Scenario } from '../api/scenario.ts';
import { parseScenario, ScenarioError } from '../api/scenario-file.ts';
import { startApiService } from './api-service.ts';
import { numberFlag, parseArguments, UsageError } from './arguments.ts';
import { type Output, processOutput } from './output.ts';
import { readScenario } from './read-scenario.ts';

/**
 * `orrery serve`: the cluster in real time, its API over plain HTTP on 127.0.0.1, until `interrupted` settles. Returns
 * the exit status.
 */
export async function serveCommand(
  argv: readonly string[],
  output: Output = processOutput,
  interrupted: () => Promise<void> = signal,
): Promise<number> {
  try {
    const args = parseArguments(argv, ['port', 'speed', 'nodes'], []);
    const [file] = args.positional;
    if (args.positional.length > 1)
      throw new UsageError('usage: orrery serve [FILE] [--port 8001] [--speed 1] [--nodes 3]');
    const port = numberFlag(args, 'port', 8001, { min: 0, max: 65535 });
    const speed = numberFlag(args, 'speed', 1, { min: 0.01, max: 1000, fraction: true });
    const nodes = numberFlag(args, 'nodes', 3, { min: 0, max: 5000 });
    const empty = emptyScenario(nodes);
    const read = file === undefined ? empty : readScenario(file);
    const scenario = args.flags.has('nodes')
      ? { ...read, cluster: { ...read.cluster, nodes: empty.cluster.nodes } }
      : read;
    const onProblem = (text: string): void => output.stderr(`${text}\n`);
    const service = await startApiService({ scenario, port, speed, onProblem });
    output.stdout(`Starting to serve on ${service.address}\n`);
    await interrupted();
    await service.close();
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof ScenarioError)) throw error;
    output.stderr(`${error.message}\n`);
    return 2;
  }
}

/** A cluster with nothing in it but its nodes. */
export function emptyScenario(nodes: number): Scenario {
  return parseScenario(
    `{apiVersion: orrery/v1, kind: Scenario, metadata: {name: cluster}, spec: {cluster: {nodes: ${nodes}}}}`,
    'serve',
  );
}

function signal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
}
