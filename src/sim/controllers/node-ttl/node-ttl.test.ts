import { expect, test } from 'vitest';
import NodeKind from '../../../kinds/node/kind.ts';
import { createControllerWorld } from '../../testing/controller-world.ts';

const TTL = 'node.alpha.kubernetes.io/ttl';

test('the more nodes there are, the longer kubelets may cache', () => {
  const world = createControllerWorld({ only: ['ttl-controller'] });
  const { act, client } = world;
  const add = (from: number, to: number): void => {
    for (let i = from; i <= to; i++) {
      act(client.create(NodeKind, { apiVersion: 'v1', kind: 'Node', metadata: { name: `node-${i}` } }));
    }
    world.settle();
  };
  const ttlOf = (name: string): string | undefined => act(client.get(NodeKind, '', name)).metadata.annotations?.[TTL];

  add(1, 100);
  expect([ttlOf('node-1'), ttlOf('node-100')]).toEqual(['0', '0']);

  // Nodes that are there already learn of it when they change.
  add(101, 101);
  const type = 'application/merge-patch+json' as const;
  act(client.patch(NodeKind, '', 'node-1', { type, body: { metadata: { labels: { a: 'b' } } } }));
  world.settle();
  expect([ttlOf('node-1'), ttlOf('node-2'), ttlOf('node-101')]).toEqual(['15', '0', '15']);

  for (let i = 101; i > 88; i--) act(client.delete(NodeKind, '', `node-${i}`));
  world.settle();
  // With fewer than ninety it goes back.
  add(200, 200);
  expect([ttlOf('node-200'), ttlOf('node-1')]).toEqual(['0', '15']);
});
