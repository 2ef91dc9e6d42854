import { describe, expect, it } from 'vitest';
import type { ReplicaSet } from '../../api/k8s/apps-v1.gen.ts';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { controllerOf, isTerminating, type KubeObject } from '../../api/object.ts';
import PodKind from '../../kinds/pod/kind.ts';
import ReplicaSetKind from '../../kinds/replica-set/kind.ts';
import { NAMESPACE } from './control-plane.ts';
import { type ControllerWorld, condition, createControllerWorld } from './controller-world.ts';
import cases from './testdata/cases/replicaset.json' with { type: 'json' };

interface AdoptedPod {
  readonly name: string;
  readonly node?: string;
  /** Seconds since it became Ready. */
  readonly ready?: number;
  readonly cost?: number;
  readonly restarts?: number;
}
interface Case {
  readonly id: string;
  readonly title: string;
  readonly given: { readonly objects: readonly unknown[] };
  readonly then: { readonly states: readonly Record<string, unknown>[]; readonly events?: readonly string[] };
}

const ONLY = ['replicaset-controller'];
const all = cases as unknown as readonly Case[];
const find = (id: string): Case => all.find((entry) => entry.id === id)!;
const inNamespace = <T extends KubeObject>(object: T): T => ({
  ...object,
  metadata: { ...object.metadata, namespace: NAMESPACE },
});

describe('ReplicaSets choose the Pods to delete as recorded', () => {
  const ranked = all.filter((entry) => entry.id.startsWith('rs-rank-'));
  it.each(ranked.map((entry) => [entry.title, entry] as const))('%s', (_title, entry) => {
    const { replicaSet, adoptedPods } = entry.given.objects[0] as {
      replicaSet: ReplicaSet;
      adoptedPods: readonly AdoptedPod[];
    };
    const world = createControllerWorld({ only: ONLY });
    world.run(200_000_000);
    const nowMs = world.engine.unixMs;
    for (const pod of adoptedPods) createAdopted(world, replicaSet, pod, nowMs);
    world.act(world.client.create(ReplicaSetKind, inNamespace(replicaSet)));
    world.settle();
    const type = 'application/strategic-merge-patch+json' as const;
    const patch = { type, body: { spec: { replicas: 2 } } };
    world.act(world.client.patch(ReplicaSetKind, NAMESPACE, replicaSet.metadata.name!, patch));
    world.settle();
    const kept = world.list(PodKind).filter((pod) => !isTerminating(pod));
    expect(kept.map((pod) => pod.metadata.name)).toEqual(entry.then.states[0]!['kept']);
  });
});

function createAdopted(world: ControllerWorld, rs: ReplicaSet, given: AdoptedPod, nowMs: number): void {
  const { labels } = rs.spec!.template!.metadata!;
  const cost = given.cost === undefined ? {} : { 'controller.kubernetes.io/pod-deletion-cost': String(given.cost) };
  const pod = world.act(
    world.client.create(PodKind, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { namespace: NAMESPACE, name: given.name, labels: labels!, annotations: cost },
      spec: { ...rs.spec!.template!.spec!, ...(given.node ? { nodeName: given.node } : {}) },
    }),
  );
  if (!given.node) return;
  const readiness =
    given.ready === undefined
      ? condition('Ready', 'False', nowMs)
      : condition('Ready', 'True', nowMs - given.ready * 1000);
  const container = { name: 'c', image: 'app:v1', imageID: '', ready: true, restartCount: given.restarts ?? 0 };
  world.setPod(pod, { phase: 'Running', conditions: [readiness], containerStatuses: [container] });
}

describe('ReplicaSets keep their number as recorded', () => {
  const start = (id: string, bindTo?: string): ControllerWorld => {
    const world = createControllerWorld({ only: ONLY, ...(bindTo ? { bindTo } : {}) });
    for (const object of find(id).given.objects as KubeObject[]) {
      world.act(world.client.create(world.kind(object.kind), inNamespace(object)));
    }
    world.settle();
    return world;
  };
  const check = (world: ControllerWorld, id: string, index: number): void => {
    const rs = world.list(ReplicaSetKind)[0]!;
    const { replicas, readyReplicas = 0, availableReplicas = 0, fullyLabeledReplicas = 0 } = rs.status!;
    const { observedGeneration } = rs.status!;
    const { after, status, pods } = find(id).then.states[index]!;
    expect({
      after,
      status: { replicas, readyReplicas, availableReplicas, fullyLabeledReplicas, observedGeneration },
      pods: world.list(PodKind).map(describePod).sort(),
    }).toEqual({ after, status, pods });
  };

  it(find('rs-replace-deleted').title, () => {
    const world = start('rs-replace-deleted', 'n1');
    world.round();
    world.settle();
    check(world, 'rs-replace-deleted', 0);
    const victim = world.list(PodKind)[0]!;
    world.act(world.client.delete(PodKind, NAMESPACE, victim.metadata.name!));
    world.settle();
    check(world, 'rs-replace-deleted', 1);
    world.removeTerminating();
    world.settle();
    check(world, 'rs-replace-deleted', 2);
  });
  it(find('rs-failed-replaced').title, () => {
    const world = start('rs-failed-replaced', 'n1');
    world.setPod(world.list(PodKind)[0]!, { phase: 'Failed', reason: 'Evicted' });
    world.settle();
    check(world, 'rs-failed-replaced', 0);
  });
  it(find('rs-adopt-release').title, () => {
    const world = start('rs-adopt-release', 'n1');
    check(world, 'rs-adopt-release', 0);
    const type = 'application/strategic-merge-patch+json' as const;
    const patch = { type, body: { metadata: { labels: { app: 'other' } } } };
    world.act(world.client.patch(PodKind, NAMESPACE, 'stray', patch));
    world.settle();
    check(world, 'rs-adopt-release', 1);
  });
  it(find('rs-surplus').title, () => {
    const world = start('rs-surplus', 'n1');
    check(world, 'rs-surplus', 0);
    const events = world.newEvents('ReplicaSet').map((text) => text.replace(/s\d$/, '<name>'));
    expect(events).toEqual([
      'Normal SuccessfulDelete: Deleted pod: <name>',
      'Normal SuccessfulDelete: Deleted pod: <name>',
    ]);
  });
});

function describePod(pod: Pod): string {
  const owned = controllerOf(pod) ? 'owned' : 'not owned';
  return `${owned}, ${isTerminating(pod) ? 'terminating' : pod.status?.phase}`;
}
