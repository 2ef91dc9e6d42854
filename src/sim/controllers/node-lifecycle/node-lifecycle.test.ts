import { describe, expect, it } from 'vitest';
import type { Node, NodeCondition, Taint } from '../../../api/k8s/core-v1.gen.ts';
import { rfc3339, rfc3339Micro } from '../../../base/time.ts';
import { EPOCH_MS } from '../../engine/engine.ts';
import { type NodeHealth, observe } from './health.ts';
import { createTaintQueue } from './taint-queue.ts';
import { planNoSchedule } from './taint-rules.ts';
import { planDisruption, type ZoneState } from './zones.ts';

describe('disruption', () => {
  type Sizes = [zone: string, ready: number, notReady: number][];
  const table: [name: string, before: [string, ZoneState][], sizes: Sizes, expected: unknown][] = [
    [
      'a new zone gets the normal rate',
      [],
      [['a', 3, 0]],
      { rates: [['a', 0.1]], stopEvictions: false, restartProbes: false },
    ],
    [
      'nothing changes while the states stay',
      [['a', 'Normal']],
      [['a', 2, 1]],
      { rates: [], stopEvictions: false, restartProbes: false },
    ],
    [
      'evictions stop when the last zone falls',
      [['a', 'Normal']],
      [['a', 0, 3]],
      { rates: [['a', 0]], stopEvictions: true, restartProbes: false },
    ],
    [
      'one of two zones in full disruption is evicted at the normal rate',
      [
        ['a', 'Normal'],
        ['b', 'Normal'],
      ],
      [
        ['a', 0, 3],
        ['b', 3, 0],
      ],
      { rates: [['a', 0.1]], stopEvictions: false, restartProbes: false },
    ],
    [
      'the clocks of all nodes start anew when a zone comes back',
      [['a', 'FullDisruption']],
      [['a', 1, 2]],
      { rates: [['a', 0.1]], stopEvictions: false, restartProbes: true },
    ],
    [
      'nothing more happens while all zones stay down',
      [['a', 'FullDisruption']],
      [['a', 0, 3]],
      { rates: [], stopEvictions: false, restartProbes: false },
    ],
  ];
  it.each(table)('%s', (_name, before, sizes, expected) => {
    const counted = new Map(sizes.map(([zone, ready, notReady]) => [zone, { ready, notReady }]));
    const { rates, stopEvictions, restartProbes } = planDisruption(new Map(before), counted);
    expect({ rates: [...rates], stopEvictions, restartProbes }).toEqual(expected);
  });
});

describe('signs of life', () => {
  const at = (seconds: number): number => EPOCH_MS + seconds * 1000;
  const node = (conditions: NodeCondition[]): Node => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'n', creationTimestamp: rfc3339(at(0)) },
    status: { conditions },
  });
  const ready: NodeCondition = {
    type: 'Ready',
    status: 'True',
    reason: 'KubeletReady',
    lastHeartbeatTime: rfc3339(at(0)),
    lastTransitionTime: rfc3339(at(0)),
  };
  const lease = (seconds: number) => ({
    apiVersion: 'coordination.k8s.io/v1' as const,
    kind: 'Lease' as const,
    metadata: { name: 'n' },
    spec: { renewTime: rfc3339Micro(at(seconds)) },
  });
  const silent = (type: string, reason = 'NodeStatusNeverUpdated') => ({
    type,
    status: 'Unknown',
    reason,
    message:
      reason === 'NodeStatusUnknown' ? 'Kubelet stopped posting node status.' : 'Kubelet never posted node status.',
  });
  /** Looks at the node each five seconds until its status is to be written. */
  function lapse(conditions: NodeCondition[], lastLease: number): { atS: number; conditions: unknown } | undefined {
    let health: NodeHealth | undefined;
    for (let s = 0; s <= 200; s += 5) {
      const seen = observe(node(conditions), lease(Math.min(s - (s % 10), lastLease)), health, at(s));
      health = seen.health;
      if (!seen.status) continue;
      const written = seen.status.conditions!.map(({ type, status, reason, message }) => ({
        type,
        status,
        reason,
        message,
      }));
      return { atS: s, conditions: written };
    }
    return undefined;
  }

  it('a node whose Lease was last seen renewed at 20 s is unknown in the first look after 50 s more', () => {
    expect(lapse([ready], 20)).toEqual({
      atS: 75,
      conditions: [
        silent('Ready', 'NodeStatusUnknown'),
        silent('MemoryPressure'),
        silent('DiskPressure'),
        silent('PIDPressure'),
      ],
    });
  });
  it('a node that keeps its Lease is left alone', () => {
    expect(lapse([ready], 1000)).toBeUndefined();
  });
  it('a node that never reported has 60 s', () => {
    expect(lapse([], 0)?.atS).toBe(65);
  });
  it('a node that is unchanged gives the same health object', () => {
    const [subject, held] = [node([ready]), lease(0)];
    const first = observe(subject, held, undefined, at(0)).health;
    expect(observe(subject, held, first, at(5)).health).toBe(first);
  });
});

describe('NoSchedule taints', () => {
  const node = (status: [string, string][], taints: Taint[], unschedulable = false): Node => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'n' },
    spec: { taints, ...(unschedulable ? { unschedulable } : {}) },
    status: { conditions: status.map(([type, value]) => ({ type, status: value })) },
  });
  const taint = (key: string): Taint => ({ key: `node.kubernetes.io/${key}`, effect: 'NoSchedule' });
  const table: [string, Node, { add: Taint[]; remove: Taint[] }][] = [
    [
      'a ready node loses the taint of its birth',
      node([['Ready', 'True']], [taint('not-ready')]),
      { add: [], remove: [taint('not-ready')] },
    ],
    [
      'an unknown node is unreachable rather than not ready',
      node([['Ready', 'Unknown']], [taint('not-ready')]),
      { add: [taint('unreachable')], remove: [taint('not-ready')] },
    ],
    [
      'a cordoned node is unschedulable',
      node([['Ready', 'True']], [], true),
      { add: [taint('unschedulable')], remove: [] },
    ],
    [
      'pressure taints come with their conditions, and foreign taints stay',
      node(
        [
          ['Ready', 'True'],
          ['DiskPressure', 'True'],
        ],
        [{ key: 'own', effect: 'NoSchedule' }],
      ),
      { add: [taint('disk-pressure')], remove: [] },
    ],
  ];
  it.each(table)('%s', (_name, subject, expected) => expect(planNoSchedule(subject)).toEqual(expected));
});

describe('NoExecute queue', () => {
  it('hands out the first node at once and the next one ten seconds later', () => {
    const queue = createTaintQueue(0.1);
    for (const name of ['a', 'b', 'a']) queue.add(name);
    expect([0, 100, 9_900, 10_000].map((ms) => queue.next(ms))).toEqual(['a', undefined, undefined, 'b']);
  });
  it('hands out nothing at rate 0', () => {
    const queue = createTaintQueue(0.1);
    queue.add('a');
    queue.setRate(0, 0);
    expect(queue.next(1_000_000)).toBeUndefined();
  });
  it('does not take a node twice unless it was removed', () => {
    const queue = createTaintQueue(0.1);
    queue.add('a');
    queue.next(0);
    queue.add('a');
    const before = queue.waiting;
    queue.remove('a');
    queue.add('a');
    expect([before, queue.waiting]).toEqual([false, true]);
  });
});
