import { describe, expect, it } from 'vitest';
import type { Deployment, ReplicaSet } from '../../api/k8s/apps-v1.gen.ts';
import { revisionOf, withReplicasAnnotations, withRevision } from './annotations.ts';
import { newCondition, setCondition } from './conditions.ts';
import { planScale } from './proportions.ts';
import { findNew, maxSurge, maxUnavailable, newSetSize, planShrink } from './replica-sets.ts';

const NOW_MS = 1_767_600_000_000;

function deployment(
  replicas: number,
  surge: number | string,
  unavailable: number | string,
  type = 'RollingUpdate',
): Deployment {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'demo', uid: 'd' },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'web' } },
      strategy: {
        type,
        ...(type === 'Recreate' ? {} : { rollingUpdate: { maxSurge: surge, maxUnavailable: unavailable } }),
      },
      template: template('v2'),
    },
  };
}
function template(image: string, hash?: string) {
  const labels = { app: 'web', ...(hash ? { 'pod-template-hash': hash } : {}) };
  return { metadata: { labels }, spec: { containers: [{ name: 'c', image }] } };
}
/** A ReplicaSet with its size, how many Pods are available, and the numbers of its annotations. */
function set(name: string, replicas: number, available: number, desired?: number, max?: number): ReplicaSet {
  const age = Number(name.replace(/\D/g, ''));
  const annotations = {
    ...(desired === undefined ? {} : { 'deployment.kubernetes.io/desired-replicas': String(desired) }),
    ...(max === undefined ? {} : { 'deployment.kubernetes.io/max-replicas': String(max) }),
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name, creationTimestamp: `2026-01-05T08:0${age}:00Z`, annotations },
    spec: { replicas, selector: {}, template: template(`v${age}`, name) },
    status: { replicas, availableReplicas: available },
  };
}

describe('bounds of a rolling update', () => {
  const table: [replicas: number, surge: number | string, unavailable: number | string, bounds: [number, number]][] = [
    [10, '25%', '25%', [3, 2]],
    [3, '25%', '25%', [1, 0]],
    [1, '25%', '25%', [1, 0]],
    [4, 0, 0, [0, 1]],
    [4, '1%', '1%', [1, 0]],
    [2, 0, 5, [0, 2]],
    [0, 1, 1, [1, 0]],
  ];
  it.each(table)('%i replicas, surge %s, unavailable %s', (replicas, surge, unavailable, bounds) => {
    const subject = deployment(replicas, surge, unavailable);
    expect([maxSurge(subject), maxUnavailable(subject)]).toEqual(bounds);
  });
  it('do not apply to Recreate', () => {
    const subject = deployment(4, 0, 0, 'Recreate');
    expect([maxSurge(subject), maxUnavailable(subject)]).toEqual([0, 0]);
  });
});

describe('size of the newest ReplicaSet', () => {
  const table: [name: string, Deployment, ReplicaSet[], ReplicaSet, number][] = [
    ['grows into the surge', deployment(10, 3, 2), [set('s1', 10, 10)], set('s2', 0, 0), 3],
    ['takes what old ones have given up', deployment(10, 3, 2), [set('s1', 8, 8)], set('s2', 3, 0), 5],
    ['stays when there is no room', deployment(10, 3, 2), [set('s1', 8, 8)], set('s2', 5, 0), 5],
    ['does not pass the desired number', deployment(4, 4, 0), [], set('s2', 2, 0), 4],
    ['is the desired number at once with Recreate', deployment(4, 0, 0, 'Recreate'), [], set('s2', 0, 0), 4],
  ];
  it.each(table)('%s', (_name, subject, old, newest, size) => {
    expect(newSetSize(subject, [...old, newest], newest)).toBe(size);
  });
});

describe('shrinking old ReplicaSets', () => {
  const table: [name: string, Deployment, ReplicaSet[], ReplicaSet, [string, number][], [string, number][]][] = [
    ['waits while no Pod may be missing', deployment(3, 1, 0), [set('s1', 3, 3)], set('s2', 1, 0), [], []],
    [
      'takes one for each new one that is available',
      deployment(3, 1, 0),
      [set('s1', 3, 3)],
      set('s2', 1, 1),
      [],
      [['s1', 2]],
    ],
    ['takes what may be missing at once', deployment(10, 3, 2), [set('s1', 10, 10)], set('s2', 3, 0), [], [['s1', 8]]],
    [
      'takes Pods that are not available first, oldest set first',
      deployment(4, 1, 1),
      [set('s2', 2, 1), set('s1', 2, 0)],
      set('s3', 1, 1),
      [['s1', 0]],
      [],
    ],
    ['leaves sets without Pods alone', deployment(3, 1, 0), [set('s1', 0, 0)], set('s2', 3, 3), [], []],
  ];
  it.each(table)('%s', (_name, subject, old, newest, unhealthy, healthy) => {
    const plan = planShrink(subject, old, newest);
    const sizes = (steps: readonly { set: ReplicaSet; size: number }[]) =>
      steps.map((step) => [step.set.metadata.name, step.size]);
    expect([sizes(plan.unhealthy), sizes(plan.healthy)]).toEqual([unhealthy, healthy]);
  });
});

describe('scaling', () => {
  const table: [name: string, Deployment, ReplicaSet | undefined, ReplicaSet[], [string, number][]][] = [
    ['one ReplicaSet takes all', deployment(5, 1, 0), set('s1', 3, 3, 3, 4), [], [['s1', 5]]],
    ['nothing to do', deployment(3, 1, 0), set('s1', 3, 3, 3, 4), [], []],
    [
      'the only active one is scaled even if it is old',
      deployment(5, 1, 0),
      set('s2', 0, 0),
      [set('s1', 3, 3)],
      [['s1', 5]],
    ],
    ['without active ones the newest is scaled', deployment(2, 1, 0), set('s2', 0, 0), [set('s1', 0, 0)], [['s2', 2]]],
    [
      'a finished rollout empties the old ones',
      deployment(3, 1, 0),
      set('s2', 3, 3, 3, 4),
      [set('s1', 1, 1, 3, 4)],
      [['s1', 0]],
    ],
    [
      'in the middle all keep their shares',
      deployment(15, 4, 3),
      set('s2', 5, 0, 10, 13),
      [set('s1', 8, 8, 10, 13)],
      [
        ['s1', 12],
        ['s2', 7],
      ],
    ],
    [
      'downward too',
      deployment(5, 2, 1),
      set('s2', 5, 0, 10, 13),
      [set('s1', 8, 8, 10, 13)],
      [
        ['s1', 4],
        ['s2', 3],
      ],
    ],
    [
      'to nothing',
      deployment(0, 0, 1),
      set('s2', 5, 0, 10, 13),
      [set('s1', 8, 8, 10, 13)],
      [
        ['s1', 0],
        ['s2', 0],
      ],
    ],
  ];
  it.each(table)('%s', (_name, subject, newest, old, expected) => {
    expect(planScale(subject, newest, old).map((step) => [step.set.metadata.name, step.size])).toEqual(expected);
  });
});

describe('templates and revisions', () => {
  it('the newest ReplicaSet is the one with the same template but for the hash label', () => {
    expect(findNew(deployment(1, 1, 0), [set('s1', 1, 1), set('s2', 1, 1)])?.metadata.name).toBe('s2');
  });
  it('a revision that is used again moves to the history', () => {
    const subject = deployment(2, 1, 0);
    const first = withRevision(set('s1', 2, 2), subject, 1);
    const third = withRevision(first, subject, 3);
    const fifth = withRevision(third, subject, 5);
    expect(
      [first, third, fifth].map((rs) => [
        revisionOf(rs),
        rs.metadata.annotations?.['deployment.kubernetes.io/revision-history'],
      ]),
    ).toEqual([
      [1, undefined],
      [3, '1'],
      [5, '1,3'],
    ]);
    expect(withRevision(fifth, subject, 5)).toBe(fifth);
  });
  it('annotations of the Deployment go along, but for its own and those of kubectl apply', () => {
    const subject = deployment(2, 1, 0);
    const annotations = {
      'kubernetes.io/change-cause': 'image',
      'kubectl.kubernetes.io/last-applied-configuration': '{}',
      'deployment.kubernetes.io/revision': '7',
    };
    const noted = withReplicasAnnotations(
      withRevision(set('s1', 0, 0), { ...subject, metadata: { ...subject.metadata, annotations } }, 8),
      subject,
    );
    expect(noted.metadata.annotations).toEqual({
      'kubernetes.io/change-cause': 'image',
      'deployment.kubernetes.io/revision': '8',
      'deployment.kubernetes.io/desired-replicas': '2',
      'deployment.kubernetes.io/max-replicas': '3',
    });
  });
});

describe('conditions', () => {
  const available = newCondition('Available', 'True', 'MinimumReplicasAvailable', 'yes', NOW_MS);
  it('stay the same list while status and reason do', () => {
    const list = [available];
    expect(
      setCondition(list, newCondition('Available', 'True', 'MinimumReplicasAvailable', 'other', NOW_MS + 5000)),
    ).toBe(list);
  });
  it('keep the transition time with the status, and move to the end', () => {
    const progressing = newCondition('Progressing', 'True', 'NewReplicaSetCreated', 'a', NOW_MS);
    const updated = newCondition('Progressing', 'True', 'ReplicaSetUpdated', 'b', NOW_MS + 5000);
    expect(setCondition([progressing, available], updated)).toEqual([
      available,
      { ...updated, lastTransitionTime: progressing.lastTransitionTime },
    ]);
  });
});
