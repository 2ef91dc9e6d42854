import { expect, test } from 'vitest';
import { frameOf, nodeRow, podRow } from '../testing/rows.ts';
import { createDelta, createMirror } from './mirror.ts';

const names = (rows: readonly { readonly name: string }[]) => rows.map((row) => row.name);

test('Pods are found on their node in order of stacking: kube-system first, then the oldest', () => {
  const mirror = createMirror();
  const pods = [
    podRow({ name: 'young', node: 'n', createdMs: 9 }),
    podRow({ name: 'old', node: 'n', createdMs: 1 }),
    podRow({ name: 'proxy', node: 'n', namespace: 'kube-system', createdMs: 5 }),
    podRow({ name: 'elsewhere', node: 'm' }),
  ];
  mirror.apply(frameOf({ reset: true, nodes: [nodeRow({ name: 'n' })], pods }), createDelta());
  expect(names(mirror.podsOn('n'))).toEqual(['proxy', 'old', 'young']);
  expect(names(mirror.podsOn(''))).toEqual([]);
});

test('a bound Pod leaves the queue, and both places are named as changed', () => {
  const mirror = createMirror();
  const pod = podRow({ name: 'p', state: 'pending' });
  mirror.apply(frameOf({ reset: true, pods: [pod] }), createDelta());
  const queue = mirror.podsOn('');
  const delta = createDelta();
  mirror.apply(frameOf({ pods: [{ ...pod, node: 'n', state: 'creating' }] }), delta);
  expect(names(queue)).toEqual(['p']);
  expect(names(mirror.podsOn(''))).toEqual([]);
  expect(names(mirror.podsOn('n'))).toEqual(['p']);
  expect([...delta.stacks].sort()).toEqual(['', 'n']);
});

test('the list of a node is the same array until one of its Pods changes', () => {
  const mirror = createMirror();
  const pod = podRow({ name: 'p', node: 'n' });
  mirror.apply(frameOf({ reset: true, pods: [pod, podRow({ name: 'q', node: 'm' })] }), createDelta());
  const before = mirror.podsOn('n');
  mirror.apply(frameOf({ pods: [podRow({ name: 'q', node: 'm', state: 'crash' })] }), createDelta());
  expect(mirror.podsOn('n')).toBe(before);
  mirror.apply(frameOf({ removedPods: [pod.uid] }), createDelta());
  expect(mirror.podsOn('n')).toEqual([]);
  expect(mirror.findPod('default', 'p')).toBeUndefined();
});

test('a Pod of the same name that follows another is found, also when the old one goes later', () => {
  const mirror = createMirror();
  const first = podRow({ name: 'redis-0', uid: 'a', node: 'n' });
  const second = podRow({ name: 'redis-0', uid: 'b', node: 'n' });
  mirror.apply(frameOf({ reset: true, pods: [first] }), createDelta());
  mirror.apply(frameOf({ pods: [second] }), createDelta());
  mirror.apply(frameOf({ removedPods: ['a'] }), createDelta());
  expect(mirror.findPod('default', 'redis-0')).toBe(second);
});

test('the tally counts Pods outside kube-system that are not finished', () => {
  const mirror = createMirror();
  const asking = podRow({ name: 'a', cpuMilli: 100 });
  const pods = [
    asking,
    podRow({ name: 'b' }),
    podRow({ name: 'c', state: 'completed' }),
    podRow({ name: 'd', namespace: 'kube-system', cpuMilli: 100 }),
  ];
  mirror.apply(frameOf({ reset: true, pods }), createDelta());
  expect(mirror.tally).toEqual({ own: 2, asking: 1, finished: 1 });
  mirror.apply(frameOf({ pods: [{ ...asking, state: 'failed' }], removedPods: ['uid-b'] }), createDelta());
  expect(mirror.tally).toEqual({ own: 0, asking: 0, finished: 2 });
  const { states, reasons, ofOwner } = mirror.counts;
  expect(Object.fromEntries(states)).toEqual({ completed: 1, ready: 1, failed: 1 });
  mirror.apply(frameOf({ pods: [podRow({ name: 'e', state: 'pending', reason: 'too large' })] }), createDelta());
  expect([...reasons]).toEqual([['too large', 1]]);
  mirror.apply(frameOf({ pods: [podRow({ name: 'e', owner: 'web', ownerKind: 'Job' })] }), createDelta());
  expect([...reasons]).toEqual([]);
  expect([...(ofOwner.get('default/Job/web') ?? [])]).toEqual([['ready', 1]]);
  expect([...(ofOwner.get('kube-system') ?? [])]).toEqual([['ready', 1]]);
});

test('an event that happens again moves to the end, and a new run forgets all', () => {
  const mirror = createMirror();
  const event = {
    type: 'Normal',
    reason: 'Pulled',
    message: '',
    count: 1,
    kind: 'Pod',
    namespace: 'default',
    name: 'p',
  } as const;
  mirror.apply(
    frameOf({
      reset: true,
      events: [
        { ...event, uid: 'a', atMs: 1 },
        { ...event, uid: 'b', atMs: 2 },
      ],
    }),
    createDelta(),
  );
  mirror.apply(frameOf({ events: [{ ...event, uid: 'a', atMs: 3, count: 2 }] }), createDelta());
  expect([...mirror.events.keys()]).toEqual(['b', 'a']);
  mirror.apply(frameOf({ reset: true }), createDelta());
  expect([mirror.events.size, mirror.pods.size, mirror.flags.length, mirror.density.size]).toEqual([0, 0, 0, 0]);
});

test('nodes come in the order in which people count', () => {
  const mirror = createMirror();
  mirror.apply(
    frameOf({ reset: true, nodes: ['node-10', 'node-2', 'gpu-1', 'node-1'].map((name) => nodeRow({ name })) }),
    createDelta(),
  );
  expect(mirror.nodeNames()).toEqual(['gpu-1', 'node-1', 'node-2', 'node-10']);
});
