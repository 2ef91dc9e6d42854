import { expect, it } from 'vitest';
import type { Status } from '../../../api/k8s/meta-v1.gen.ts';
import type { KubeObject } from '../../../api/object.ts';
import { createApiWorld } from '../../testing/api-world.ts';

const SETS = '/apis/example.com/v1/namespaces/default/sets';
const item = { type: 'object', required: ['name'], properties: { name: { type: 'string' }, v: { type: 'integer' } } };
const items = { type: 'array', 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name'], items: item };
const definition = {
  metadata: { name: 'sets.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { plural: 'sets', singular: 'set', kind: 'Set', listKind: 'SetList' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: { spec: { type: 'object', properties: { size: { type: 'integer' }, items } } },
          },
        },
      },
    ],
  },
};

it('managers of a custom object own what they apply, item by item', () => {
  const world = createApiWorld();
  world.send({ method: 'POST', path: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', body: definition });
  world.run(1_000);
  const apply = (manager: string, spec: object): unknown => {
    const body = { apiVersion: 'example.com/v1', kind: 'Set', metadata: { name: 's' }, spec };
    const headers = { 'Content-Type': 'application/apply-patch+yaml' };
    return world.send({ method: 'PATCH', path: `${SETS}/s?fieldManager=${manager}`, headers, body }).body;
  };
  apply('a', { size: 1, items: [{ name: 'x', v: 1 }] });
  const merged = apply('b', { items: [{ name: 'y', v: 2 }] }) as KubeObject & { spec: object };
  expect(merged.spec).toEqual({
    size: 1,
    items: [
      { name: 'x', v: 1 },
      { name: 'y', v: 2 },
    ],
  });
  expect(merged.metadata.managedFields?.map(({ manager, fieldsV1 }) => [manager, fieldsV1])).toEqual([
    ['a', { 'f:spec': { 'f:size': {}, 'f:items': { 'k:{"name":"x"}': { '.': {}, 'f:name': {}, 'f:v': {} } } } }],
    ['b', { 'f:spec': { 'f:items': { 'k:{"name":"y"}': { '.': {}, 'f:name': {}, 'f:v': {} } } } }],
  ]);
  expect((apply('b', { size: 2 }) as Status).message).toBe(
    'Apply failed with 1 conflict: conflict with "a": .spec.size',
  );
  expect((apply('a', { size: 1 }) as typeof merged).spec).toEqual({ size: 1, items: [{ name: 'y', v: 2 }] });
  const strategic = { 'Content-Type': 'application/strategic-merge-patch+json' };
  const refused = world.send({ method: 'PATCH', path: `${SETS}/s`, headers: strategic, body: {} });
  expect([refused.code, (refused.body as Status).reason]).toEqual([415, 'UnsupportedMediaType']);
});
