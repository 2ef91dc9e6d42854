import { describe, expect, test } from 'vitest';
import { type SchedulerWorld, schedulerWorld, testNode, testPod } from '../testing/scheduler-world.ts';
import { toDecisionRow } from './decision.ts';

const run = (world: SchedulerWorld, ms: number): void => world.engine.runUntil(world.engine.nowMs + ms);
const nodeOf = (world: SchedulerWorld, pod: string): string | undefined => world.pod(pod)?.spec?.nodeName;

describe('a running scheduler', () => {
  test('binds a Pod to a node that fits and says so', () => {
    const world = schedulerWorld();
    world.put(testNode('a'), testPod('web'));
    run(world, 10);
    expect([nodeOf(world, 'web'), world.events]).toEqual([
      'a',
      ['Normal Scheduled Pod/web: Successfully assigned default/web to a'],
    ]);
  });

  test('counts a Pod on its node before the binding has been confirmed', () => {
    const world = schedulerWorld();
    world.put(testNode('a'), testNode('b'), testPod('one', '3'), testPod('two', '3'), testPod('three', '3'));
    run(world, 10);
    const placed = [nodeOf(world, 'one'), nodeOf(world, 'two')].sort();
    expect([placed, nodeOf(world, 'three')]).toEqual([['a', 'b'], undefined]);
  });

  test('reports a Pod that fits nowhere once in its status, and leaves a gated one alone', () => {
    const world = schedulerWorld();
    world.put(testNode('a'), testPod('big', '9'), testPod('gated', '1', { schedulingGates: [{ name: 'x/wait' }] }));
    run(world, 10);
    const message =
      '0/1 nodes are available: 1 Insufficient cpu. ' +
      'preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.';
    expect([world.events, world.pod('big')?.status?.conditions, world.scheduler.queueSizes()]).toEqual([
      [`Warning FailedScheduling Pod/big: ${message}`],
      [
        {
          type: 'PodScheduled',
          status: 'False',
          reason: 'Unschedulable',
          message,
          lastTransitionTime: '2026-01-05T08:00:00Z',
        },
      ],
      { active: 0, backoff: 0, unschedulable: 1, gated: 1 },
    ]);
  });

  test('schedules a gated Pod when its gates have gone', () => {
    const world = schedulerWorld();
    world.put(testNode('a'), testPod('gated', '1', { schedulingGates: [{ name: 'x/wait' }] }));
    run(world, 10);
    world.put(testPod('gated', '1'));
    run(world, 10);
    expect(nodeOf(world, 'gated')).toBe('a');
  });

  test('retries after a relevant event and the back-off, on the next tick of a second', () => {
    const world = schedulerWorld();
    world.put(testNode('a'), testPod('big', '4'), testPod('small', '1'));
    run(world, 100);
    expect([nodeOf(world, 'big'), nodeOf(world, 'small')]).toEqual(['a', undefined]);
    world.remove('Pod', 'default/big');
    run(world, 900);
    expect([nodeOf(world, 'small'), world.scheduler.queueSizes().backoff]).toEqual([undefined, 1]);
    run(world, 1_100);
    expect(nodeOf(world, 'small')).toBe('a');
    expect(world.scheduler.moves('default/small').map(({ to, cause }) => `${to} ${cause}`)).toEqual([
      'active PodAdd',
      'unschedulable ScheduleAttemptFailure',
      'backoff PodDelete',
      'active BackoffComplete',
    ]);
  });

  test('does not wake a Pod for an event that cannot help it', () => {
    const world = schedulerWorld();
    world.put(testNode('a'), testPod('ssd', '1', { nodeSelector: { disk: 'ssd' } }));
    run(world, 2_000);
    world.put(testNode('b'));
    run(world, 2_000);
    expect(world.scheduler.decisions('default/ssd')).toHaveLength(1);
    world.put(testNode('b', { labels: { disk: 'ssd' } }));
    run(world, 10);
    expect(nodeOf(world, 'ssd')).toBe('b');
  });

  test('retries without any event after five minutes at the next half minute', () => {
    const world = schedulerWorld();
    world.put(testNode('a'), testPod('big', '9'));
    run(world, 329_000);
    expect(world.scheduler.decisions('default/big')).toHaveLength(1);
    run(world, 2_000);
    expect(world.scheduler.decisions('default/big')).toHaveLength(2);
  });

  test('takes an event into account that came while the Pod was being tried', () => {
    const world = schedulerWorld();
    world.put(testNode('a', { spec: { unschedulable: true } }), testPod('web'));
    // The Pod is decided on at 1 ms and put back at 1.5 ms.
    world.engine.after(0.2, () => world.put(testNode('a')), undefined);
    run(world, 2_100);
    expect(nodeOf(world, 'web')).toBe('a');
  });

  test('gives the room back and tries again when a binding is refused', () => {
    const world = schedulerWorld();
    world.put(testNode('a'), testPod('web', '3'));
    let refusals = 1;
    world.onBind = () => {
      if (refusals-- > 0) throw new Error('no luck');
    };
    run(world, 3_000);
    expect([nodeOf(world, 'web'), world.events]).toEqual([
      'a',
      [
        'Warning FailedScheduling Pod/web: binding rejected: running Bind plugin "DefaultBinder": no luck',
        'Normal Scheduled Pod/web: Successfully assigned default/web to a',
      ],
    ]);
  });

  test('removes Pods of lower priority for one of higher priority, and binds it when they have gone', () => {
    const world = schedulerWorld();
    world.put(testNode('a'), testPod('low', '3', { priority: 1 }));
    run(world, 100);
    world.put(testPod('high', '3', { priority: 10 }));
    run(world, 100);
    const low = world.pod('low');
    expect([
      world.pod('high')?.status?.nominatedNodeName,
      low?.metadata.deletionTimestamp !== undefined,
      low?.status?.conditions?.map(({ type, reason, message }) => [type, reason, message]),
      world.events.slice(1),
    ]).toEqual([
      'a',
      true,
      [
        [
          'DisruptionTarget',
          'PreemptionByScheduler',
          'default-scheduler: preempting to accommodate a higher priority pod',
        ],
      ],
      [
        'Normal Preempted Pod/low: Preempted by pod uid-high on node a',
        'Warning FailedScheduling Pod/high: 0/1 nodes are available: 1 Insufficient cpu.',
      ],
    ]);
    // A Pod of lower priority does not get the room that was made.
    world.put(testPod('thief', '3', { priority: 5 }));
    world.remove('Pod', 'default/low');
    run(world, 3_000);
    expect([nodeOf(world, 'high'), nodeOf(world, 'thief')]).toEqual(['a', undefined]);
  });

  test('leaves Pods of other schedulers and those being deleted alone', () => {
    const world = schedulerWorld();
    const deleted = testPod('deleted');
    world.put(testNode('a'), testPod('foreign', '1', { schedulerName: 'other' }), {
      ...deleted,
      metadata: { ...deleted.metadata, deletionTimestamp: '2026-01-05T08:00:00Z' },
    });
    run(world, 1_000);
    expect([world.requests, world.events]).toEqual([
      [],
      ['Warning FailedScheduling Pod/deleted: skip schedule deleting pod: default/deleted'],
    ]);
  });

  test('keeps what it decided, node by node', () => {
    const world = schedulerWorld();
    world.put(testNode('a'), testNode('b', { spec: { unschedulable: true } }), testNode('c'), testPod('web', '1'));
    run(world, 10);
    const [decision] = world.scheduler.decisions('default/web');
    const scores = {
      TaintToleration: 300,
      NodeResourcesFit: 86,
      NodeResourcesBalancedAllocation: 88,
      ImageLocality: 0,
    };
    const raw = { ...scores, TaintToleration: 0 };
    expect({ ...toDecisionRow(decision!, 0), chosen: '' }).toEqual({
      atMs: 1,
      attempt: 1,
      chosen: '',
      message: '',
      nodeCount: 3,
      feasibleCount: 2,
      rejectedCount: 1,
      scheduler: 'default-scheduler',
      filters: [
        ...['NodeUnschedulable', 'NodeName', 'TaintToleration', 'NodeAffinity', 'NodePorts', 'NodeResourcesFit'],
        ...['VolumeRestrictions', 'NodeVolumeLimits', 'VolumeBinding', 'VolumeZone'],
        ...['PodTopologySpread', 'InterPodAffinity'],
      ],
      plugins: [
        { name: 'TaintToleration', weight: 3 },
        { name: 'NodeResourcesFit', weight: 1 },
        { name: 'NodeResourcesBalancedAllocation', weight: 1 },
        { name: 'ImageLocality', weight: 1 },
      ],
      ties: ['a', 'c'],
      preemption: null,
      nodes: [
        { node: 'a', plugin: '', reasons: [], scores, raw, total: 474 },
        { node: 'c', plugin: '', reasons: [], scores, raw, total: 474 },
        {
          node: 'b',
          plugin: 'NodeUnschedulable',
          reasons: ['node(s) were unschedulable'],
          scores: {},
          raw: {},
          total: 0,
        },
      ],
    });
  });

  test('counts Pods that have ended no longer', () => {
    const world = schedulerWorld();
    world.put(testNode('a'), testPod('job', '4'));
    run(world, 10);
    world.put({ ...world.pod('job')!, status: { phase: 'Succeeded' } } as never, testPod('next', '4'));
    run(world, 10);
    expect(nodeOf(world, 'next')).toBe('a');
  });
});
