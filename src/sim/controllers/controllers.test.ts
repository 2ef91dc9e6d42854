import { describe, expect, it } from 'vitest';
import type { Namespace, Taint, Toleration } from '../../api/k8s/core-v1.gen.ts';
import { withDeletionConditions } from './namespace/conditions.ts';
import { createCidrSet } from './node-ipam/cidr-set.ts';
import { tolerationMs } from './taint-eviction/tolerations.ts';
import { withTaints } from './taints.ts';

describe('how long a Pod stays on a tainted node', () => {
  const taint = (key: string): Taint => ({ key, effect: 'NoExecute' });
  const toleration = (key: string, tolerationSeconds?: number): Toleration => ({
    key,
    operator: 'Exists',
    effect: 'NoExecute',
    ...(tolerationSeconds === undefined ? {} : { tolerationSeconds }),
  });
  const table: [name: string, Taint[], Toleration[], number][] = [
    ['not at all without a toleration', [taint('a')], [], 0],
    ['for ever with one that has no time', [taint('a')], [toleration('a')], Infinity],
    ['for its time', [taint('a')], [toleration('a', 300)], 300_000],
    ['for the shortest of several', [taint('a'), taint('b')], [toleration('a', 300), toleration('b', 20)], 20_000],
    ['not at all when one of several is not tolerated', [taint('a'), taint('b')], [toleration('a', 300)], 0],
    ['not at all with a negative time', [taint('a')], [toleration('a', -1)], 0],
    ['for the time of the first toleration that fits', [taint('a')], [toleration('a', 5), toleration('a', 300)], 5_000],
  ];
  it.each(table)('%s', (_name, taints, tolerations, expected) =>
    expect(tolerationMs(taints, tolerations)).toBe(expected),
  );
});

describe('taints of a node', () => {
  const [a, b, c]: Taint[] = [
    { key: 'a', effect: 'NoSchedule' },
    { key: 'b', effect: 'NoSchedule' },
    { key: 'a', effect: 'NoExecute' },
  ];
  it('are added at the end, removed by key and effect, and the same list when nothing changes', () => {
    const present = [a!, b!];
    expect([
      withTaints(present, [c!], []),
      withTaints(present, [], [a!]),
      withTaints(present, [b!], [c!]) === present,
    ]).toEqual([[a, b, c], [b], true]);
  });
});

describe('ranges of Pod addresses', () => {
  it('are handed out in order, and those of removed nodes only after the others', () => {
    const set = createCidrSet();
    set.occupy('10.244.1.0/24');
    const first = [set.next(), set.next()];
    set.release('10.244.0.0/24');
    expect([...first, set.next()]).toEqual(['10.244.0.0/24', '10.244.2.0/24', '10.244.3.0/24']);
  });
  it('are enough for 5,000 nodes', () => {
    const set = createCidrSet();
    const all = new Set(Array.from({ length: 5000 }, () => set.next()));
    expect([all.size, all.has('10.245.0.0/24'), all.has(undefined)]).toEqual([5000, true, false]);
  });
});

describe('conditions of a namespace that is being deleted', () => {
  const namespace: Namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'demo' } };
  const none = { resources: new Map(), finalizers: new Map(), failures: [] };
  it('say what is left, and stay the same list while that does', () => {
    const left = {
      ...none,
      resources: new Map([
        ['pods.', 2],
        ['deployments.apps', 1],
      ]),
    };
    const conditions = withDeletionConditions(namespace, left, 1_767_600_000_000);
    const next = { ...namespace, status: { conditions } };
    const remaining = conditions.find((condition) => condition.type === 'NamespaceContentRemaining');
    expect(remaining).toEqual({
      type: 'NamespaceContentRemaining',
      status: 'True',
      lastTransitionTime: '2026-01-05T08:00:00Z',
      reason: 'SomeResourcesRemain',
      message:
        'Some resources are remaining: deployments.apps has 1 resource instances, pods. has 2 resource instances',
    });
    expect(withDeletionConditions(next, left, 1_767_600_100_000)).toBe(conditions);
    const after = withDeletionConditions(next, none, 1_767_600_100_000);
    expect(after.map(({ type, status }) => [type, status])).toEqual([
      ['NamespaceDeletionDiscoveryFailure', 'False'],
      ['NamespaceDeletionGroupVersionParsingFailure', 'False'],
      ['NamespaceDeletionContentFailure', 'False'],
      ['NamespaceContentRemaining', 'False'],
      ['NamespaceFinalizersRemaining', 'False'],
    ]);
  });
});
