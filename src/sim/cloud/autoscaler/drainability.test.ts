import { expect, test } from 'vitest';
import type { Pod, PodSpec } from '../../../api/k8s/core-v1.gen.ts';
import type { PodDisruptionBudget } from '../../../api/k8s/policy-v1.gen.ts';
import { planDrain } from './drainability.ts';

interface Sort {
  readonly namespace?: string;
  readonly owner?: string;
  readonly annotations?: Record<string, string>;
  readonly volumes?: PodSpec['volumes'];
  readonly phase?: string;
}

function pod({ namespace = 'default', owner = 'ReplicaSet', annotations = {}, volumes, phase = 'Running' }: Sort): Pod {
  const reference = { apiVersion: 'apps/v1', kind: owner, name: 'o', uid: 'u', controller: true };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', namespace, labels: { app: 'a' }, annotations, ownerReferences: owner ? [reference] : [] },
    spec: { containers: [], ...(volumes ? { volumes } : {}) },
    status: { phase },
  };
}

function budget(namespace: string, disruptionsAllowed: number): PodDisruptionBudget {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'b', namespace },
    spec: { selector: { matchLabels: { app: 'a' } } },
    status: { disruptionsAllowed, currentHealthy: 1, desiredHealthy: 1, expectedPods: 1 },
  };
}

const SAFE = 'cluster-autoscaler.kubernetes.io/safe-to-evict';
const EMPTY_DIR = [{ name: 'scratch', emptyDir: {} }];
const NO_BUDGET: readonly PodDisruptionBudget[] = [];

test.each<[string, Sort, readonly PodDisruptionBudget[], unknown]>([
  ['a Pod of a ReplicaSet moves', {}, NO_BUDGET, 1],
  ['a Pod of a DaemonSet stays behind', { owner: 'DaemonSet' }, NO_BUDGET, 0],
  ['a mirror Pod stays behind', { owner: '', annotations: { 'kubernetes.io/config.mirror': 'x' } }, NO_BUDGET, 0],
  ['a Pod that has ended is no matter', { owner: '', phase: 'Succeeded' }, NO_BUDGET, 0],
  ['nobody would make a Pod without controller again', { owner: '' }, NO_BUDGET, 'NotReplicated'],
  ['unless it says that it may go', { owner: '', annotations: { [SAFE]: 'true' } }, NO_BUDGET, 1],
  ['a Pod that says no', { annotations: { [SAFE]: 'false' } }, NO_BUDGET, 'NotSafeToEvictAnnotation'],
  ['a Pod of kube-system', { namespace: 'kube-system' }, NO_BUDGET, 'UnmovableKubeSystemPod'],
  ['a Pod of kube-system with a budget', { namespace: 'kube-system' }, [budget('kube-system', 1)], 1],
  ['a directory of the node would be lost', { volumes: EMPTY_DIR }, NO_BUDGET, 'LocalStorageRequested'],
  ['one in memory may be', { volumes: [{ name: 'm', emptyDir: { medium: 'Memory' } }] }, NO_BUDGET, 1],
  [
    'or one that is named as such',
    { volumes: EMPTY_DIR, annotations: { 'cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes': 'scratch' } },
    NO_BUDGET,
    1,
  ],
  ['a budget that allows none', {}, [budget('default', 0)], 'NotEnoughPdb'],
  ['a budget of another namespace', {}, [budget('other', 0)], 1],
])('%s', (_name, sort, budgets, expected) => {
  const plan = planDrain([pod(sort)], budgets);
  expect('move' in plan ? plan.move.length : plan.blocked).toBe(expected);
});

test('a budget that allows one lets only one of two go', () => {
  expect(planDrain([pod({}), pod({})], [budget('default', 1)])).toMatchObject({ blocked: 'NotEnoughPdb' });
  expect(planDrain([pod({}), pod({})], [budget('default', 2)])).toMatchObject({ move: [{}, {}] });
});
