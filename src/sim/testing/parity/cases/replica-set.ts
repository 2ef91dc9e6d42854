import type { ReplicaSet } from '../../../../api/k8s/apps-v1.gen.ts';
import type { Pod } from '../../../../api/k8s/core-v1.gen.ts';
import { controllerOf, isTerminating } from '../../../../api/object.ts';
import PodKind from '../../../../kinds/pod/kind.ts';
import ReplicaSetKind from '../../../../kinds/replica-set/kind.ts';
import { NAMESPACE } from '../../control-plane.ts';
import { condition } from '../../controller-world.ts';
import { differencesOf } from '../compare.ts';
import type { Case, CaseReader } from '../reader.ts';
import { type Difference, runItem } from '../result.ts';
import { compareEvents, eventTexts, unnamed } from '../script/events.ts';
import { compareScript, type State } from '../script/run-script.ts';
import { createScriptWorld, type ScriptWorld } from '../script/script-world.ts';
import { playStep, type Step } from '../script/steps.ts';

/** A Pod that is there before the ReplicaSet. */
interface AdoptedPod {
  readonly name: string;
  readonly node?: string;
  /** Seconds since it became Ready. */
  readonly ready?: number;
  readonly cost?: number;
  readonly restarts?: number;
}

interface Ranking {
  readonly replicaSet: ReplicaSet;
  readonly adoptedPods: readonly AdoptedPod[];
}

/** What ReplicaSets do, and which Pods they delete first. */
const reader: CaseReader = {
  areas: ['replicaset'],
  fits: ({ given, then }) =>
    'adoptedPods' in ((given['objects'] as object[])?.[0] ?? {}) ||
    'fullyLabeledReplicas' in (((then['states'] as State[])?.[0]?.['status'] as object) ?? {}),
  run: (cases) =>
    cases.map((entry) =>
      runItem(entry.id, () => {
        const [first] = entry.given['objects'] as readonly object[];
        return first && 'adoptedPods' in first ? compareRanking(entry, first as Ranking) : compareCounts(entry);
      }),
    ),
};

export default reader;

function compareRanking(entry: Case, { replicaSet, adoptedPods }: Ranking): Difference[] {
  // Pods that wait for a node go on doing so.
  const world = createScriptWorld([], false);
  // No Pod has been ready for longer than the cluster is there.
  world.run(1000 * Math.max(0, ...adoptedPods.map(({ ready = 0 }) => ready)));
  for (const pod of adoptedPods) createAdopted(world, replicaSet, pod);
  world.create(replicaSet);
  world.settle();
  for (const step of entry.when['script'] as readonly Step[]) {
    playStep(world, 'patch' in step && !step.on ? { ...step, on: `ReplicaSet/${replicaSet.metadata.name}` } : step);
  }
  const left = world.list(PodKind).filter((pod) => !isTerminating(pod));
  const kept = left.map(({ metadata }) => metadata.name!).sort();
  const deleted = adoptedPods.map(({ name }) => name).filter((name) => !kept.includes(name));
  const [expected] = entry.then['states'] as readonly State[];
  const seen: State = { kept, deleted };
  const wanted = Object.keys(expected!).filter((key) => key in seen);
  return wanted.flatMap((key) => differencesOf(expected![key], seen[key], key));
}

function createAdopted(world: ScriptWorld, rs: ReplicaSet, given: AdoptedPod): void {
  const { template } = rs.spec!;
  const { labels } = template!.metadata!;
  const cost = given.cost === undefined ? {} : { 'controller.kubernetes.io/pod-deletion-cost': String(given.cost) };
  const pod = world.act(
    world.client.create(PodKind, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { namespace: NAMESPACE, name: given.name, labels: labels!, annotations: cost },
      spec: { ...template!.spec!, ...(given.node ? { nodeName: given.node } : {}) },
    }),
  );
  if (!given.node) return;
  const nowMs = world.engine.unixMs;
  const readiness =
    given.ready === undefined
      ? condition('Ready', 'False', nowMs)
      : condition('Ready', 'True', nowMs - given.ready * 1000);
  const container = { name: 'c', image: 'app:v1', imageID: '', ready: true, restartCount: given.restarts ?? 0 };
  world.setPod(pod, { phase: 'Running', conditions: [readiness], containerStatuses: [container] });
}

function compareCounts(entry: Case): Difference[] {
  const { world, differences } = compareScript(entry, observe);
  return [...differences, ...compareEvents(entry.then['events'], eventTexts(world, 'ReplicaSet'), maskName)];
}

/** Pods of these cases may have names of their own, which is not what the events are about. */
function maskName(text: string): string {
  return unnamed(text).replace(/(Created|Deleted) pod: \S+$/, '$1 pod: <rand>');
}

function observe(world: ScriptWorld): State {
  const { status, ...rs } = world.list(ReplicaSetKind)[0]! ?? {};
  const { replicas = 0, readyReplicas = 0, availableReplicas = 0, fullyLabeledReplicas = 0 } = status ?? {};
  const { observedGeneration, conditions = [] } = status ?? {};
  return {
    status: { replicas, readyReplicas, availableReplicas, fullyLabeledReplicas, observedGeneration },
    conditions,
    pods: world.list(PodKind).map(describePod).sort(),
    exists: rs !== undefined,
  };
}

function describePod(pod: Pod): string {
  const owned = controllerOf(pod) ? 'owned' : 'not owned';
  return `${owned}, ${isTerminating(pod) ? 'terminating' : pod.status?.phase}`;
}
