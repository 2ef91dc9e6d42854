import { expect, test } from 'vitest';
import { podRow } from '../testing/rows.ts';
import { createOwners } from './owners.ts';

const workload = (name: string, namespace = 'default') => ({
  key: name,
  kind: 'Deployment',
  namespace,
  name,
  desired: 1,
  ready: 1,
  image: '',
});
const pod = (owner: string, namespace = 'default') =>
  podRow({ name: `${owner}-x`, namespace, owner, ownerKind: owner === '' ? '' : 'Deployment' });

test('owners get hues in order of creation and keep them', () => {
  const owners = createOwners();
  owners.meetWorkload(workload('web'));
  owners.meetWorkload(workload('db'));
  expect([owners.markOf(pod('db')), owners.markOf(pod('web'))]).toEqual([
    { hue: 2, code: '' },
    { hue: 1, code: '' },
  ]);
});

test('kube-system and Pods without an owner are slate', () => {
  const owners = createOwners();
  expect([owners.markOf(pod('coredns', 'kube-system')), owners.markOf(pod(''))]).toEqual([
    { hue: 0, code: '' },
    { hue: 0, code: '' },
  ]);
});

test('from the seventh owner on hues repeat, with two letters of the name', () => {
  const owners = createOwners();
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) owners.meetWorkload(workload(name));
  expect(owners.markOf(pod('ml-model-serving'))).toEqual({ hue: 1, code: 'ms' });
  expect(owners.markOf(pod('nginx'))).toEqual({ hue: 2, code: 'ng' });
});
