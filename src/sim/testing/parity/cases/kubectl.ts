import type { KubeObject } from '../../../../api/object.ts';
import NodeKind from '../../../../kinds/node/kind.ts';
import type { KubectlResult } from '../../../kubectl/env.ts';
import { kubectl } from '../../../kubectl/kubectl.ts';
import { splitCommandLine } from '../../../kubectl/split-command-line.ts';
import { NAMESPACE } from '../../control-plane.ts';
import { type ControllerWorld, createControllerWorld } from '../../controller-world.ts';
import { differencesOf } from '../compare.ts';
import type { Case, CaseReader } from '../reader.ts';
import { type Difference, runItem } from '../result.ts';

interface Command {
  readonly kubectl: string;
  readonly stdin?: unknown;
}

interface Result {
  readonly exitCode: number;
  readonly stdout?: string;
  readonly stderr?: string;
}

/** Commands in their order on a control plane with one node; the cases do not say whether its Pods are ready. */
const reader: CaseReader = {
  areas: ['kubectl'],
  fits: ({ when }) => 'commands' in when,
  run: (cases) =>
    cases.map((entry) =>
      runItem(entry.id, () => {
        const waiting = play(entry, false);
        const ready = waiting.length === 0 ? waiting : play(entry, true);
        return ready.length < waiting.length ? ready : waiting;
      }),
    ),
};

export default reader;

function play({ given, when, then }: Case, podsReady: boolean): Difference[] {
  const world = createControllerWorld({ bindTo: 'n2' });
  world.act(world.client.create(NodeKind, { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n2' } }));
  for (const object of (given['objects'] ?? []) as readonly KubeObject[]) {
    const namespaced = { ...object, metadata: { ...object.metadata, namespace: NAMESPACE } };
    world.act(world.client.create(world.kind(object.kind), namespaced));
  }
  world.settle();
  if (podsReady) world.round();
  world.settle();
  const run = session(world);
  return (when['commands'] as readonly Command[]).flatMap((command, i) => {
    const { stdin } = command;
    const result = run(quoted(command.kubectl), typeof stdin === 'string' ? stdin : JSON.stringify(stdin ?? ''));
    world.run(1_500);
    return compareResult((then['results'] as readonly Result[])[i]!, result, `results[${i}].`);
  });
}

function compareResult(
  { exitCode, stdout = '', stderr = '' }: Result,
  result: KubectlResult,
  at: string,
): Difference[] {
  return [
    ...differencesOf(exitCode, result.exitCode, `${at}exitCode`),
    ...differencesOf(stdout, result.stdout, `${at}stdout`),
    ...differencesOf(stderr, result.stderr, `${at}stderr`),
  ];
}

/** The cases give patches and templates as a shell leaves them: without quotes around. */
function quoted(commandLine: string): string {
  return commandLine.replace(
    /(-p |jsonpath=|custom-columns=)(\S.*?)(?=$| --)/,
    (_, flag: string, value: string) => `${flag}'${value}'`,
  );
}

function session({ engine, host, http, act }: ControllerWorld): (commandLine: string, stdin: string) => KubectlResult {
  const cache = {};
  return (commandLine, stdin) =>
    act(
      kubectl(splitCommandLine(commandLine), {
        ...{ transport: http, engine, host, scope: host.scope, namespace: NAMESPACE, stdin, cache },
        nowMs: () => engine.unixMs,
      }),
    );
}
