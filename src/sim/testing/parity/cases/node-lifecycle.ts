import type { Pod } from '../../../../api/k8s/core-v1.gen.ts';
import { isTerminating, type KubeObject } from '../../../../api/object.ts';
import { podCondition } from '../../../../api/pod.ts';
import PodKind from '../../../../kinds/pod/kind.ts';
import { evictionRate, zoneState } from '../../../controllers/node-lifecycle/zones.ts';
import { NAMESPACE } from '../../control-plane.ts';
import { differencesOf } from '../compare.ts';
import type { Case, CaseReader } from '../reader.ts';
import { type Difference, runItem } from '../result.ts';
import { eventTexts } from '../script/events.ts';
import type { State } from '../script/run-script.ts';
import { createScriptWorld, type ScriptWorld } from '../script/script-world.ts';
import { playStep, type Step } from '../script/steps.ts';

/** How Pods leave nodes, and what a zone's health means for it. */
const reader: CaseReader = {
  areas: ['node-lifecycle'],
  fits: ({ given, then }) => 'notReadyNodes' in given || 'podGoneAfterSeconds' in then,
  run: (cases) =>
    cases.map((entry) => runItem(entry.id, () => ('notReadyNodes' in entry.given ? zone(entry) : play(entry)))),
};

export default reader;

function zone({ given, then }: Case): Difference[] {
  const { readyNodes, notReadyNodes } = given as Readonly<Record<string, number>>;
  const state = zoneState(readyNodes!, notReadyNodes!);
  const evictionRatePerSecond = evictionRate(state, readyNodes! + notReadyNodes!);
  const { note: _, ...expected } = then;
  return differencesOf(expected, { zoneState: state, evictionRatePerSecond });
}

const LIMIT_S = 400;
const POLL_MS = 100;

function play({ given, when, then }: Case): Difference[] {
  const objects = given['objects'] as readonly KubeObject[];
  const world = createScriptWorld(objects);
  for (const pod of world.list(PodKind)) if (!pod.status?.podIP) world.makeReady(pod);
  world.settle();
  const startMs = world.engine.nowMs;
  const leftAfter = new Map<string, number>();
  const names = objects.filter(({ kind }) => kind === 'Pod').map(({ metadata }) => metadata.name!);
  for (const step of when['script'] as readonly Step[]) {
    // The times count from the step on, not from when all is quiet.
    if (step.delete?.startsWith('Node/') || step.patch) startStep(world, step);
    else playStep(world, step);
  }
  const gone = 'podGoneAfterSeconds' in then;
  while (world.engine.nowMs - startMs < LIMIT_S * 1000 && leftAfter.size < names.length) {
    world.run(POLL_MS);
    const pods = new Map(world.list(PodKind).map((pod) => [pod.metadata.name!, pod]));
    for (const name of names) {
      const pod = pods.get(name);
      const left = gone ? pod === undefined : pod === undefined || isTerminating(pod);
      if (left && !leftAfter.has(name)) leftAfter.set(name, (world.engine.nowMs - startMs) / 1000);
    }
  }
  return gone ? compareGone(world, names, leftAfter, then) : compareEvicted(world, leftAfter, then);
}

function startStep(world: ScriptWorld, step: Step): void {
  const [kindName = '', name = ''] = (step.delete ?? step.on ?? '').split('/');
  const kind = world.kind(kindName);
  const namespace = kind.namespaced ? NAMESPACE : '';
  if (step.delete) world.act(world.client.delete(kind, namespace, name));
  else {
    const type = 'application/strategic-merge-patch+json' as const;
    world.act(world.client.patch(kind, namespace, name, { type, body: step.patch }));
  }
}

interface Range {
  readonly min: number;
  readonly max: number;
}

function compareGone(
  world: ScriptWorld,
  names: readonly string[],
  after: ReadonlyMap<string, number>,
  then: State,
): Difference[] {
  const { min, max } = then['podGoneAfterSeconds'] as Range;
  const seconds = after.get(names[0]!) ?? Number.POSITIVE_INFINITY;
  const inTime: Difference[] =
    seconds >= min && seconds <= max
      ? []
      : [{ path: 'podGoneAfterSeconds', expected: { min, max }, actual: String(seconds) }];
  const last = world.deleted.get(`Pod/${names[0]}`) as Pod | undefined;
  const { lastTransitionTime: _, ...condition } = (last && podCondition(last, 'DisruptionTarget')) ?? {};
  const state = { phaseSetTo: last?.status?.phase, condition };
  return [...inTime, ...differencesOf(then['beforeDeletion'] ?? null, then['beforeDeletion'] ? state : null)];
}

function compareEvicted(world: ScriptWorld, after: ReadonlyMap<string, number>, then: State): Difference[] {
  const [expected = {}] = then['states'] as readonly State[];
  const wanted = (expected['deletionAfterSeconds'] ?? {}) as Readonly<Record<string, readonly [number, unknown]>>;
  const differences = Object.entries(wanted).flatMap(([name, [seconds, condition]]): Difference[] => {
    const pod =
      world.list(PodKind).find(({ metadata }) => metadata.name === name) ?? (world.deleted.get(`Pod/${name}`) as Pod);
    const { status, reason, message } = (pod && podCondition(pod, 'DisruptionTarget')) ?? {};
    const actual = after.get(name);
    const late: Difference[] =
      actual !== undefined && Math.abs(actual - seconds) <= 1.3
        ? []
        : [{ path: `deletionAfterSeconds.${name}`, expected: seconds, actual }];
    return [...late, ...differencesOf(condition, { status, reason, message }, `deletionAfterSeconds.${name}`)];
  });
  const kept = (expected['notDeleted'] ?? []) as readonly string[];
  const events = ((expected['events'] ?? []) as readonly string[]).map((text) => text.replace(/ Pod\/\S+:/, ':'));
  return [
    ...differences,
    ...differencesOf(
      kept,
      kept.filter((name) => !after.has(name)),
      'notDeleted',
    ),
    ...differencesOf(
      [...events].sort(),
      [...new Set(eventTexts(world, 'Pod'))].filter((text) => text.includes('TaintManager')).sort(),
      'events',
    ),
  ];
}
