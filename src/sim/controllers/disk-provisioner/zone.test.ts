import { expect, test } from 'vitest';
import { testNode } from '../../testing/scheduler-world.ts';
import { anyZone } from './zone.ts';

const ZONE = 'topology.kubernetes.io/zone';
const nodes = ['c', 'a', 'b', 'a'].map((zone, i) => testNode(`node-${i}`, { labels: { [ZONE]: zone } }));

test('claims of one StatefulSet go from zone to zone', () => {
  const zones = [0, 1, 2, 3].map((i) => anyZone(`data-db-${i}`, {}, nodes)!);
  expect([...zones.slice(0, 3)].sort()).toEqual(['a', 'b', 'c']);
  expect(zones[3]).toBe(zones[0]);
});

test('a class may name its zones', () => {
  const allowedTopologies = [{ matchLabelExpressions: [{ key: ZONE, values: ['b', 'z'] }] }];
  expect(anyZone('data', { allowedTopologies }, nodes)).toBe('b');
});

test('without zones a disk is nowhere in particular', () => {
  expect(anyZone('data', {}, [testNode('node-1')])).toBeUndefined();
});
