import { describe, expect, it } from 'vitest';
import type { Deployment } from '../../api/k8s/apps-v1.gen.ts';
import { isTerminating } from '../../api/object.ts';
import { isPodReady } from '../../api/pod.ts';
import DeploymentKind from '../../kinds/deployment/kind.ts';
import PodKind from '../../kinds/pod/kind.ts';
import { NAMESPACE } from './control-plane.ts';
import { type ControllerWorld, createControllerWorld } from './controller-world.ts';

const deployment: Deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: NAMESPACE },
  spec: {
    replicas: 4,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'app:v1' }] } },
  },
};

function start(seed: number, limits = false): ControllerWorld {
  const world = createControllerWorld({ bindTo: 'n1', seed, limits });
  world.act(world.client.create(world.kind('Node'), { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' } }));
  world.act(world.client.create(DeploymentKind, deployment));
  world.settle();
  world.round();
  world.settle();
  return world;
}
function setImage(world: ControllerWorld, image: string): void {
  const body = { spec: { template: { spec: { containers: [{ name: 'c', image }] } } } };
  world.act(
    world.client.patch(DeploymentKind, NAMESPACE, 'web', { type: 'application/strategic-merge-patch+json', body }),
  );
}
function finish(world: ControllerWorld): void {
  for (let i = 0; i < 8; i++) {
    world.round();
    world.settle();
  }
}
const images = (world: ControllerWorld): string[] =>
  world
    .list(PodKind)
    .filter((pod) => !isTerminating(pod) && isPodReady(pod))
    .map((pod) => pod.spec!.containers[0]!.image!);
const V2 = ['app:v2', 'app:v2', 'app:v2', 'app:v2'];

describe('controllers carry on', () => {
  const pauses = [0.3, 1.7, 3.1, 4.9, 8.3];
  it.each(pauses)('after a restart %s ms into a rollout', (ms) => {
    const world = start(3);
    setImage(world, 'app:v2');
    world.run(ms);
    world.stop('kube-controller-manager');
    world.run(5_000);
    world.start('kube-controller-manager');
    world.settle();
    finish(world);
    expect(images(world)).toEqual(V2);
  });
  it('after the API server was away in the middle of a rollout', () => {
    const world = start(4);
    setImage(world, 'app:v2');
    world.run(2);
    world.stop('kube-apiserver');
    world.run(20_000);
    world.start('kube-apiserver');
    world.run(60_000);
    world.settle();
    finish(world);
    expect(images(world)).toEqual(V2);
  });
  it('within their rate limits', () => {
    const world = start(5, true);
    setImage(world, 'app:v2');
    world.settle();
    finish(world);
    expect(images(world)).toEqual(V2);
  });
});

describe('a run', () => {
  const record = (seed: number): string[] => {
    const world = start(seed);
    setImage(world, 'app:v2');
    world.settle();
    finish(world);
    return world.writes;
  };
  it('makes the same writes with the same seed', () => expect(record(7)).toEqual(record(7)));
});
