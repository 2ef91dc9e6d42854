import type { KubeObject } from '../../../../api/object.ts';
import type { KubectlResult } from '../../../kubectl/env.ts';
import { createFakeServer, type FakeServer } from '../../../kubectl/testing/fake-server.ts';
import { runKubectl } from '../../../kubectl/testing/run.ts';
import { differencesOf } from '../compare.ts';
import type { GoldenReader } from '../reader.ts';
import { type Difference, runItem } from '../result.ts';

/** Recorded commands of the real kubectl: the state when each ran, what it printed, how it ended. */
interface Timeline {
  readonly files?: Readonly<Record<string, string>>;
  readonly initialObjects: readonly KubeObject[];
  readonly deltas: readonly Delta[];
  readonly commands: readonly Command[];
}

interface Delta {
  readonly beforeSeq: number;
  readonly changed: readonly KubeObject[];
  /** `Kind namespace/name`. */
  readonly deleted: readonly string[];
}

interface Command {
  readonly seq: number;
  readonly at: string;
  readonly command: string;
  readonly stdin?: string;
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The recorded moment is when the command began; ages in its output may be a second older. */
const CLOCK_SHIFTS_MS = [0, 500, 1000, 100, 200, 300, 400, 600, 700, 800, -200, -500, -1000];

/** Each command against a server that holds the state of its moment. */
const reader: GoldenReader = {
  fits: (_path, data) => {
    const { initialObjects, commands } = data as Partial<Timeline>;
    return Array.isArray(initialObjects) && Array.isArray(commands);
  },
  run(data) {
    const timeline = data as Timeline;
    return timeline.commands.map((recorded) =>
      runItem(`${recorded.seq}: ${recorded.command.split('\n')[0]}`, () => compareCommand(timeline, recorded)),
    );
  },
};

export default reader;

function compareCommand(timeline: Timeline, recorded: Command): Difference[] {
  let least: Difference[] | undefined;
  const seen = new Set<string>();
  for (const shift of CLOCK_SHIFTS_MS) {
    const result = runAt(timeline, recorded, Date.parse(recorded.at) + shift);
    const text = JSON.stringify(result);
    const differences = seen.has(text) ? undefined : compareResult(recorded, result);
    seen.add(text);
    if (differences?.length === 0) return [];
    if (differences && (!least || differences.length < least.length)) least = differences;
    // What does not depend on the clock will not agree at another moment.
    if (shift === 1000 && seen.size === 1) break;
  }
  return least ?? [];
}

function compareResult({ exit, stdout, stderr }: Command, result: KubectlResult): Difference[] {
  return [
    ...differencesOf(exit, result.exitCode, 'exit'),
    ...compareText(stdout, result.stdout, 'stdout'),
    ...compareText(stderr, result.stderr, 'stderr'),
  ];
}

function compareText(expected: string, actual: string, path: string): Difference[] {
  if (expected === actual) return [];
  const [want, have] = [expected.split('\n'), actual.split('\n')];
  const line = want.findIndex((text, i) => text !== have[i]);
  const at = line < 0 ? want.length : line;
  return [{ path: `${path}, line ${at + 1}`, expected: want[at], actual: have[at] }];
}

function stateAt(timeline: Timeline, seq: number, nowMs: number): FakeServer {
  const server = createFakeServer();
  server.nowMs = nowMs;
  for (const object of timeline.initialObjects) server.put(object);
  for (const delta of timeline.deltas) {
    if (delta.beforeSeq > seq) break;
    for (const object of delta.changed) server.put(object);
    for (const text of delta.deleted) {
      const [kind, key = ''] = text.split(' ');
      for (const object of server.objects.values()) {
        const { namespace, name } = object.metadata;
        if (object.kind === kind && (namespace ? `${namespace}/${name}` : name) === key) server.remove(object);
      }
    }
  }
  return server;
}

function runAt(timeline: Timeline, recorded: Command, nowMs: number): KubectlResult {
  const server = stateAt(timeline, recorded.seq, nowMs);
  return runKubectl(recorded.command, {
    transport: (request) => server.serve(request),
    nowMs,
    files: new Map(Object.entries(timeline.files ?? {})),
    ...(recorded.stdin === undefined ? {} : { stdin: recorded.stdin }),
  });
}
