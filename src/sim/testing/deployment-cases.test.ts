import { describe, expect, it } from 'vitest';
import type { Deployment, ReplicaSet } from '../../api/k8s/apps-v1.gen.ts';
import { controllerOf, isTerminating } from '../../api/object.ts';
import { isPodReady, isPodTerminal } from '../../api/pod.ts';
import DeploymentKind from '../../kinds/deployment/kind.ts';
import PodKind from '../../kinds/pod/kind.ts';
import ReplicaSetKind from '../../kinds/replica-set/kind.ts';
import { NAMESPACE } from './control-plane.ts';
import { type ControllerWorld, createControllerWorld } from './controller-world.ts';
import cases from './testdata/cases/deployment.json' with { type: 'json' };

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message?: string;
  readonly alsoAllowedReason?: string;
}
interface State {
  readonly after: string;
  readonly replicaSets: readonly unknown[];
  readonly deploymentStatus: Readonly<Record<string, unknown>> & { readonly conditions: readonly Condition[] };
  readonly deploymentEvents?: readonly string[];
  readonly terminatingPods?: number;
}
type Step = { readonly kubelet?: string; readonly patch?: unknown; readonly wait?: number };
interface Case {
  readonly title: string;
  readonly given: { readonly objects: readonly Deployment[] };
  readonly when: { readonly script: readonly Step[] };
  readonly then: { readonly states: readonly State[] };
}

const ONLY = ['deployment-controller', 'replicaset-controller'];
const COUNTS = ['replicas', 'updatedReplicas', 'readyReplicas', 'availableReplicas', 'unavailableReplicas'] as const;

describe('Deployments do what the recorded control plane did', () => {
  it.each((cases as unknown as Case[]).map((entry) => [entry.title, entry] as const))('%s', (_title, entry) => {
    const world = createControllerWorld({ only: ONLY, bindTo: 'n1' });
    for (const object of entry.given.objects) {
      world.act(
        world.client.create(DeploymentKind, { ...object, metadata: { ...object.metadata, namespace: NAMESPACE } }),
      );
    }
    world.settle();
    const states = [stateOf(world)];
    for (const step of entry.when.script) {
      play(world, step);
      states.push(stateOf(world));
    }
    const expected = entry.then.states;
    expect(states.map((state, i) => ({ after: expected[i]?.after, ...only(state, expected[i]!) }))).toEqual(
      expected.map((state, i) => normalised(state, states[i]!)),
    );
  });
});

function play(world: ControllerWorld, step: Step): void {
  if (step.patch) {
    const patch = { type: 'application/strategic-merge-patch+json' as const, body: step.patch };
    world.act(world.client.patch(DeploymentKind, NAMESPACE, 'web', patch));
  } else if (step.kubelet?.startsWith('round')) world.round();
  else if (step.kubelet === 'terminating pods are gone') world.removeTerminating();
  else if (step.kubelet) world.round(Number.parseInt(step.kubelet, 10));
  else if (step.wait) world.run(step.wait * 1000);
  world.settle();
}

function stateOf(world: ControllerWorld): State {
  const deployment = world.list(DeploymentKind)[0]!;
  const pods = world.list(PodKind);
  const podsOf = (rs: ReplicaSet) =>
    pods.filter((pod) => controllerOf(pod)?.uid === rs.metadata.uid && !isTerminating(pod) && !isPodTerminal(pod));
  const replicaSets = world.list(ReplicaSetKind).map((rs) => ({
    revision: Number(rs.metadata.annotations?.['deployment.kubernetes.io/revision']),
    image: rs.spec?.template?.spec?.containers[0]?.image,
    specReplicas: rs.spec?.replicas,
    pods: podsOf(rs).length,
    ready: podsOf(rs).filter(isPodReady).length,
  }));
  const status = deployment.status!;
  return {
    after: '',
    replicaSets: replicaSets.sort((a, b) => a.revision - b.revision),
    deploymentStatus: {
      ...Object.fromEntries(COUNTS.map((key) => [key, status[key] ?? 0])),
      conditions: (status.conditions ?? []) as unknown as Condition[],
    },
    deploymentEvents: world.newEvents('Deployment').map((text) => text.replace(/web-[a-z0-9]+/, 'web-<hash>')),
    terminatingPods: pods.filter(isTerminating).length,
  };
}

/** What a state says of the things that the expected one speaks of. */
function only(state: State, expected: State): object {
  const wanted = new Map(expected.deploymentStatus.conditions.map((entry) => [entry.type, entry]));
  const conditions = state.deploymentStatus.conditions.map((entry) => ({
    type: entry.type,
    status: entry.status,
    reason: entry.reason,
    ...(wanted.get(entry.type)?.message ? { message: entry.message?.replace(/web-[a-z0-9]+/, 'web-<hash>') } : {}),
  }));
  return {
    replicaSets: state.replicaSets,
    deploymentStatus: { ...state.deploymentStatus, conditions: conditions.sort(byType) },
    ...(expected.deploymentEvents ? { deploymentEvents: state.deploymentEvents } : {}),
    ...(countsTerminating(expected) ? { terminatingPods: state.terminatingPods } : {}),
  };
}

/** After a round the number depends on how fast the recorded kubelet was: Pods of the same round may be gone or not. */
function countsTerminating(expected: State): boolean {
  return expected.terminatingPods !== undefined && !expected.after.includes('Ready');
}

/** The expected state, with the reason that was seen where two are allowed. */
function normalised(expected: State, seen: State): unknown {
  const conditions = expected.deploymentStatus.conditions.map(({ alsoAllowedReason, ...entry }) => {
    const actual = seen.deploymentStatus.conditions.find((other) => other.type === entry.type);
    return alsoAllowedReason && actual?.reason === alsoAllowedReason ? { ...entry, reason: alsoAllowedReason } : entry;
  });
  const { terminatingPods, ...rest } = expected;
  const counted = countsTerminating(expected) ? { terminatingPods } : {};
  return {
    ...rest,
    ...counted,
    deploymentStatus: { ...expected.deploymentStatus, conditions: conditions.sort(byType) },
  };
}

function byType(a: { type: string }, b: { type: string }): number {
  return a.type < b.type ? -1 : 1;
}
