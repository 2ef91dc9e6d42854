import { expect, test } from 'vitest';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import type { PodDisruptionBudget } from '../../api/k8s/policy-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import { NAMESPACE } from '../../sim/testing/control-plane.ts';
import { createControllerWorld } from '../../sim/testing/controller-world.ts';
import PodKind from '../pod/kind.ts';
import PodDisruptionBudgetKind from './kind.ts';

const labels = { app: 'db' };

function definition(withScale: boolean): KubeObject {
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
  const scale = { specReplicasPath: '.spec.size', statusReplicasPath: '.status.size' };
  const version = {
    name: 'v1',
    served: true,
    storage: true,
    schema,
    ...(withScale ? { subresources: { scale } } : {}),
  };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'databases.x.org' },
    spec: {
      group: 'x.org',
      scope: 'Namespaced',
      names: { plural: 'databases', kind: 'Database' },
      versions: [version],
    },
  } as KubeObject;
}

/** The budget of a Pod that an object of a kind defined at run time controls. */
function budgetStatus(withScale: boolean): PodDisruptionBudget['status'] {
  const world = createControllerWorld();
  const { client, act } = world;
  act(client.create(world.kind('CustomResourceDefinition'), definition(withScale)));
  world.settle();
  const plural = { plural: 'databases', singular: 'database' };
  const kind = {
    group: 'x.org',
    version: 'v1',
    kind: 'Database',
    ...plural,
    namespaced: true,
    schema: '',
    columns: [],
  };
  const metadata = { name: 'db', namespace: NAMESPACE };
  const { uid } = act(
    client.create<KubeObject>(kind, {
      apiVersion: 'x.org/v1',
      kind: 'Database',
      metadata,
      spec: { size: 3 },
    } as KubeObject),
  ).metadata;
  const owner = { apiVersion: 'x.org/v1', kind: 'Database', name: 'db', uid: uid!, controller: true };
  const pod = {
    metadata: { name: 'db-0', namespace: NAMESPACE, labels, ownerReferences: [owner] },
    spec: { containers: [{ name: 'c', image: 'db' }] },
  };
  act(client.create(PodKind, { apiVersion: 'v1', kind: 'Pod', ...pod } as Pod));
  const spec = { maxUnavailable: 1, selector: { matchLabels: labels } };
  act(client.create(PodDisruptionBudgetKind, { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata, spec }));
  world.run(3_000);
  return world.list(PodDisruptionBudgetKind)[0]!.status;
}

test('a budget goes by the scale of an owner whose kind is defined at run time', () => {
  expect(budgetStatus(true)).toMatchObject({ expectedPods: 3, desiredHealthy: 2, currentHealthy: 0 });
});

test('it says so when that kind has no scale', () => {
  expect(budgetStatus(false)?.conditions).toMatchObject([
    { status: 'False', reason: 'SyncFailed', message: 'databases.x.org does not implement the scale subresource' },
  ]);
});
