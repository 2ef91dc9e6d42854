import { expect, test } from 'vitest';
import type { EventRow } from '../../protocol/view.ts';
import { cyclesOf } from './cycles.ts';

const event = (part: Partial<EventRow>): EventRow => ({
  uid: 'a',
  atMs: 0,
  type: 'Normal',
  reason: 'Scheduled',
  message: '',
  count: 1,
  kind: 'Pod',
  namespace: 'default',
  name: 'web-1',
  ...part,
});

test('the scheduler’s Events are cycles, newest first; other Events are not, and what is hidden is one', () => {
  const events = [
    event({ uid: 'a', atMs: 1000, message: 'Successfully assigned default/web-1 to node-2' }),
    event({ uid: 'b', atMs: 2000, reason: 'Pulled' }),
    event({ uid: 'c', atMs: 3000, reason: 'FailedScheduling', name: 'big', count: 4, message: '0/3 nodes' }),
  ];
  expect(cyclesOf(events, [{ namespace: 'default', name: 'new', atMs: 4000 }])).toEqual([
    { key: 'hidden default/new', namespace: 'default', pod: 'new', atMs: 4000, node: '', count: 1, hidden: true },
    { key: 'c', namespace: 'default', pod: 'big', atMs: 3000, node: '', count: 4, hidden: false },
    { key: 'a', namespace: 'default', pod: 'web-1', atMs: 1000, node: 'node-2', count: 1, hidden: false },
  ]);
});
