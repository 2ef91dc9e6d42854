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

it('managers own what nobody knows key by key, and lists in it as a whole', () => {
  const world = createApiWorld();
  const keeps = { 'x-kubernetes-preserve-unknown-fields': true };
  const free = structuredClone(definition) as unknown as { spec: { versions: [{ schema: object }] } };
  const properties = {
    any: { type: 'object', ...keeps },
    mixed: {
      type: 'object',
      properties: { inner: { type: 'object' }, port: { 'x-kubernetes-int-or-string': true } },
      ...keeps,
    },
    pod: { type: 'object', 'x-kubernetes-embedded-resource': true, ...keeps },
  };
  free.spec.versions[0].schema = {
    openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', properties } } },
  };
  world.send({ method: 'POST', path: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', body: free });
  world.run(1_000);
  const apply = (manager: string, spec: object, force = false): KubeObject & Status => {
    const body = { apiVersion: 'example.com/v1', kind: 'Set', metadata: { name: 's' }, spec };
    const headers = { 'Content-Type': 'application/apply-patch+yaml' };
    const path = `${SETS}/s?fieldManager=${manager}&force=${force}`;
    return world.send({ method: 'PATCH', path, headers, body }).body as KubeObject & Status;
  };
  const owned = ({ metadata }: KubeObject): unknown =>
    Object.fromEntries(
      metadata.managedFields!.map(({ manager, fieldsV1 }) => [manager, (fieldsV1 as { 'f:spec'?: object })['f:spec']]),
    );
  const first = apply('a', {
    any: { list: [1, { a: 1 }], map: { x: 1, y: {} } },
    mixed: { inner: {}, port: 80, other: { z: null } },
    pod: { apiVersion: 'v1', kind: 'Pod', metadata: { labels: { a: 'b' } }, spec: { containers: [] } },
  });
  expect(owned(first)).toEqual({
    a: {
      'f:any': { 'f:list': {}, 'f:map': { '.': {}, 'f:x': {}, 'f:y': {} } },
      'f:mixed': { 'f:inner': {}, 'f:port': {}, 'f:other': { '.': {}, 'f:z': {} } },
      'f:pod': {
        'f:apiVersion': {},
        'f:kind': {},
        'f:metadata': { 'f:labels': { 'f:a': {} } },
        'f:spec': { '.': {}, 'f:containers': {} },
      },
    },
  });
  expect(apply('b', { any: { list: [2], map: { x: 1, w: 'new' } } }).message).toBe(
    'Apply failed with 1 conflict: conflict with "a": .spec.any.list',
  );
  const shared = apply('b', { any: { map: { x: 1, w: 'new' } } });
  expect([(shared as unknown as { spec: { any: object } }).spec.any, owned(shared)]).toMatchObject([
    { list: [1, { a: 1 }], map: { x: 1, y: {}, w: 'new' } },
    { b: { 'f:any': { 'f:map': { '.': {}, 'f:w': {}, 'f:x': {} } } } },
  ]);
  const taken = apply('c', { any: { map: 'a text now' } }, true);
  expect([(taken as unknown as { spec: { any: object } }).spec.any, owned(taken)]).toMatchObject([
    { list: [1, { a: 1 }], map: 'a text now' },
    { a: { 'f:any': { 'f:list': {} } }, c: { 'f:any': { 'f:map': {} } } },
  ]);
});
