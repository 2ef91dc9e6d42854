import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../../api/object.ts';
import first from '../testing/testdata/golden/kubectl-1.json' with { type: 'json' };
import second from '../testing/testdata/golden/kubectl-2.json' with { type: 'json' };
import type { KubectlResult } from './env.ts';
import { createFakeServer, type FakeServer } from './testing/fake-server.ts';
import { runKubectl } from './testing/run.ts';

// Recorded commands of the real kubectl: the state when each ran, what it printed, how it ended.

interface Timeline {
  readonly files: Readonly<Record<string, string>>;
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
const CLOCK_SHIFTS_MS = [0, 100, 200, 300, 400, 500, 600, 700, 800, 1000, -200, -500, -1000];

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
    files: new Map(Object.entries(timeline.files)),
    ...(recorded.stdin === undefined ? {} : { stdin: recorded.stdin }),
  });
}

const timelines = [first, second] as unknown as readonly Timeline[];

describe.each(timelines.map((timeline, i) => ({ timeline, name: `timeline ${i + 1}` })))('$name', ({ timeline }) => {
  test.each(timeline.commands.map((recorded) => ({ recorded, name: `${recorded.seq}: ${recorded.command}` })))(
    '$name',
    ({ recorded }) => {
      const wanted = { stdout: recorded.stdout, stderr: recorded.stderr, exitCode: recorded.exit };
      const results = CLOCK_SHIFTS_MS.map((shift) => () => runAt(timeline, recorded, Date.parse(recorded.at) + shift));
      const agreeing = results.find((run) => JSON.stringify(run()) === JSON.stringify(wanted));
      expect((agreeing ?? results[0]!)()).toEqual(wanted);
    },
  );
});
