import { describe, expect, it } from 'vitest';
import type { Deployment } from '../../api/k8s/apps-v1.gen.ts';
import type { ConfigMap } from '../../api/k8s/core-v1.gen.ts';
import { isTerminating, type KubeObject } from '../../api/object.ts';
import ConfigMapKind from '../../kinds/config-map/kind.ts';
import DeploymentKind from '../../kinds/deployment/kind.ts';
import NamespaceKind from '../../kinds/namespace/kind.ts';
import { NAMESPACE } from './control-plane.ts';
import { type ControllerWorld, createControllerWorld } from './controller-world.ts';
import gc from './testdata/cases/garbage-collector.json' with { type: 'json' };
import namespaces from './testdata/cases/namespace.json' with { type: 'json' };

const ONLY = ['deployment-controller', 'replicaset-controller', 'generic-garbage-collector', 'namespace-controller'];
const MERGE = 'application/merge-patch+json' as const;

interface Cascade {
  readonly title: string;
  readonly given: { readonly objects: readonly Deployment[] };
  readonly when: { readonly script: readonly [{ readonly propagationPolicy: string }, unknown] };
  readonly then: { readonly states: readonly { readonly after: string; readonly objects: unknown }[] };
}

describe('deletion cascades as recorded', () => {
  const cascades = gc.filter((entry) => 'propagationPolicy' in entry.when.script[0]!) as unknown as Cascade[];
  it.each(cascades.map((entry) => [entry.title, entry] as const))('%s', (_title, entry) => {
    const world = createControllerWorld({ only: ONLY, bindTo: 'n1' });
    const deployment = entry.given.objects[0]!;
    world.act(world.client.create(DeploymentKind, { ...deployment, metadata: { name: 'web', namespace: NAMESPACE } }));
    world.settle();
    world.round();
    world.settle();
    const { propagationPolicy } = entry.when.script[0];
    world.act(world.client.delete(DeploymentKind, NAMESPACE, 'web', { propagationPolicy }));
    world.settle();
    const states = [objectsOf(world)];
    world.removeTerminating();
    world.settle();
    states.push(objectsOf(world));
    expect(states).toEqual(entry.then.states.map((state) => state.objects));
  });
});

function objectsOf(world: ControllerWorld): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const name of ['Deployment', 'ReplicaSet', 'Pod']) {
    const objects = world.list(world.kind(name)).map((object) => ({
      terminating: isTerminating(object),
      finalizers: object.metadata.finalizers ?? [],
      owners: (object.metadata.ownerReferences ?? []).map((owner) => owner.kind),
    }));
    if (objects.length > 0) found[name] = objects;
  }
  return found;
}

describe('owners', () => {
  const create = (world: ControllerWorld, name: string, owners: readonly KubeObject[] = []): ConfigMap =>
    world.act(
      world.client.create(ConfigMapKind, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: {
          namespace: NAMESPACE,
          name,
          ownerReferences: owners.map((owner) => ({
            apiVersion: owner.apiVersion,
            kind: owner.kind,
            name: owner.metadata.name!,
            uid: owner.metadata.uid!,
          })),
        },
      }),
    );
  const names = (world: ControllerWorld): string[] => world.list(ConfigMapKind).map((object) => object.metadata.name!);
  const find = (id: string) => gc.find((entry) => entry.id === id)!;

  it(find('gc-dangling').title, () => {
    const world = createControllerWorld({ only: ONLY });
    const ghost = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'ghost', uid: 'no-such-uid' } };
    create(world, 'child', [ghost]);
    world.settle();
    expect(names(world)).toEqual([]);
  });
  it(find('gc-two-owners').title, () => {
    const world = createControllerWorld({ only: ONLY });
    create(world, 'child', [create(world, 'a'), create(world, 'b')]);
    world.settle();
    world.act(world.client.delete(ConfigMapKind, NAMESPACE, 'a'));
    world.settle();
    const child = world.list(ConfigMapKind).find((object) => object.metadata.name === 'child');
    expect([names(world), child?.metadata.ownerReferences?.map((owner) => owner.name)]).toEqual([
      ['b', 'child'],
      ['b'],
    ]);
  });
});

describe('namespaces', () => {
  it(namespaces[0]!.title, () => {
    const world = createControllerWorld({ only: ONLY });
    for (const [name, finalizers] of [
      ['held', ['example.com/hold']],
      ['free', []],
    ] as const) {
      const metadata = { namespace: NAMESPACE, name, finalizers };
      world.act(world.client.create(ConfigMapKind, { apiVersion: 'v1', kind: 'ConfigMap', metadata }));
    }
    world.act(world.client.delete(NamespaceKind, '', NAMESPACE));
    world.run(6_000);
    world.settle();
    const left = world.list(NamespaceKind).find((object) => object.metadata.name === NAMESPACE)!;
    const expected = namespaces[0]!.then.states[1]!.afterDelete!;
    expect({
      phase: left.status?.phase,
      finalizers: left.spec?.finalizers,
      conditions: left.status?.conditions?.map(({ type, status, reason, message }) => ({
        type,
        status,
        reason,
        message,
      })),
      leftConfigMaps: world.list(ConfigMapKind).map((object) => object.metadata.name),
    }).toEqual(expected);
    const patch = { type: MERGE, body: { metadata: { finalizers: null } } };
    world.act(world.client.patch(ConfigMapKind, NAMESPACE, 'held', patch));
    world.run(20_000);
    world.settle();
    expect(world.list(NamespaceKind).filter((object) => object.metadata.name === NAMESPACE)).toEqual([]);
  });
});
