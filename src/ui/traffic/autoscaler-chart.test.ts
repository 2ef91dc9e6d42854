import { expect, test } from 'vitest';
import { formulaText } from './autoscaler-chart.tsx';

const row = {
  ...{ key: 'default/web', namespace: 'default', name: 'web', of: 'Deployment web', least: 2, most: 10 },
  ...{ metric: 'cpu', target: 60, isShare: true, points: [] },
};
const point = (current: number | null, replicas: number) => ({ atMs: 0, current, replicas, desired: replicas });

test.each<[string, ReturnType<typeof point> | undefined, string]>([
  ['nothing yet', undefined, ''],
  ['no measurement', point(null, 3), ''],
  ['a load within the tolerance', point(65, 3), '65 % of 60 %: within 10 %, nothing to do'],
  ['too much load', point(88, 3), '3 × 88 ⁄ 60 = 5'],
  ['more than it may have', point(88, 7), '7 × 88 ⁄ 60 = 11, at most 10'],
  ['less than it must have', point(5, 3), '3 × 5 ⁄ 60 = 1, at least 2'],
])('the formula on %s', (_, last, expected) => {
  expect(formulaText(row, last)).toBe(expected);
});
