import type { KubeObject } from '../../../../api/object.ts';
import { encodeBase64 } from '../../../../api/validation/base64.ts';
import type { KubectlResult } from '../../../kubectl/env.ts';
import { agrees } from '../../field-values.ts';
import pairs from '../../testdata/tls-pairs.json' with { type: 'json' };
import { sameButAges } from '../ages.ts';
import { differencesOf } from '../compare.ts';
import type { GoldenReader } from '../reader.ts';
import { type Difference, runItem } from '../result.ts';
import { createStateWorld, type Delta, runIn } from '../state-world.ts';

/** Recorded commands of the real kubectl: the state when each ran, what it printed, how it ended. */
interface Timeline {
  readonly files?: Readonly<Record<string, string>>;
  readonly initialObjects: readonly KubeObject[];
  readonly deltas: readonly (Delta & { readonly beforeSeq: number })[];
  readonly commands: readonly Command[];
}

interface Command {
  readonly seq: number;
  readonly at: string;
  readonly command: string;
  readonly stdin?: string;
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly tookMs?: number;
  /** It waits while the cluster moves. */
  readonly blocking?: boolean;
}

/** A command that is not over after so long never ends. */
const LIMIT_MS = 90_000;

/** The recorded moment is when the command began; most of its work came a little later. */
const CLOCK_SHIFTS_MS = [0, 500, -1000];

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
  const at = (shift: number): Difference[] =>
    compareResult(
      recorded,
      runAt(timeline, recorded, Date.parse(recorded.at) + shift),
      lastRevision(timeline, recorded),
    );
  let least = at(CLOCK_SHIFTS_MS[0]!);
  for (const shift of CLOCK_SHIFTS_MS.slice(1)) {
    if (least.length === 0) break;
    const other = at(shift);
    if (other.length < least.length) least = other;
  }
  return least;
}

/** The newest resourceVersion of the state: newer ones come from what the command did. */
function lastRevision(timeline: Timeline, { seq }: Command): number {
  return Math.max(...stateAt(timeline, seq).map(({ metadata }) => Number(metadata.resourceVersion ?? 0)));
}

function compareResult(recorded: Command, result: KubectlResult, lastRevision: number): Difference[] {
  const { exit, stderr, blocking } = recorded;
  // How many lines a command prints that waits depends on the moment; how it ends does not.
  const end = (text: string): string => (blocking ? (text.trimEnd().split('\n').at(-1) ?? '') : text);
  return [
    ...differencesOf(exit, result.exitCode, 'exit'),
    ...compareText(end(recorded.stdout), end(result.stdout), 'stdout', lastRevision),
    ...compareText(stderr, result.stderr, 'stderr', lastRevision),
  ];
}

/** Compares line by line; what the command itself made has other names and versions, and ages may differ by a second. */
function compareText(expected: string, actual: string, path: string, lastRevision: number): Difference[] {
  if (expected === actual) return [];
  const made = (line: string): string =>
    unnamed(line).replace(/(resourceVersion"?: "?)(\d+)/, (text, key: string, version: string) =>
      Number(version) > lastRevision ? `${key}<new>` : text,
    );
  const [want, have] = [expected.split('\n'), actual.split('\n')];
  const line = want.findIndex(
    (text, i) =>
      !agrees(made(text), made(have[i] ?? '')) &&
      !agrees(text, have[i]) &&
      !sameButAges(made(text), made(have[i] ?? '')),
  );
  if (line < 0 && want.length === have.length) return [];
  const at = line < 0 ? want.length : line;
  return [{ path: `${path}, line ${at + 1}`, expected: want[at], actual: have[at] }];
}

/** A line without a name that the server or kubectl has drawn. */
function unnamed(line: string): string {
  return line
    .replace(/\b(node-debugger-[\w-]+|debugger)-[bcdfghjklmnpqrstvwxz2456789]{5}\b/g, '$1-<rand>')
    .replace(/\/tmp\/(LIVE|MERGED)-\d+/g, '<tmp>/$1')
    .replace(/^([EW]\d{4}) [\d:.]+ +\d+ /, '$1 <time> <pid> ')
    .replace(/\t\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{9} \+0000$/, '\t<time>');
}

/** The objects at the moment of a command. */
function stateAt({ initialObjects, deltas }: Timeline, seq: number): readonly KubeObject[] {
  const objects = new Map(initialObjects.map((object) => [keyOf(object), object]));
  for (const { beforeSeq, changed, deleted } of deltas) {
    if (beforeSeq > seq) break;
    for (const object of changed) objects.set(keyOf(object), object);
    for (const key of deleted) objects.delete(key);
  }
  return [...objects.values()];
}

function keyOf({ kind, metadata: { namespace, name } }: KubeObject): string {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}

/** For the key that was taken out of the recording, and for the certificate that goes with it, a pair of our own. */
function replacementOf(name: string, text: string, files: Readonly<Record<string, string>>): string {
  if (text === TAKEN_OUT) return pairs['prime256v1.key'];
  const key = files[name.replace(/\.crt$/, '.key')];
  return key === TAKEN_OUT && text.startsWith('-----BEGIN CERTIFICATE') ? pairs['prime256v1.crt'] : text;
}

const TAKEN_OUT = '<private key>';

function runAt(timeline: Timeline, recorded: Command, nowMs: number): KubectlResult {
  const { seq, stdin, tookMs = 0, command } = recorded;
  const state = createStateWorld(stateAt(timeline, seq), nowMs);
  const next = timeline.deltas.find(({ beforeSeq }) => beforeSeq > seq);
  if (next) {
    // What a command waits for has come by the end of it.
    state.world.engine.after(Math.max(tookMs - 50, 20), () => state.change(next), undefined);
  }
  const given = timeline.files ?? {};
  const files = new Map(Object.entries(given).map(([name, text]) => [name, replacementOf(name, text, given)]));
  const result = runIn(state, command, { files, ...(stdin === undefined ? {} : { stdin }) }, LIMIT_MS);
  let { stdout } = result;
  for (const [name, text] of Object.entries(given)) {
    if (text !== TAKEN_OUT)
      stdout = stdout.replaceAll(encodeBase64(replacementOf(name, text, given)), encodeBase64(text));
  }
  return { ...result, stdout };
}
