import type { KubeObject } from '../../../../api/object.ts';
import { isMap } from '../../../../api/patch/json.ts';
import type { WatchEvent } from '../../../../api/request.ts';
import type { KubectlResult } from '../../../kubectl/env.ts';
import { differencesOf } from '../compare.ts';
import { createGoldenWorld, type GoldenWorld } from '../golden-world.ts';
import { hasManagedFields, normalised } from '../normalise.ts';
import type { GoldenReader, Surroundings } from '../reader.ts';
import { type Difference, type ItemResult, runItem } from '../result.ts';

interface Step {
  readonly command: string;
  readonly exit: number;
  readonly stdout?: string;
  readonly stderr: string;
  /** Instead of stdout, what was printed as JSON; null when nothing was. */
  readonly objects?: readonly KubeObject[] | null;
}

interface Run {
  readonly prerequisites?: readonly Step[];
  readonly dryRunServer?: Step;
  readonly apply?: Step;
  readonly created?: readonly { readonly object: KubeObject; readonly watchType: string }[];
  readonly applyAgain?: Step;
  readonly delete?: Step;
}

interface Recording extends Run {
  readonly manifest: string;
  readonly alone?: Run;
  readonly withPrerequisites?: Run;
}

const APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const STEPS = ['dryRunServer', 'apply', 'applyAgain', 'delete'] as const;

/** A manifest by others, applied: what a dry run returns, what is stored first, what kubectl prints. */
const reader: GoldenReader = {
  fits: (_path, data) => typeof (data as Partial<Recording>).manifest === 'string',
  run(data, _path, surroundings) {
    const recording = data as Recording;
    const runs: readonly (readonly [string, Run | undefined])[] = [
      ['', recording],
      ['alone ', recording.alone],
      ['withPrerequisites ', recording.withPrerequisites],
    ];
    return runs.flatMap(([prefix, run]) =>
      run && (run.apply || run.dryRunServer) ? play(prefix, run, recording, surroundings) : [],
    );
  },
};

export default reader;

function play(prefix: string, run: Run, recording: Recording, surroundings: Surroundings): ItemResult[] {
  const world = createGoldenWorld();
  const files = filesOf(run, recording, surroundings);
  const results: ItemResult[] = [];
  const step = (name: string, recorded: Step | undefined): void => {
    if (!recorded) return;
    results.push(runItem(`${prefix}${name}`, () => compareStep(recorded, world.kubectl(recorded.command, '', files))));
    world.run(100);
  };
  run.prerequisites?.forEach((each, i) => {
    step(`prerequisite ${i + 1}`, each);
    world.run(3_000);
  });
  const watches = openWatches(world, run.created ?? []);
  const known = [...watches.values()].map((events) => events.length);
  for (const name of STEPS) {
    step(name, run[name]);
    // What was stored first is what the first event after the application tells.
    if (name !== 'apply') continue;
    const events = [...watches.values()].flatMap((each, i) => each.slice(known[i]));
    for (const { object, watchType } of run.created ?? []) {
      const { namespace = '', name: own } = object.metadata;
      const id = `${prefix}created ${object.kind} ${namespace ? `${namespace}/` : ''}${own}`;
      results.push(runItem(id, () => compareCreated(object, watchType, events)));
    }
  }
  return results;
}

/** A watch for each version of each kind that was stored. */
function openWatches(world: GoldenWorld, created: NonNullable<Run['created']>): Map<string, readonly WatchEvent[]> {
  const watches = new Map<string, readonly WatchEvent[]>();
  for (const { object } of created) {
    const path = world.collection(object.apiVersion, object.kind);
    if (path && !watches.has(path)) watches.set(path, world.watch(`${path}?watch=1`));
  }
  world.run(50);
  return watches;
}

function compareCreated(expected: KubeObject, watchType: string, events: readonly WatchEvent[]): Difference[] {
  const { kind, metadata } = expected;
  const event = events.find(
    ({ object }) =>
      object.kind === kind &&
      object.metadata.name === metadata.name &&
      object.metadata.namespace === metadata.namespace,
  );
  if (!event) return [{ path: '', expected: `${watchType} ${kind} ${metadata.name}`, actual: undefined }];
  return [...differencesOf(watchType, event.type, 'watchType'), ...compareObject(expected, event.object, '')];
}

function compareObject(expected: KubeObject, actual: unknown, path: string): Difference[] {
  const plain: unknown = JSON.parse(JSON.stringify(actual ?? null));
  return differencesOf(normalised(expected), normalised(plain, hasManagedFields(expected)), path);
}

function compareStep({ exit, stdout, stderr, objects }: Step, result: KubectlResult): Difference[] {
  return [
    ...differencesOf(exit, result.exitCode, 'exit'),
    ...differencesOf(stderr, result.stderr, 'stderr'),
    ...(stdout === undefined ? [] : differencesOf(stdout, result.stdout, 'stdout')),
    ...(objects === undefined ? [] : compareObjects(objects ?? [], printedObjects(result.stdout))),
  ];
}

function compareObjects(expected: readonly KubeObject[], actual: readonly unknown[]): Difference[] {
  if (expected.length !== actual.length) {
    return [{ path: 'objects', expected: `${expected.length} objects`, actual: `${actual.length} objects` }];
  }
  return expected.flatMap((object, i) => compareObject(object, actual[i], `objects[${i}]`));
}

/** What a command printed as JSON: an object, a List, or several one after the other. */
function printedObjects(stdout: string): readonly unknown[] {
  const documents = stdout
    .trim()
    .split(/(?<=^\})\n(?=\{)/m)
    .filter((text) => text !== '')
    .map((text): unknown => JSON.parse(text));
  return documents.flatMap((document) =>
    isMap(document) && document['kind'] === 'List' ? (document['items'] as readonly unknown[]) : [document],
  );
}

/** The manifests that the commands name. One that is not at hand is made from what was applied, if the recording has it. */
function filesOf(run: Run, { manifest }: Recording, surroundings: Surroundings): ReadonlyMap<string, string> {
  const commands = [...(run.prerequisites ?? []), ...STEPS.flatMap((step) => run[step] ?? [])];
  const paths = new Set(commands.flatMap(({ command }) => /-f (\S+)/.exec(command)?.[1] ?? []));
  const files = new Map<string, string>();
  for (const path of paths) {
    const text = surroundings.manifest(path) ?? (path === manifest ? appliedDocuments(run) : undefined);
    if (text !== undefined) files.set(path, text);
  }
  return files;
}

function appliedDocuments({ dryRunServer, created = [] }: Run): string | undefined {
  const objects = dryRunServer?.objects ?? created.map(({ object }) => object);
  const documents = objects.flatMap(({ metadata }) => metadata.annotations?.[APPLIED] ?? []);
  return documents.length > 0 ? documents.join('---\n') : undefined;
}
