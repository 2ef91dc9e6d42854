import { expect, test } from 'vitest';
import { createApiWorld } from '../testing/api-world.ts';

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p' },
  spec: { containers: [{ name: 'c', image: 'a:1' }] },
};

const binding = (name: string, target: object) => ({ apiVersion: 'v1', kind: 'Binding', metadata: { name }, target });

test('a Binding made by itself binds the Pod of its name', () => {
  const world = createApiWorld();
  const post = (path: string, body: unknown) =>
    world.send({ method: 'POST', path: `/api/v1/namespaces/default/${path}`, body });
  expect(post('pods', pod).code).toBe(201);
  expect(post('bindings', binding('p', { kind: 'Node', name: 'n1' })).body).toMatchObject({
    status: 'Success',
    code: 201,
  });
  expect(world.send({ path: '/api/v1/namespaces/default/pods/p' }).body).toMatchObject({ spec: { nodeName: 'n1' } });
  expect(post('bindings', binding('ghost', { name: 'n1' })).body).toMatchObject({ code: 404, reason: 'NotFound' });
  expect(post('pods/p/binding', binding('p', { kind: 'Pod' })).body).toMatchObject({
    code: 500,
    message:
      '[target.kind: Unsupported value: "Pod": supported values: "Node", "<empty>", target.name: Required value]',
  });
  expect(world.send({ path: '/api/v1/namespaces/default/bindings' }).code).toBe(405);
});

test('component statuses are computed when somebody asks', () => {
  const world = createApiWorld();
  const { body, headers } = world.send({ path: '/api/v1/componentstatuses' });
  const conditions = [{ type: 'Healthy', status: 'True', message: 'ok' }];
  const items = (body as { items: readonly { metadata: { name: string }; conditions: unknown }[] }).items;
  expect(items.map((item) => [item.metadata.name, item.conditions])).toEqual([
    ['controller-manager', conditions],
    ['scheduler', conditions],
    ['etcd-0', conditions],
  ]);
  expect(headers?.['Warning']).toBe('299 - "v1 ComponentStatus is deprecated in v1.19+"');
  expect(world.send({ path: '/api/v1/componentstatuses/nobody' }).body).toMatchObject({
    code: 500,
    message: 'Component not found: nobody',
  });
  expect(world.send({ method: 'DELETE', path: '/api/v1/componentstatuses/scheduler' }).code).toBe(405);
});
