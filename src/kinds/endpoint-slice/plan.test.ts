import { describe, expect, it } from 'vitest';
import { createMembership } from '../../api/control/service-membership.ts';
import { createTriggerTimes } from '../../api/control/trigger-times.ts';
import type { Node, Pod, Service } from '../../api/k8s/core-v1.gen.ts';
import type { EndpointSlice } from '../../api/k8s/discovery-v1.gen.ts';
import { createMembers } from './members.ts';
import { planSlices, type SlicePlan } from './plan.ts';

const service = (labels: Record<string, string> = {}): Service => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { namespace: 'demo', name: 'web', uid: 's', labels, creationTimestamp: '2026-01-05T08:00:00Z' },
  spec: { clusterIP: '10.96.0.9', selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] },
});
const pod = (i: number, ready = true, node = 'n1'): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { namespace: 'demo', name: `p${i}`, uid: `u${i}`, labels: { app: 'web' } },
  spec: { nodeName: node, containers: [] },
  status: {
    phase: 'Running',
    podIP: `10.244.${i >> 8}.${i & 255}`,
    conditions: [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: '2026-01-05T08:00:10Z' }],
  },
});
const node: Node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' } };

function plan(
  subject: Service,
  pods: readonly Pod[],
  slices: readonly EndpointSlice[],
  members = createMembers(),
): SlicePlan {
  const byKey = new Map(pods.map((object) => [`demo/${object.metadata.name}`, object]));
  return planSlices(subject, pods, slices, {
    nodeOf: (name) => (name === 'n1' ? node : undefined),
    podOf: (key) => byKey.get(key),
    members,
  });
}
/** Slices with these numbers of endpoints, of Pods counted through. */
function slicesOf(subject: Service, sizes: readonly number[]): EndpointSlice[] {
  let next = 0;
  return sizes.map((size, i) => {
    const [made] = plan(
      subject,
      Array.from({ length: size }, () => pod(next++)),
      [],
    ).create;
    return { ...made!, metadata: { ...made!.metadata, name: `web-${i}` } };
  });
}
const pods = (count: number): Pod[] => Array.from({ length: count }, (_, i) => pod(i));
const summary = ({ create, update, remove }: SlicePlan) => ({
  create: create.map((slice) => slice.endpoints.length),
  update: update.map((slice) => `${slice.metadata.name} ${slice.endpoints.length}`),
  remove: remove.map((slice) => slice.metadata.name),
});

describe('filling slices', () => {
  const table: [name: string, present: number[], podCount: number, expected: ReturnType<typeof summary>][] = [
    ['nothing is written when nothing has changed', [40, 60], 100, { create: [], update: [], remove: [] }],
    [
      'new endpoints go to the slice that they fill best',
      [40, 60],
      110,
      { create: [], update: ['web-1 70'], remove: [] },
    ],
    ['a slice that is left is emptied and deleted', [100, 1], 100, { create: [], update: [], remove: ['web-1'] }],
    ['more than fit in one slice make a new one', [100], 250, { create: [100, 50], update: [], remove: [] }],
    ['removed endpoints change only their slice', [100, 100], 190, { create: [], update: ['web-1 90'], remove: [] }],
  ];
  it.each(table)('%s', (_name, present, count, expected) => {
    const subject = service();
    expect(summary(plan(subject, pods(count), slicesOf(subject, present)))).toEqual(expected);
  });
  it('changed and new endpoints share one write', () => {
    const subject = service();
    const members = [pod(0, false), ...pods(61).slice(1)];
    expect(summary(plan(subject, members, slicesOf(subject, [30, 30])))).toEqual({
      create: [],
      update: ['web-0 31'],
      remove: [],
    });
  });
  it('the last endpoint leaves an empty slice rather than none', () => {
    const subject = service();
    expect(summary(plan(subject, [], slicesOf(subject, [1])))).toEqual({ create: [], update: ['web-0 0'], remove: [] });
  });
  it('a change of the labels of the Service goes to its slices', () => {
    const slices = slicesOf(service(), [2]);
    const { update } = plan(service({ team: 'a' }), pods(2), slices);
    expect(update.map((slice) => slice.metadata.labels)).toEqual([{ ...slices[0]!.metadata.labels, team: 'a' }]);
  });
  it('a Pod on an unknown node is left out and reported', () => {
    const { create, skipped } = plan(service(), [pod(1), pod(2, true, 'n9')], []);
    expect([create[0]!.endpoints.length, skipped.map((object) => object.metadata.name)]).toEqual([1, ['p2']]);
  });
  it('endpoints of unchanged Pods stay the same objects', () => {
    const [subject, members, all] = [service(), createMembers(), pods(3)];
    const [made] = plan(subject, all, [], members).create;
    const stored = { ...made!, metadata: { ...made!.metadata, name: 'web-0' } };
    const [next] = plan(subject, [all[0]!, all[1]!, pod(2, false)], [stored], members).update;
    expect(next!.endpoints.map((endpoint, i) => endpoint === stored.endpoints[i])).toEqual([true, true, false]);
  });
});

describe('membership', () => {
  it('follows labels and selectors both ways', () => {
    const membership = createMembership();
    const [a, b] = [pod(1), { ...pod(2), metadata: { ...pod(2).metadata, labels: { app: 'other' } } }];
    membership.pod(a, undefined);
    membership.service(service(), () => [a]);
    const log: unknown[] = [[...membership.podsOf('demo/web')]];
    log.push(membership.pod(b, undefined));
    const relabelled = { ...b, metadata: { ...b.metadata, labels: { app: 'web' } } };
    log.push(membership.pod(relabelled, b), [...membership.podsOf('demo/web')]);
    log.push(membership.pod(b, relabelled), [...membership.podsOf('demo/web')]);
    log.push(membership.gone(a), [...membership.podsOf('demo/web')]);
    membership.removeService(service());
    log.push(membership.pod(a, undefined));
    expect(log).toEqual([
      ['demo/p1'],
      [],
      ['demo/web'],
      ['demo/p1', 'demo/p2'],
      ['demo/web'],
      ['demo/p1'],
      ['demo/web'],
      [],
      [],
    ]);
  });
});

describe('trigger times', () => {
  it('are those of the earliest change since the last look', () => {
    const times = createTriggerTimes();
    const later: Pod = {
      ...pod(1),
      status: { conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: '2026-01-05T08:00:30Z' }] },
    };
    expect([
      times.next('demo/web', service(), []),
      times.next('demo/web', service(), [pod(1), pod(2)]),
      times.next('demo/web', service(), [pod(1), pod(2)]),
      times.next('demo/web', service(), [later]),
    ]).toEqual(['2026-01-05T08:00:00Z', '2026-01-05T08:00:10Z', undefined, '2026-01-05T08:00:30Z']);
  });
});
