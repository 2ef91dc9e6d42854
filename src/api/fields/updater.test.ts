import { describe, expect, it } from 'vitest';
import { EMPTY, pathsOf, setOf } from './field-set.ts';
import type { Managed } from './managed.ts';
import { planOf } from './type-plan.ts';
import { afterUpdate, type TypedView } from './updater.ts';

const VIEW: TypedView = {
  ...{ apiVersion: 'coordination.k8s.io/v1', plan: planOf('io.k8s.api.coordination.v1.Lease') },
  ...{ resetFields: EMPTY, convert: () => undefined },
};
const HOLDER = ['f:spec', 'f:holderIdentity'];
const RENEWED = ['f:spec', 'f:renewTime'];
const BEFORE = { metadata: { name: 'n1' }, spec: { holderIdentity: 'n1', renewTime: '1' } };

const entry = (manager: string, time: string, ...paths: readonly (readonly string[])[]): Managed[number] => ({
  ...{ manager, operation: 'Update', apiVersion: VIEW.apiVersion, subresource: '', time, set: setOf(...paths) },
});

describe('an update', () => {
  const cases: readonly [name: string, managed: Managed, manager: string, spec: object, after: Managed][] = [
    [
      'of what its manager alone owns gives it a new time',
      [entry('kubelet', 't1', HOLDER, RENEWED)],
      ...(['kubelet', { holderIdentity: 'n1', renewTime: '2' }] as const),
      [entry('kubelet', 't2', HOLDER, RENEWED)],
    ],
    [
      'of a field that nobody had adds it to what its manager owns',
      [entry('kubelet', 't1', RENEWED)],
      ...(['kubelet', { holderIdentity: 'n2', renewTime: '2' }] as const),
      [entry('kubelet', 't2', HOLDER, RENEWED)],
    ],
    [
      'by another manager takes the field from the one that had it',
      [entry('kubelet', 't1', HOLDER, RENEWED)],
      ...(['kubectl', { holderIdentity: 'n1', renewTime: '2' }] as const),
      [entry('kubelet', 't1', HOLDER), entry('kubectl', 't2', RENEWED)],
    ],
    [
      'that takes a field away takes it from its manager too',
      [entry('kubelet', 't1', HOLDER, RENEWED)],
      ...(['kubelet', { holderIdentity: 'n1' }] as const),
      [entry('kubelet', 't1', HOLDER)],
    ],
  ];
  it.each(cases)('%s', (_name, managed, manager, spec, after) => {
    const writer = { manager, subresource: '', time: 't2' };
    const shown = (list: Managed): object => list.map((each) => ({ ...each, set: pathsOf(each.set) }));
    expect(shown(afterUpdate(VIEW, BEFORE, { ...BEFORE, spec }, managed, writer))).toEqual(shown(after));
  });
});
