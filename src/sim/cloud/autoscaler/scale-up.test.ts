import { expect, test } from 'vitest';
import type { ConfigMap, Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { Expander, NodeGroupSpec } from '../../../api/scenario.ts';
import { createRandom } from '../../../base/random.ts';
import { DEFAULT_CONFIG } from '../../scheduler/config.ts';
import type { Handle } from '../../scheduler/framework.ts';
import { buildProfile } from '../../scheduler/profile.ts';
import type { Option } from './expander.ts';
import { preferred } from './priorities.ts';
import { planScaleUp } from './scale-up.ts';
import { templateOf } from './template.ts';

const handle = { list: () => [], get: () => undefined, random: createRandom(1), nowMs: () => 0 } as unknown as Handle;
const profile = buildProfile(DEFAULT_CONFIG.profiles[0]!, 100, handle);

function group(name: string, cpu: string, memory: string, max: number, taints: string[] = []): NodeGroupSpec {
  const node = { name, labels: {}, taints, cpu, memory, pods: 110, extended: {} };
  return { name, min: 0, max, size: 0, bootMs: 1000, node };
}

function pods(count: number, cpu: string, memory: string): Pod[] {
  return Array.from({ length: count }, (_, i) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `p${i}`, namespace: 'default', uid: `u${cpu}${i}` },
    spec: { containers: [{ name: 'c', resources: { requests: { cpu, memory } } }] },
  }));
}

function plan(
  groups: readonly (readonly [NodeGroupSpec, number])[],
  waiting: readonly Pod[],
  expander: Expander = 'least-waste',
): { best: string; refusal: string | undefined } {
  const sized = groups.map(([spec, targetSize]) => ({
    template: templateOf(spec, [], profile),
    targetSize,
    isBackedOff: spec.name === 'failing',
  }));
  const prefer = (options: readonly Option[]): readonly Option[] => preferred(options, PRIORITIES, () => undefined);
  const choice = { expanders: [expander], random: createRandom(7), prefer };
  const { best, refusals } = planScaleUp({ profile, groups: sized, nodes: [], placed: [], waiting, choice });
  const text = best ? `${best.template.group.name} +${best.newNodes} for ${best.pods.length}` : 'none';
  return { best: text, refusal: refusals.get('default/p0') };
}

const PRIORITIES: ConfigMap = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'cluster-autoscaler-priority-expander', namespace: 'kube-system' },
  data: { priorities: '10:\n- .*\n50:\n- ^lar\n' },
};

const SMALL = group('small', '2', '4Gi', 5);
const LARGE = group('large', '8', '32Gi', 5);
const TAINTED = group('gpu', '8', '32Gi', 5, ['gpu=yes:NoSchedule']);

test.each<[string, readonly (readonly [NodeGroupSpec, number])[], Pod[], string, string | undefined]>([
  ['as many nodes as the Pods fill', [[SMALL, 0]], pods(7, '500m', '100Mi'), 'small +2 for 7', undefined],
  ['no more than the group may have', [[SMALL, 4]], pods(7, '1', '100Mi'), 'small +1 for 2', undefined],
  ['a full group helps nobody', [[SMALL, 5]], pods(1, '1', '100Mi'), 'none', '1 max node group size reached'],
  [
    'what is too large for any node',
    [
      [SMALL, 0],
      [LARGE, 0],
    ],
    pods(1, '9', '1Gi'),
    'none',
    '2 Insufficient cpu',
  ],
  [
    'reasons are counted by group',
    [
      [SMALL, 0],
      [TAINTED, 0],
      [LARGE, 5],
    ],
    pods(1, '4', '8Gi'),
    'none',
    '1 Insufficient cpu, 1 Insufficient memory, 1 max node group size reached, 1 node(s) had untolerated taint {gpu: yes}',
  ],
  [
    'the group with the least left over',
    [
      [LARGE, 0],
      [SMALL, 0],
    ],
    pods(2, '1', '2Gi'),
    'small +1 for 2',
    undefined,
  ],
  [
    'the large one where that is filled',
    [
      [LARGE, 0],
      [SMALL, 0],
    ],
    pods(4, '2', '7Gi'),
    'large +1 for 4',
    '1 Insufficient memory',
  ],
])('%s', (_name, groups, waiting, best, refusal) => {
  expect(plan(groups, waiting)).toEqual({ best, refusal });
});

test('most-pods takes the group that helps most', () => {
  const few = group('few', '1', '2Gi', 1);
  expect(
    plan(
      [
        [few, 0],
        [LARGE, 0],
      ],
      pods(6, '1', '1Gi'),
      'most-pods',
    ).best,
  ).toBe('large +1 for 6');
});

test('a group that could not grow is passed over for a while', () => {
  const failing = group('failing', '2', '4Gi', 5);
  const one = pods(1, '1', '1Gi');
  expect(
    plan(
      [
        [failing, 0],
        [LARGE, 0],
      ],
      one,
    ),
  ).toEqual({ best: 'large +1 for 1', refusal: '1 in backoff after failed scale-up' });
  expect(plan([[failing, 5]], one)).toEqual({ best: 'none', refusal: '1 in backoff after failed scale-up' });
});

const BOTH = [
  [SMALL, 0],
  [LARGE, 0],
] as const;

test.each<[string, Expander, readonly (readonly [NodeGroupSpec, number])[], Pod[], string]>([
  [
    'priority: the group whose name matches the highest number',
    'priority',
    BOTH,
    pods(1, '1', '1Gi'),
    'large +1 for 1',
  ],
  ['price: the cheaper one of a size that suits a small cluster', 'price', BOTH, pods(1, '1', '1Gi'), 'small +1 for 1'],
  [
    'price: the one that costs less',
    'price',
    [
      [{ ...SMALL, price: 0.2 }, 0],
      [{ ...SMALL, name: 'spot', price: 0.05 }, 0],
    ],
    pods(1, '1', '1Gi'),
    'spot +1 for 1',
  ],
])('%s', (_name, expander, groups, waiting, best) => {
  expect(plan(groups, waiting, expander).best).toBe(best);
});
