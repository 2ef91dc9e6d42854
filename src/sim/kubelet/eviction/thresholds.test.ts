import { describe, expect, test } from 'vitest';
import { DEFAULT_KUBELET_SETTINGS, type RawKubeletSettings, toKubeletSettings } from '../../../api/kubelet-settings.ts';
import { evictionNotice } from './message.ts';
import {
  afterLook,
  mostUrgent,
  NO_PRESSURE,
  type Observation,
  type Signal,
  starvedBy,
  thresholdsOf,
} from './thresholds.ts';

const GI = 1024 ** 3;
const MI = 1024 ** 2;

/** A node with so much available. */
function seen(gone: Partial<Record<Signal, Observation>>): ReadonlyMap<Signal, Observation> {
  const disk = { available: 50 * GI, capacity: 100 * GI };
  const inodes = { available: 5_000_000, capacity: 6_553_600 };
  const all = {
    'memory.available': { available: 4 * GI, capacity: 8 * GI },
    'nodefs.available': disk,
    'nodefs.inodesFree': inodes,
    'imagefs.available': disk,
    'imagefs.inodesFree': inodes,
    'pid.available': { available: 65_000, capacity: 65_536 },
    ...gone,
  };
  return new Map(Object.entries(all) as [Signal, Observation][]);
}

/** What a look after seconds finds. */
type Look = readonly [number, Partial<Record<Signal, Observation>>];

describe('a node is under pressure', () => {
  const memory = (available: number): Partial<Record<Signal, Observation>> => ({
    'memory.available': { available, capacity: 8 * GI },
  });
  const disk = (available: number): Partial<Record<Signal, Observation>> => ({
    'nodefs.available': { available, capacity: 100 * GI },
    'imagefs.available': { available, capacity: 100 * GI },
  });
  const soft: RawKubeletSettings = {
    evictionSoft: { 'memory.available': '1Gi' },
    evictionSoftGracePeriod: { 'memory.available': '1m30s' },
  };
  const reclaim: RawKubeletSettings = { evictionMinimumReclaim: { 'memory.available': '500Mi' } };
  const cases: readonly [string, RawKubeletSettings, readonly Look[], readonly string[], string | undefined][] = [
    ['not while there is enough', {}, [[0, {}]], [], undefined],
    ['when memory falls below its threshold', {}, [[0, memory(99 * MI)]], ['MemoryPressure'], 'memory'],
    ['not when memory is just at its threshold', {}, [[0, memory(100 * MI)]], [], undefined],
    [
      'for five minutes more, in which nobody is evicted',
      {},
      [
        [0, memory(50 * MI)],
        [299, {}],
      ],
      ['MemoryPressure'],
      undefined,
    ],
    [
      'not after five minutes',
      {},
      [
        [0, memory(50 * MI)],
        [300, {}],
      ],
      [],
      undefined,
    ],
    [
      'of images first, whose part is larger, when both lie on one disk',
      {},
      [[0, disk(14 * GI)]],
      ['DiskPressure'],
      'ephemeral-storage',
    ],
    [
      'in memory before all else',
      {},
      [[0, { ...disk(1 * GI), ...memory(1 * MI) }]],
      ['MemoryPressure', 'DiskPressure'],
      'memory',
    ],
    [
      'when there are no inodes left',
      {},
      [[0, { 'nodefs.inodesFree': { available: 300_000, capacity: 6_553_600 } }]],
      ['DiskPressure'],
      'inodes',
    ],
    [
      'not by processes, which have no threshold by default',
      {},
      [[0, { 'pid.available': { available: 1, capacity: 65_536 } }]],
      [],
      undefined,
    ],
    [
      'by processes where a threshold says so',
      { evictionHard: { 'pid.available': '10%' } },
      [[0, { 'pid.available': { available: 6000, capacity: 65_536 } }]],
      ['PIDPressure'],
      'pids',
    ],
    [
      'at once below a soft threshold, but nobody is evicted',
      soft,
      [[0, memory(900 * MI)]],
      ['MemoryPressure'],
      undefined,
    ],
    [
      'below a soft threshold for its grace period: Pods are evicted',
      soft,
      [
        [0, memory(900 * MI)],
        [90, memory(900 * MI)],
      ],
      ['MemoryPressure'],
      'memory',
    ],
    [
      'below a soft threshold again: its grace period begins anew',
      soft,
      [
        [0, memory(900 * MI)],
        [60, {}],
        [80, memory(900 * MI)],
        [100, memory(900 * MI)],
      ],
      ['MemoryPressure'],
      undefined,
    ],
    [
      'until the minimum has been reclaimed',
      reclaim,
      [
        [0, memory(50 * MI)],
        [10, memory(599 * MI)],
      ],
      ['MemoryPressure'],
      'memory',
    ],
    [
      'no more once the minimum has been reclaimed',
      reclaim,
      [
        [0, memory(50 * MI)],
        [10, memory(600 * MI)],
      ],
      ['MemoryPressure'],
      undefined,
    ],
  ];
  for (const [title, settings, looks, conditions, starved] of cases) {
    test(title, () => {
      const thresholds = thresholdsOf(toKubeletSettings(settings));
      let state = NO_PRESSURE;
      for (const [seconds, gone] of looks) {
        state = afterLook(state, thresholds, seen(gone), seconds * 1000, 300_000);
      }
      const urgent = mostUrgent(state.met);
      expect({ conditions: state.conditions, starved: urgent && starvedBy(urgent.signal) }).toEqual({
        conditions,
        starved,
      });
    });
  }
});

describe('the words of an eviction', () => {
  const thresholds = thresholdsOf(DEFAULT_KUBELET_SETTINGS);
  const containers = [
    { name: 'a', resources: { requests: { memory: '100Mi', 'ephemeral-storage': '1Gi' } } },
    { name: 'b' },
  ];
  const cases = [
    [
      'for memory',
      'memory' as const,
      { 'memory.available': { available: 51_200 * 1024, capacity: 8 * GI } },
      [
        { name: 'a', bytes: 200 * MI },
        { name: 'b', bytes: 12 * 1024 },
      ],
      'The node was low on resource: memory. Threshold quantity: 100Mi, available: 50Mi. Container a was using 200Mi, request is 100Mi, has larger consumption of memory. Container b was using 12Ki, request is 0, has larger consumption of memory. ',
    ],
    [
      'for a disk, with the rounding of percentages',
      'ephemeral-storage' as const,
      { 'imagefs.available': { available: 14 * GI, capacity: 100 * GI } },
      [
        { name: 'a', bytes: GI },
        { name: 'b', bytes: 30 * GI },
      ],
      'The node was low on resource: ephemeral-storage. Threshold quantity: 16106128000, available: 14Gi. Container b was using 30Gi, request is 0, has larger consumption of ephemeral-storage. ',
    ],
    [
      'for inodes, which nobody requests',
      'inodes' as const,
      { 'nodefs.inodesFree': { available: 300_000, capacity: 6_553_600 } },
      [{ name: 'a', bytes: 7 }],
      'The node was low on resource: inodes. Threshold quantity: 320Ki, available: 300k. ',
    ],
  ] as const;
  for (const [title, starved, observations, uses, message] of cases) {
    test(title, () => {
      const seenMap = new Map(Object.entries(observations) as [Signal, Observation][]);
      const met = thresholds.filter(({ signal }) => seenMap.has(signal));
      expect(evictionNotice(starved, met, seenMap, containers, uses).message).toBe(message);
    });
  }
});
