import { expect, test } from 'vitest';
import type { PodRow } from '../../protocol/view.ts';
import { createOwners } from '../store/owners.ts';
import type { Measure } from '../store/view-store.ts';
import { nodeRow, podRow } from '../testing/rows.ts';
import { layoutFigure, type Vessel } from './layout.ts';
import { stackQueue, stackVessel } from './stack.ts';

const vessel: Vessel = {
  name: 'n',
  x: 100,
  w: 100,
  rim: 100,
  bottom: 500,
  headY: 50,
  stemX: 205,
  pitch: 120,
  lineY: 40,
  scale: 100,
  capacity: 4,
  broken: false,
  gutter: 9,
};
const GiB = 2 ** 30;

function pile(pods: readonly PodRow[], measure: Measure = 'cpu') {
  const { slabs, ...rest } = stackVessel(vessel, pods, measure, createOwners());
  return { ...rest, slabs: slabs.map(({ pod, x, y, w, h, form }) => [pod.name, form, x, y, w, h]) };
}

test('requests pile up to scale from the bottom', () => {
  expect(pile([podRow({ name: 'a', cpuMilli: 1000 }), podRow({ name: 'b', cpuMilli: 500 })])).toEqual({
    hidden: 0,
    used: 1.5,
    top: 350,
    slabs: [
      ['a', 'slab', 109, 400.75, 88, 98.5],
      ['b', 'slab', 109, 350.75, 88, 48.5],
    ],
  });
});

test('Pods that ask for nothing are tags on top where there is room, outside the scale', () => {
  expect(pile([podRow({ name: 'free' }), podRow({ name: 'a', cpuMilli: 1000 })]).slabs).toEqual([
    ['a', 'slab', 109, 400.75, 88, 98.5],
    ['free', 'line', 117, 379.25, 72, 16],
  ]);
});

test('many Pods that ask for nothing are lines of 3 px on top', () => {
  const free = Array.from({ length: 40 }, (_, index) => podRow({ name: `free-${index}` }));
  expect(pile([...free, podRow({ name: 'a', cpuMilli: 1000 })]).slabs.slice(0, 2)).toEqual([
    ['a', 'slab', 109, 400.75, 88, 98.5],
    ['free-0', 'line', 109, 396.25, 88, 3],
  ]);
});

test('finished Pods hold nothing and lie on the shelf', () => {
  expect(
    pile([
      podRow({ name: 'done', state: 'completed', cpuMilli: 2000 }),
      podRow({ name: 'failed', state: 'failed', cpuMilli: 1000 }),
    ]),
  ).toEqual({
    hidden: 0,
    used: 0,
    top: 500,
    slabs: [
      ['done', 'chip', 100, 504, 12, 12],
      ['failed', 'chip', 114, 504, 12, 12],
    ],
  });
});

test('on the memory scale the height is GiB, on the Pods scale each Pod is one', () => {
  const pod = podRow({ name: 'a', cpuMilli: 100, memoryBytes: 2 * GiB });
  expect([pile([pod], 'memory').used, pile([pod], 'pods').used]).toEqual([2, 1]);
});

test('what does not fit into the queue is counted', () => {
  const layout = layoutFigure({
    width: 800,
    height: 500,
    zoom: 1,
    nodes: [nodeRow({ name: 'n', cpuMilli: 4000 })],
    measure: 'cpu',
    shownPods: 0,
    shelf: false,
  });
  const pods = Array.from({ length: 7 }, (_, index) => podRow({ name: `p${index}`, cpuMilli: 1000 }));
  const stack = stackQueue(layout, pods, createOwners());
  expect([stack.slabs.length, stack.hidden]).toEqual([4, 3]);
});
