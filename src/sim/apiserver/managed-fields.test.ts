import { describe, expect, it } from 'vitest';
import type { FieldsV1 } from '../../api/fields/fields-v1.ts';
import type { ManagedFieldsEntry, Status } from '../../api/k8s/meta-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import { type ApiWorld, createApiWorld } from '../testing/api-world.ts';
import type { HttpResponse } from './request.ts';

const MAPS = '/api/v1/namespaces/default/configmaps';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';
const APPLY = { 'Content-Type': 'application/apply-patch+yaml' };
const MERGE = { 'Content-Type': 'application/merge-patch+json', 'User-Agent': 'tool/1.2 (x)' };
const JSON_PATCH = { 'Content-Type': 'application/json-patch+json', 'User-Agent': 'tool/1.2 (x)' };

const configMap = (data: object | undefined, more: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'c', ...more },
  ...(data ? { data } : {}),
});

const deployment = (spec: object): object => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec,
});

const template = (containers: readonly object[]): object => ({
  metadata: { labels: { app: 'web' } },
  spec: { containers },
});

const web = deployment({
  replicas: 2,
  selector: { matchLabels: { app: 'web' } },
  template: template([{ name: 'nginx', image: 'nginx:1.27', ports: [{ containerPort: 80 }] }]),
});

/** Who owns what, in short: `manager/operation[/subresource]: paths`. */
function owners({ body }: HttpResponse): Record<string, readonly string[]> {
  const entries = ((body as KubeObject).metadata.managedFields ?? []) as readonly ManagedFieldsEntry[];
  return Object.fromEntries(
    entries.map(({ manager, operation, subresource, fieldsV1 }) => {
      const name = [manager, operation, ...(subresource ? [subresource] : [])].join('/');
      return [name, paths(fieldsV1 as FieldsV1, '')];
    }),
  );
}

function paths(fields: FieldsV1, prefix: string): readonly string[] {
  return Object.entries(fields).flatMap(([element, rest]) => {
    const path = element === '.' ? prefix : `${prefix}/${element.replace(/^f:/, '')}`;
    return Object.keys(rest).length === 0 ? [path] : paths(rest, path);
  });
}

function apply(world: ApiWorld, path: string, manager: string, body: object, query = ''): HttpResponse {
  return world.send({ method: 'PATCH', path: `${path}?fieldManager=${manager}${query}`, headers: APPLY, body });
}

const answer = ({ code, body }: HttpResponse): unknown => {
  const { message, details } = body as Status;
  return { code, message, causes: details?.causes };
};

describe('a new object', () => {
  it('belongs to whom sent it, by field manager or program, with defaults and without what only names it', () => {
    const world = createApiWorld();
    const body = configMap({ a: '1' }, { labels: { x: 'y' } });
    expect(owners(world.send({ method: 'POST', path: MAPS, headers: { 'User-Agent': 'tool/1.2' }, body }))).toEqual({
      'tool/Update': ['/data', '/data/a', '/metadata/labels', '/metadata/labels/x'],
    });
    const created = world.send({ method: 'POST', path: `${DEPLOYMENTS}?fieldManager=me`, body: web });
    const nginx = '/spec/template/spec/containers/k:{"name":"nginx"}';
    const port = `${nginx}/ports/k:{"containerPort":80,"protocol":"TCP"}`;
    expect(owners(created)['me/Update']?.filter((path) => path.startsWith(nginx))).toEqual([
      nginx,
      `${nginx}/image`,
      `${nginx}/imagePullPolicy`,
      `${nginx}/name`,
      `${nginx}/ports`,
      port,
      `${port}/containerPort`,
      `${port}/protocol`,
      `${nginx}/resources`,
      `${nginx}/terminationMessagePath`,
      `${nginx}/terminationMessagePolicy`,
    ]);
  });
});

describe('an update', () => {
  it('takes what it changes from others, and gives up what it removes', () => {
    const world = createApiWorld();
    world.send({ method: 'POST', path: `${MAPS}?fieldManager=a`, body: configMap({ x: '1', y: '1', z: '1' }) });
    const body = { data: { x: '2', y: null, n: '1' } };
    expect(owners(world.send({ method: 'PATCH', path: `${MAPS}/c`, headers: MERGE, body }))).toEqual({
      'a/Update': ['/data', '/data/z'],
      'tool/Update': ['/data/n', '/data/x'],
    });
  });

  it('that changes nothing but times is not written', () => {
    const world = createApiWorld();
    world.send({ method: 'POST', path: `${MAPS}?fieldManager=a`, body: configMap({ x: '1' }) });
    const first = world.send({ path: `${MAPS}/c` }).body as KubeObject;
    world.run(5_000);
    apply(world, `${MAPS}/c`, 'b', configMap({ x: '1' }));
    const second = world.send({ path: `${MAPS}/c` }).body as KubeObject;
    world.run(5_000);
    const third = apply(world, `${MAPS}/c`, 'b', configMap({ x: '1' })).body as KubeObject;
    expect(second.metadata.resourceVersion).not.toBe(first.metadata.resourceVersion);
    expect(third).toEqual(second);
  });

  it('can empty the managed fields, and then nothing is tracked until somebody applies', () => {
    const world = createApiWorld();
    world.send({ method: 'POST', path: `${MAPS}?fieldManager=a`, body: configMap({ x: '1' }) });
    const value = [{}];
    const emptied = world.send({
      method: 'PATCH',
      path: `${MAPS}/c`,
      headers: JSON_PATCH,
      body: [{ op: 'replace', path: '/metadata/managedFields', value }],
    });
    const changed = world.send({ method: 'PATCH', path: `${MAPS}/c`, headers: MERGE, body: { data: { y: '1' } } });
    const applied = apply(world, `${MAPS}/c`, 'b', configMap({ z: '1' }));
    expect([emptied, changed, applied].map(owners)).toEqual([
      {},
      {},
      { 'b/Apply': ['/data/z'], 'before-first-apply/Update': ['/data', '/data/x', '/data/y'] },
    ]);
  });

  it('keeps ten updaters apart and puts the oldest together', () => {
    const world = createApiWorld();
    world.send({ method: 'POST', path: `${MAPS}?fieldManager=m0`, body: configMap({ k0: '1' }) });
    let last: HttpResponse | undefined;
    for (let i = 1; i <= 11; i++) {
      world.run(1_000);
      const path = `${MAPS}/c?fieldManager=m${i}`;
      last = world.send({ method: 'PATCH', path, headers: MERGE, body: { data: { [`k${i}`]: '1' } } });
    }
    expect(Object.keys(owners(last!))).toEqual([
      'ancient-changes/Update',
      ...[3, 4, 5, 6, 7, 8, 9, 10, 11].map((i) => `m${i}/Update`),
    ]);
    expect(owners(last!)['ancient-changes/Update']).toEqual(['/data', '/data/k0', '/data/k1', '/data/k2']);
  });

  it('of replicas through the scale subresource takes them, in an entry without a time', () => {
    const world = createApiWorld();
    world.send({ method: 'POST', path: `${DEPLOYMENTS}?fieldManager=a`, body: web });
    const body = { spec: { replicas: 5 } };
    world.send({ method: 'PATCH', path: `${DEPLOYMENTS}/web/scale`, headers: MERGE, body });
    const found = world.send({ path: `${DEPLOYMENTS}/web` });
    const fields = (found.body as KubeObject).metadata.managedFields ?? [];
    expect(fields[0]).toEqual({
      manager: 'tool',
      operation: 'Update',
      apiVersion: 'apps/v1',
      fieldsType: 'FieldsV1',
      fieldsV1: { 'f:spec': { 'f:replicas': {} } },
      subresource: 'scale',
    });
    expect(owners(found)['a/Update']).not.toContain('/spec/replicas');
  });
});

describe('an apply', () => {
  it('creates, changes what it owns, and removes what it applies no more and nobody else owns', () => {
    const world = createApiWorld();
    const first = apply(world, `${MAPS}/c`, 'alice', configMap({ a: '1', b: '1', c: '1' }));
    apply(world, `${MAPS}/c`, 'bob', configMap({ b: '1' }));
    const last = apply(world, `${MAPS}/c`, 'alice', configMap({ a: '2' }));
    expect([first.code, last.code, (last.body as { data: unknown }).data]).toEqual([201, 200, { a: '2', b: '1' }]);
    expect(owners(last)).toEqual({ 'alice/Apply': ['/data/a'], 'bob/Apply': ['/data/b'] });
  });

  it('conflicts with whoever owns what it wants to change, unless it is forced', () => {
    const world = createApiWorld();
    world.send({ method: 'POST', path: `${DEPLOYMENTS}?fieldManager=kubectl-client-side-apply`, body: web });
    const path = `${DEPLOYMENTS}/web`;
    apply(world, path, 'alice', deployment({ template: template([{ name: 'nginx', image: 'nginx:1.27' }]) }));
    const one = apply(world, path, 'bob', deployment({ replicas: 3 }));
    const wanted = deployment({ replicas: 3, template: template([{ name: 'nginx', image: 'other' }]) });
    const many = apply(world, path, 'bob', wanted);
    const reason = 'FieldManagerConflict';
    const client = '"kubectl-client-side-apply" using apps/v1';
    const image = '.spec.template.spec.containers[name="nginx"].image';
    expect(answer(one)).toEqual({
      code: 409,
      message: `Apply failed with 1 conflict: conflict with ${client}: .spec.replicas`,
      causes: [{ reason, message: `conflict with ${client}`, field: '.spec.replicas' }],
    });
    expect(answer(many)).toEqual({
      code: 409,
      message: [
        'Apply failed with 3 conflicts: conflicts with "alice":',
        `- ${image}`,
        `conflicts with ${client}:`,
        '- .spec.replicas',
        `- ${image}`,
      ].join('\n'),
      causes: [
        { reason, message: 'conflict with "alice"', field: image },
        { reason, message: `conflict with ${client}`, field: '.spec.replicas' },
        { reason, message: `conflict with ${client}`, field: image },
      ],
    });
    const forced = apply(world, path, 'bob', wanted, '&force=true');
    expect([forced.code, owners(forced)['alice/Apply']?.includes(image.slice(1))]).toEqual([200, false]);
  });

  it('by kubectl goes over from client-side apply without a conflict, and keeps its annotation', () => {
    const world = createApiWorld();
    const key = 'kubectl.kubernetes.io/last-applied-configuration';
    const last = `${JSON.stringify(configMap({ a: '1' }))}\n`;
    const body = configMap({ a: '1' }, { annotations: { [key]: last } });
    world.send({ method: 'POST', path: `${MAPS}?fieldManager=kubectl-client-side-apply`, body });
    const applied = apply(world, `${MAPS}/c`, 'kubectl', configMap({ a: '2' }));
    expect([applied.code, (applied.body as KubeObject).metadata.annotations]).toEqual([
      200,
      { [key]: '{"apiVersion":"v1","data":{"a":"2"},"kind":"ConfigMap","metadata":{"name":"c"}}\n' },
    ]);
    expect(owners(applied)['kubectl/Apply']).toEqual(['/data/a']);
  });

  it('with several versions of a list merges by keys and keeps the order of both', () => {
    const world = createApiWorld();
    const names = ({ body }: HttpResponse): unknown =>
      (body as { spec: { template: { spec: { containers: { name: string }[] } } } }).spec.template.spec.containers.map(
        ({ name }) => name,
      );
    const containers = (...list: string[]): object =>
      deployment({
        selector: { matchLabels: { app: 'web' } },
        template: template(list.map((name) => ({ name, image: name }))),
      });
    const path = `${DEPLOYMENTS}/web`;
    const first = apply(world, path, 'alice', containers('a', 'b'));
    const second = apply(world, path, 'bob', containers('c', 'b'));
    const third = apply(world, path, 'alice', containers('b'));
    expect([first, second, third].map(names)).toEqual([
      ['a', 'b'],
      ['a', 'c', 'b'],
      ['c', 'b'],
    ]);
  });

  const refusals: readonly (readonly [string, string, object, string, number, string])[] = [
    [
      'without a field manager',
      '',
      configMap({}),
      '',
      422,
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
    ],
    ['with managed fields', 'a', configMap({}, { managedFields: [] }), '', 400, 'metadata.managedFields must be nil'],
    ['of another kind', 'a', { apiVersion: 'v1', kind: 'Pod' }, '', 400, 'invalid object type: /v1, Kind=Pod'],
    [
      'without a name',
      'a',
      { apiVersion: 'v1', kind: 'ConfigMap' },
      '',
      400,
      'the name of the object (c based on URL) was undeterminable: name must be provided',
    ],
    [
      'with an unknown field and a wrong type',
      'a',
      { ...configMap({ a: 1 }), spec: {} },
      '',
      500,
      'failed to create typed patch object (/c; /v1, Kind=ConfigMap): errors:\n' +
        '  .data.a: expected string, got &value.valueUnstructured{Value:1}\n' +
        '  .spec: field not declared in schema',
    ],
  ];
  it.each(refusals)('%s is refused', (_name, manager, body, query, code, message) => {
    const world = createApiWorld();
    expect(answer(apply(world, `${MAPS}/c`, manager, body, query))).toMatchObject({ code, message });
  });
});
