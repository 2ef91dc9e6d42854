import { expect, test } from 'vitest';
import { nodeRow } from '../testing/rows.ts';
import { type LayoutInput, layoutFigure } from './layout.ts';

const nodes = (count: number) =>
  Array.from({ length: count }, (_, index) => nodeRow({ name: `node-${index + 1}`, cpuMilli: 4000 }));
const input = (part: Partial<LayoutInput>): LayoutInput => ({
  width: 826,
  height: 500,
  zoom: 1,
  nodes: nodes(5),
  measure: 'cpu',
  shownPods: 0,
  shelf: false,
  ...part,
});

test('five nodes stand in one row with heads, gauges and a ruler', () => {
  const layout = layoutFigure(input({}));
  expect([layout.detail, layout.branches.length, layout.rulers.length]).toEqual(['full', 0, 1]);
  expect(new Set(layout.vessels.map((vessel) => vessel.bottom)).size).toBe(1);
});

test('a hundred nodes stand in several rows on lines of their own, within the picture', () => {
  const layout = layoutFigure(input({ nodes: nodes(100) }));
  expect(layout.branches.length).toBeGreaterThan(2);
  expect(Math.max(...layout.vessels.map((vessel) => vessel.bottom))).toBeLessThanOrEqual(500);
  expect(Math.max(...layout.vessels.map((vessel) => vessel.stemX))).toBeLessThanOrEqual(826);
});

test('one ruler holds for all: a node half as large is half as high', () => {
  const layout = layoutFigure(
    input({ nodes: [nodeRow({ name: 'a', cpuMilli: 4000 }), nodeRow({ name: 'b', cpuMilli: 2000 })] }),
  );
  const [a, b] = layout.vessels.map((vessel) => vessel.bottom - vessel.rim);
  expect(b! * 2).toBeCloseTo(a!);
});

test('on the Pods scale walls are broken when not all room is drawn', () => {
  const layout = layoutFigure(input({ measure: 'pods', shownPods: 9 }));
  expect(layout.vessels.map((vessel) => vessel.broken)).toEqual([true, true, true, true, true]);
  const small = layoutFigure(input({ measure: 'pods', shownPods: 9, nodes: [nodeRow({ name: 'a', maxPods: 5 })] }));
  expect(small.vessels[0]!.broken).toBe(false);
});

test('zooming keeps rows and moves vessels as a magnified picture would', () => {
  const near = layoutFigure(input({ nodes: nodes(40) }));
  const far = layoutFigure(input({ nodes: nodes(40), zoom: 3 }));
  expect(far.branches.length).toBe(near.branches.length);
  const moved = far.vessels.map((vessel) => Math.round(vessel.x + far.shiftX));
  expect(moved).toEqual(near.vessels.map((vessel) => Math.round(vessel.x * 3)));
});

test('brackets join neighbours of one zone', () => {
  const layout = layoutFigure(
    input({ nodes: ['a', 'a', 'b'].map((zone, index) => nodeRow({ name: `n${index}`, zone })) }),
  );
  expect(layout.zones.map((zone) => zone.label)).toEqual(['zone a', 'zone b']);
});
