import { expect, test, vi } from 'vitest';
import type { NodeRow } from '../../protocol/view.ts';
import { nodeRow } from '../testing/rows.ts';
import { deedsFor } from './deeds.ts';

// No worker is there to send commands to.
vi.mock('../store/commands.ts', () => ({}));

const ofCloud = ['Delete the machine', 'No more such machines', 'Quota used up'];

test.each<[string, NodeRow['cloud'], number]>([
  ['nothing, where there is no cloud', 'none', 0],
  ['its machine deleted', 'machine', 1],
  ['its machine deleted and its group left short of machines', 'group', 3],
])('of a node the cloud can have %s', (_name, cloud, count) => {
  const labels = deedsFor(nodeRow({ name: 'n', cloud })).map(({ label }) => label);
  expect(labels.filter((label) => ofCloud.includes(label))).toEqual(ofCloud.slice(0, count));
});
