import { describe, expect, test } from 'vitest';
import type { Pod, ReplicationController } from '../../api/k8s/core-v1.gen.ts';
import { NAMESPACE } from '../../sim/testing/control-plane.ts';
import { type ControllerWorld, createControllerWorld } from '../../sim/testing/controller-world.ts';
import PodKind from '../pod/kind.ts';
import ReplicationControllerKind from './kind.ts';

const labels = { app: 'nginx' };
const containers = [{ name: 'nginx', image: 'nginx' }];

function controller(replicas: number): ReplicationController {
  const template = { metadata: { labels }, spec: { containers } };
  const metadata = { name: 'nginx', namespace: NAMESPACE };
  return { apiVersion: 'v1', kind: 'ReplicationController', metadata, spec: { replicas, template } };
}

function start(replicas: number): ControllerWorld {
  const world = createControllerWorld();
  world.act(world.client.create(ReplicationControllerKind, controller(replicas)));
  world.settle();
  return world;
}

const masked = (texts: readonly string[]): string[] =>
  texts.map((text) => text.replace(/nginx-[a-z0-9]{5}/, 'nginx-*'));
const statusOf = (world: ControllerWorld): unknown => world.list(ReplicationControllerKind)[0]?.status;

describe('a ReplicationController', () => {
  test('makes the Pods that it should have, and says so in its own name', () => {
    const world = start(3);
    world.round();
    world.settle();
    expect(masked(world.newEvents('ReplicationController'))).toEqual(
      Array(3).fill('Normal SuccessfulCreate: Created pod: nginx-*'),
    );
    expect(statusOf(world)).toEqual({
      ...{ replicas: 3, fullyLabeledReplicas: 3, readyReplicas: 3, availableReplicas: 3, observedGeneration: 1 },
    });
    expect(world.list(PodKind)[0]?.metadata.ownerReferences).toEqual([
      {
        ...{
          apiVersion: 'v1',
          kind: 'ReplicationController',
          name: 'nginx',
          controller: true,
          blockOwnerDeletion: true,
        },
        uid: world.list(ReplicationControllerKind)[0]!.metadata.uid,
      },
    ]);
  });

  test('removes Pods through its scale', () => {
    const world = start(3);
    world.round();
    world.newEvents('ReplicationController');
    const scale = { metadata: { name: 'nginx', namespace: NAMESPACE }, spec: { replicas: 1 } };
    const kind = world.kind('ReplicationController');
    world.act(world.client.subresource(kind, NAMESPACE, 'nginx', 'scale', 'update', scale));
    world.settle();
    world.round();
    world.settle();
    expect(masked(world.newEvents('ReplicationController'))).toEqual(
      Array(2).fill('Normal SuccessfulDelete: Deleted pod: nginx-*'),
    );
    expect(world.list(PodKind)).toHaveLength(1);
  });

  test('adopts a Pod that matches, and lets go of one that no longer does', () => {
    const world = createControllerWorld();
    const lonely = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'lonely', namespace: NAMESPACE, labels },
      spec: { containers },
    };
    world.act(world.client.create(PodKind, lonely as Pod));
    world.act(world.client.create(ReplicationControllerKind, controller(2)));
    world.settle();
    expect(world.list(PodKind)).toHaveLength(2);
    const body = { metadata: { labels: { app: 'other' } } };
    world.act(world.client.patch(PodKind, NAMESPACE, 'lonely', { type: 'application/merge-patch+json', body }));
    world.settle();
    const owners = world
      .list(PodKind)
      .map(({ metadata }) => [metadata.name === 'lonely', metadata.ownerReferences?.[0]?.kind]);
    expect(owners.sort()).toEqual([
      [false, 'ReplicationController'],
      [false, 'ReplicationController'],
      [true, undefined],
    ]);
  });

  test('says in a condition that it may not make Pods', () => {
    const world = createControllerWorld();
    const quota = {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'none', namespace: NAMESPACE },
      spec: { hard: { pods: '0' } },
    };
    world.act(world.client.create(world.kind('ResourceQuota'), quota));
    world.settle();
    world.act(world.client.create(ReplicationControllerKind, controller(1)));
    world.run(1_000);
    const { conditions } = world.list(ReplicationControllerKind)[0]!.status!;
    expect(conditions).toMatchObject([
      {
        ...{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate' },
        message: expect.stringMatching(
          /^pods "nginx-[a-z0-9]{5}" is forbidden: exceeded quota: none, requested: pods=1, used: pods=0, limited: pods=0$/,
        ) as string,
      },
    ]);
  });
});
